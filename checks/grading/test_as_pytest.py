"""The graded suites are ordinary pytest: selection, order, debugger, an IDE's collection, narrow and plain terminals."""

import json
import os
import re
import subprocess
import sys

from kit.course import ROOT

WRONG = "+def encode(tokenizer, text):\n    marker = 41\n    return [marker][5]\n"
SUITE = "tests/test_ex04_encode.py"


def test_a_single_test_by_its_id(run_pytest):
    done = run_pytest("--solutions", f"{SUITE}::test_the_lecture_sentence_is_15_ids")
    assert done.status == 0 and "1 passed" in done.out


def test_selection_by_name_ends_with_success_at_full_marks_of_what_ran(run_pytest):
    done = run_pytest("--solutions", SUITE, "-k", "estimate or thumb")
    assert done.status == 0 and re.search(r"2 passed, 12 deselected", done.out)
    assert "2 tests ran, all passed" in done.out


def test_x_stops_at_the_first_failure(run_pytest, submission):
    done = run_pytest("--submission", submission(ex04_encode=WRONG), SUITE, "-x")
    assert done.status == 1 and "1 failed" in done.out and "stopping after 1 failures" in done.out


def test_lf_runs_what_failed(tmp_path, submission):
    folder = submission(ex04_encode=WRONG)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--submission",
        str(folder),
        SUITE,
        "-o",
        f"cache_dir={tmp_path / 'cache'}",
    ]
    first = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    again = subprocess.run([*command, "--lf"], cwd=ROOT, capture_output=True, text=True)
    assert "1 failed, 9 deselected, 4 failed likewise" in again.stdout, first.stdout[-1500:] + again.stdout[-1500:]


def test_pdb_stops_in_the_learners_own_line(submission):
    command = [sys.executable, "-m", "pytest", "--submission", str(submission(ex04_encode=WRONG)), SUITE, "--pdb", "-x"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, input="p 'marker is', marker\nq\n")
    assert "('marker is', 41)" in done.stdout, done.stdout[-2000:]


def test_breakpoint_and_print_work_with_s(submission):
    code = "+def estimate_tokens(text):\n    print('hello from inside')\n    breakpoint()\n    return 15\n"
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-s",
        "--submission",
        str(submission(ex04_encode=code)),
        SUITE,
        "-k",
        "thumb",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, input="p 'length', len(text)\nc\nq\n")
    assert "hello from inside" in done.stdout and "('length', 89)" in done.stdout, done.stdout[-2000:]


def test_an_ide_can_collect_without_running_anything(run_pytest):
    done = run_pytest("--collect-only", "-q", "--submission", "solutions")
    assert done.status == 0 and f"{SUITE}::test_the_lecture_sentence_is_15_ids" in done.out
    assert "your progress" not in done.out


def test_pytest_from_inside_exercises_grades_them(run_pytest):
    done = run_pytest(cwd=ROOT / "exercises")
    assert done.status == 1 and "ex01  get in" in done.out and "no tests ran" not in done.out


def test_a_submission_from_another_folder(run_pytest, submission, tmp_path):
    folder = submission()
    done = run_pytest("--submission", os.path.relpath(folder, ROOT), SUITE)
    assert done.status == 0, done.out[-1500:]


def test_sixty_columns_without_colour_are_enough(run_pytest, submission):
    wrong = "+def encode(tokenizer, text):\n    return [tokenizer.bos_token_id] + tokenizer.encode(text)\n"
    folder = submission(ex04_encode=wrong)
    done = run_pytest("--submission", folder, SUITE, columns=60)
    # Commands are never broken, so that they can be copied, and this folder's name is long.
    kits_own = [line for line in done.lines if "pytest" not in line and str(folder) not in line and line[:1] != "_"]
    assert max(map(len, kits_own)) <= 60, max(kits_own, key=len)
    assert "\x1b" not in done.out and "there is a second <|begin_of_text|> at position 1" in re.sub(
        r"\s+", " ", done.out
    )


def test_plugins_that_nobody_uses_are_not_loaded(run_pytest):
    done = run_pytest("--solutions", "tests/test_ex01_login.py", "-k", "long_token", "-v")
    plugins = next(line for line in done.lines if line.startswith("plugins:"))
    assert done.status == 0 and not re.search("anyio|nbval|platformdirs", plugins), plugins


def test_packages_with_plugins_are_imported_as_they_are(run_pytest, tmp_path):
    (tmp_path / "probe.py").write_text(
        "import sys\n"
        "def pytest_unconfigure():\n"
        "    rewritten = {name for name, module in list(sys.modules.items())\n"
        "                 if type(getattr(module, '__loader__', None)).__name__ == 'AssertionRewritingHook'}\n"
        "    first = {'kit', 'kit.grading', 'kit.grading.options', 'kit.grading.start', 'kit.start'}\n"
        "    print('REWRITTEN', sorted(rewritten - first))\n"  # those come before conftest.py has its say
    )
    env = {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    done = run_pytest("--solutions", "-p", "probe", "-s", "tests/test_ex01_login.py", "-k", "log_in_returns", env=env)
    (line,) = (line for line in done.lines if line.startswith("REWRITTEN"))
    names = line.removeprefix("REWRITTEN ")
    assert done.status == 0 and "test_ex01_login" in names and not re.search("'(kit|anyio|platformdirs)", names), names


def test_a_run_leaves_nothing_in_the_temporary_folder(run_pytest, tmp_path):
    done = run_pytest("--solutions", "tests/test_ex01_login.py", "-k", "dotenv", env={"TMPDIR": str(tmp_path)})
    assert done.status == 0 and not list(tmp_path.iterdir())


def test_python_collects_garbage_as_before_when_a_run_is_over():
    code = (
        "import gc, pytest\n"
        "class Probe:\n"
        "    def pytest_runtest_call(self): print('DURING', gc.get_threshold()[0])\n"
        "print('BEFORE', gc.get_threshold()[0])\n"
        "pytest.main(['-s', '-q', '--solutions', 'tests/test_ex01_login.py', '-k', 'long_token'], plugins=[Probe()])\n"
        "print('AFTER', gc.get_threshold()[0], gc.isenabled(), gc.get_freeze_count())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    before, during, after = (re.search(rf"{word} (.*)", done.stdout)[1] for word in ("BEFORE", "DURING", "AFTER"))
    assert int(during) > 100 * int(before) and after == f"{before} True 0", done.stdout + done.stderr


def test_the_first_screen_needs_no_tokenizer(tmp_path):
    """Untouched exercises are told from the files: neither transformers nor the Hub's framework is imported."""
    script = (
        "import sys, pytest\n"
        f"status = pytest.main(['-q', '-p', 'no:cacheprovider', '--submission={tmp_path / 'stubs'}'])\n"
        "print('STATUS', int(status), sorted({'transformers', 'starlette', 'huggingface_hub', 'tokenizers'} & set(sys.modules)))\n"
    )
    (tmp_path / "stubs").mkdir()
    from kit.course import load, stubs

    for slug in load().slugs:
        solution = (ROOT / "solutions" / f"{slug}.py").read_text(encoding="utf-8")
        (tmp_path / "stubs" / f"{slug}.py").write_text(stubs.stub(solution, slug), encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert "STATUS 1 []" in done.stdout, done.stdout[-1000:] + done.stderr[-1000:]


def test_junit_has_the_lesson(run_pytest, submission, tmp_path):
    run_pytest("--submission", submission(ex04_encode=WRONG), SUITE, f"--junitxml={tmp_path / 'junit.xml'}")
    text = (tmp_path / "junit.xml").read_text()
    assert "IndexError" in text and 'failures="5"' in text


def test_live_skips_with_a_reason_what_only_the_practice_hub_can_grade(run_pytest, tmp_path):
    """The live Hub cannot exist here, so only what needs none is run: the reasons, and the untouched environment."""
    home = tmp_path / "home"
    home.mkdir()
    env = {"HOME": str(home), "HF_HOME": str(home / "hf"), "HF_ENDPOINT": "http://127.0.0.1:9"}
    done = run_pytest("--solutions", "--hub=live", "tests/test_ex01_login.py", "--report", tmp_path / "r.json", env=env)
    assert "LIVE Hub" in done.out and "graded on the practice Hub only" in re.sub(r"\s+", " ", done.out)
    report = json.loads((tmp_path / "r.json").read_text())
    assert report["hub"] == "live" and report["max"] == 15 and 0 < report["score"] < 15


def test_a_live_hub_that_is_down_is_said_at_once(run_pytest):
    env = {"HF_ENDPOINT": "http://127.0.0.1:9"}
    done = run_pytest("--solutions", "--hub=live", SUITE, "-k", "sentence_is_15", env=env)
    said = re.sub(r"\s+", " ", done.out)
    assert done.status == 1 and "http://127.0.0.1:9 cannot be reached" in said and "Traceback" not in said
    assert "mend" not in said, "nothing in the file is wrong"
