"""What a learner can do to a file or a function: each gets a clear line and costs nothing else."""

import json
import os

import pytest

from checks.warm_jobs import Job, run_all
from kit.course import ROOT

MODELS = ["meta-llama/Meta-Llama-3.1-8B", "meta-llama/Llama-4-Scout-17B-16E"]


def graded(run_pytest, folder, tmp_path, *arguments, **options):
    """The report of a run on a submission, by exercise, and what was on the screen."""
    done = run_pytest("--submission", folder, "--report", tmp_path / "report.json", *arguments, **options)
    report = json.loads((tmp_path / "report.json").read_text())
    return {entry["slug"]: entry for entry in report["exercises"]}, done


ALL_BUT_SLOW = ["tests/test_ex04_encode.py", "tests/test_ex06_special.py"]

BROKEN_FILES = {
    "a syntax error": (b"def encode(tokenizer, text)\n    return 1\n", "line 1: expected ':'"),
    "bad indentation": (b"def encode(tokenizer, text):\nreturn 1\n", "line 2"),
    "empty": (b" \n", "is empty"),
    "null bytes": (b"x = 1\nab\0cd\n", "null byte in line 2"),
    "not UTF-8": (b"x = 1\ns = '\xff\xfe'\n", "not UTF-8 text (line 2)"),
    "UTF-16": ("x = 1\n".encode("utf-16"), "not a text file"),
    "an error at import": (b"import os\n1 / 0\n", "line 2:\n    1 / 0"),
    "sys.exit at import": (b"import sys\nsys.exit(0)\n", "SystemExit"),
    "a skip at import": (
        b"import pytest\npytest.skip('no', allow_module_level=True)\n",
        "importing ex04_encode.py failed",
    ),
    "SkipTest at import": (b"import unittest\nraise unittest.SkipTest('no')\n", "SkipTest"),
    # What does not need the package is graded (checks/learner/test_missing.py); here there is nothing else.
    "a package that is not there": (b"import not_there_at_all\n", "has no function"),
    "moves the cursor in a line that cannot be read": (b"x = '\x1b[2J' +\n", "line 1"),
    "deep nesting": (b"x = " + b"(" * 5000 + b")" * 5000 + b"\n", "Python"),
    "data in the file": (b"#" * 1_100_000, "1,100,000 bytes"),
}


BROKEN_FUNCTIONS = {
    "renamed": ("del encode\n\n\ndef encode_text(tokenizer, text):\n    return []\n", "error", "was encode renamed"),
    "a variable": ("encode = 3\n", "error", "not a function"),
    "other parameters": ("def encode(text):\n    return []\n", "failed", "TypeError"),
    "returns None": ("def encode(tokenizer, text):\n    tokenizer.encode(text)\n", "failed", "returned None"),
    "exits": ("def encode(tokenizer, text):\n    exit()\n", "failed", "end the program"),
    "skips": ("def encode(tokenizer, text):\n    import pytest\n    pytest.skip('x')\n", "failed", "earns no points"),
    "xfails": ("def encode(tokenizer, text):\n    import pytest\n    pytest.xfail('x')\n", "failed", "earns no points"),
    "ends pytest": ("def encode(tokenizer, text):\n    import pytest\n    pytest.exit('x')\n", "failed", "earns no points"),
    "SkipTest": ("def encode(tokenizer, text):\n    import unittest\n    raise unittest.SkipTest\n", "failed", "earns no points"),
    "KeyboardInterrupt": ("def encode(tokenizer, text):\n    raise KeyboardInterrupt\n", "failed", "KeyboardInterrupt itself"),
    "input()": ("def encode(tokenizer, text):\n    return input()\n", "failed", "raised"),
    "recursion": ("def encode(tokenizer, text):\n    return encode(tokenizer, text)\n", "failed", "RecursionError"),
    "a generator": ("def encode(tokenizer, text):\n    yield from tokenizer.encode(text)\n", "failed", "generator"),
    "an object equal to everything": (
        "class Yes(list):\n    def __eq__(self, other):\n        return True\n\n\ndef encode(tokenizer, text):\n    return Yes()\n",
        "failed", "returned"),
    "a nasty repr": (
        "class Nasty:\n    def __repr__(self):\n        raise SystemExit\n\n\ndef encode(tokenizer, text):\n    return Nasty()\n",
        "failed", "Nasty object"),
    "moves the cursor": (
        "def encode(tokenizer, text):\n    print('\\x1b[2J\\x1b[31')\n    raise ValueError('\\x1b]0;mine\\x07')  # \x1b[8m\n",
        "failed", "ValueError"),
    "waits for another stub": (
        "def encode(tokenizer, text):\n    raise NotImplementedError('ex01_login.find_token: not written yet')\n",
        "failed", "find_token is not written yet"),
}  # fmt: skip


@pytest.fixture(scope="module")
def jobs(tmp_path_factory) -> dict[str, Job]:
    """Every case of BROKEN_FILES and BROKEN_FUNCTIONS graded, by its name."""
    solution = (ROOT / "solutions" / "ex04_encode.py").read_bytes()
    contents = {name: content for name, (content, _) in BROKEN_FILES.items()}
    contents |= {name: solution + b"\n\n" + source.encode() for name, (source, _, _) in BROKEN_FUNCTIONS.items()}
    folder = tmp_path_factory.mktemp("jobs")
    found = {}
    for number, (name, content) in enumerate(contents.items()):
        learner = folder / str(number)
        learner.mkdir()
        (learner / "ex04_encode.py").write_bytes(content)
        (learner / "ex06_special.py").write_bytes((ROOT / "solutions" / "ex06_special.py").read_bytes())
        found[name] = Job([*ALL_BUT_SLOW, f"--submission={learner}"])
    run_all(list(found.values()), MODELS, folder)
    return found


@pytest.mark.parametrize("name", BROKEN_FILES)
def test_a_broken_file_costs_its_own_exercise(jobs, name):
    job, said = jobs[name], BROKEN_FILES[name][1]
    broken = job.exercise("ex04_encode")
    assert broken["score"] == 0 and broken["status"] == "error"
    assert {test["status"] for test in broken["tests"]} == {"error"}
    assert all(said in test["message"] for test in broken["tests"]), broken["tests"][0]["message"]
    assert job.exercise("ex06_special")["score"] == 20
    assert "Traceback" not in job.screen and "\x1b" not in job.screen and job.status == 1


def test_a_missing_file_in_a_submission_is_not_started(run_pytest, submission, tmp_path):
    exercises, _ = graded(run_pytest, submission(ex04_encode=None), tmp_path, *ALL_BUT_SLOW)
    assert exercises["ex04_encode"]["status"] == "not started"
    assert exercises["ex04_encode"]["max"] == 15 and exercises["ex06_special"]["score"] == 20


@pytest.mark.parametrize("name", BROKEN_FUNCTIONS)
def test_a_broken_function_costs_its_own_tests(jobs, name):
    job, (_, status, said) = jobs[name], BROKEN_FUNCTIONS[name]
    exercise = job.exercise("ex04_encode")
    bad = [test for test in exercise["tests"] if test["status"] != "passed"]
    assert len(bad) == 5 and exercise["score"] == 10
    assert {test["status"] for test in bad} == {status}
    assert all(said in test["message"] for test in bad), bad[0]["message"]
    assert job.exercise("ex06_special")["score"] == 20 and "\x1b" not in job.screen and job.status == 1


def test_an_endless_loop_ends_and_the_rest_goes_on(run_pytest, submission, tmp_path):
    loop = """+def encode(tokenizer, text):
    while True:
        try:
            tokenizer.encode(text)
        except BaseException:
            pass
"""
    some = ["tests/test_ex04_encode.py", "-k", "15 or white_space or characters_a_token or thumb"]
    exercises, done = graded(run_pytest, submission(ex04_encode=loop), tmp_path, *some)
    assert sorted(test["status"] for test in exercises["ex04_encode"]["tests"]) == ["passed"] * 5 + ["timeout"] * 2
    assert "did not return within" in done.out


def test_a_flood_of_output_is_cut(run_pytest, submission, tmp_path):
    flood = "+def estimate_tokens(text):\n    for _ in range(200_000):\n        print('x' * 100)\n    return 0\n"
    exercises, done = graded(run_pytest, submission(ex04_encode=flood), tmp_path, "tests/test_ex04_encode.py")
    assert len(done.out) < 20_000
    assert all(len(test["output"]) < 5_000 for test in exercises["ex04_encode"]["tests"])


def test_a_changed_tokenizer_is_said_and_costs_nothing_else(run_pytest, submission, tmp_path):
    change = (
        "+def encode(tokenizer, text):\n    tokenizer.pad_token = '<|eot_id|>'\n    return tokenizer.encode(text)\n"
    )
    exercises, done = graded(run_pytest, submission(ex04_encode=change), tmp_path, *ALL_BUT_SLOW)
    assert exercises["ex04_encode"]["score"] == 10 and exercises["ex06_special"]["score"] == 20
    assert "changed the tokenizer (special tokens" in done.out


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["--submission", "no/such/place"], "there is no such file or folder"),
        (["--submission", "benchmarks"], "stand against each other"),
        (["--submission", "README.md"], "one .py file"),
        (["--submission", "solutions", "--solutions"], "exclude each other"),
        (["--report", "benchmarks"], "name a file in it"),
    ],
)
def test_a_wrong_argument_is_said_in_a_line(run_pytest, arguments, said):
    done = run_pytest(*arguments)
    assert done.status == 4 and said in done.out and "Traceback" not in done.out


def test_one_file_is_a_submission(run_pytest, tmp_path):
    report = tmp_path / "report.json"
    run_pytest("--submission", ROOT / "solutions" / "ex04_encode.py", "--report", report)
    scores = {entry["slug"]: (entry["score"], entry["status"]) for entry in json.loads(report.read_text())["exercises"]}
    assert scores["ex04_encode"] == (15, "passed") and scores["ex05_decode"] == (0, "not started")
    every = tmp_path / "answers.py"
    every.write_text("".join((ROOT / "solutions" / f"{slug}.py").read_text(encoding="utf-8").split('"""', 2)[2]
                             for slug in ("ex04_encode", "ex05_decode")), encoding="utf-8")  # fmt: skip
    done = run_pytest(
        "--submission", every, "--report", report, "tests/test_ex04_encode.py", "tests/test_ex05_decode.py"
    )
    assert done.status == 0, done.out[-2000:]


def test_proxies_and_a_home_that_cannot_be_written_do_no_harm(run_pytest, tmp_path):
    home = tmp_path / "home"
    home.write_text("a file, so that not even root can make folders in it")
    env = {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}
    env |= {name: "http://127.0.0.1:9" for name in ("HTTP_PROXY", "https_proxy", "ALL_PROXY")}
    done = run_pytest("--solutions", "tests/test_ex02_access.py", "tests/test_ex04_encode.py", env=env)
    assert done.status == 0, done.out[-2000:]


def test_a_port_that_cannot_be_opened_is_said(run_pytest, tmp_path):
    """A sitecustomize that forbids binding stands for a system that does."""
    (tmp_path / "sitecustomize.py").write_text(
        "import socket\ndef refuse(*a, **k):\n    raise PermissionError(13, 'Permission denied')\nsocket.create_server = refuse\n"
    )
    done = run_pytest("--solutions", env={"PYTHONPATH": str(tmp_path)})
    assert done.status == 4 and "could not open a port" in done.out and "Traceback" not in done.out


@pytest.mark.skipif(os.name == "nt", reason="there is no /dev/full")
def test_no_room_for_the_cache_is_said(run_pytest, tmp_path):
    """The cache's place is a file, so nothing can be written there."""
    (tmp_path / "cache").write_text("in the way")
    done = run_pytest(
        "--solutions", "tests/test_ex04_encode.py", "-k", "sentence", env={"KIT_CACHE": str(tmp_path / "cache")}
    )
    assert done.status == 0, done.out[-2000:]
    assert "Traceback" not in done.out


def test_a_breakpoint_with_nobody_there_is_said_and_names_asked_for_are_no_renamed_ones(run_pytest, submission):
    stopped = submission(ex04_encode="def encode(tokenizer, text):\n    breakpoint()\n")
    done = run_pytest("--submission", stopped, "tests/test_ex04_encode.py", "-k", "15")
    told = " ".join(done.out.split())
    assert "stopped at breakpoint(), and nobody was there" in told and "BdbQuit" not in told and "likely" not in told
    (stopped / "ex08_chat.py").write_text("def render_chat(tokenizer, messages, reply=True):\n    return ''\n")
    done = run_pytest("--submission", stopped, "tests/test_ex08_chat.py", "-k", "read")
    assert "There is render_chat" not in done.out and "has no function read_chat" in " ".join(done.out.split())
