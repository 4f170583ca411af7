"""Grading inside a notebook, in a real kernel: %grade, %hint, %%answer, and edits seen without a restart."""

import os

import pytest

from checks.kernels import OPENING, kernel
from kit.course import ROOT, load, stubs

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a kernel here grades in a process of its own")

RIGHT = "def encode(tokenizer, text: str) -> list[int]:\n    return tokenizer.encode(text)\n"
WRONG = "def encode(tokenizer, text: str) -> list[int]:\n    return [tokenizer.bos_token_id, *tokenizer.encode(text)]\n"


@pytest.fixture
def own(tmp_path):
    """A learner's folder of untouched stubs."""
    folder = tmp_path / "mine"
    folder.mkdir()
    for slug in load().slugs:
        solution = (ROOT / "solutions" / f"{slug}.py").read_text(encoding="utf-8")
        (folder / f"{slug}.py").write_text(stubs.stub(solution, slug), encoding="utf-8")
    return folder


@pytest.fixture
def here(own):
    with kernel(KIT_ANSWERS=str(own)) as started:
        assert not started.run(OPENING).error
        yield started


def test_grading_follows_the_file_with_no_restart(here, own):
    assert "0/15  not started" in here.run("%grade ex04").text
    path = own / "ex04_encode.py"
    stub = path.read_text(encoding="utf-8")
    use = "tokenizer = hub.tokenizer('meta-llama/Meta-Llama-3.1-8B')\nfrom exercises.ex04_encode import encode\nencode(tokenizer, 'a')"
    ran = here.run(use)
    assert "ex04_encode.encode is not written yet." in ran.error and "%%answer ex04_encode" in ran.error
    assert "Traceback" not in ran.error

    path.write_text(stub + "\n\n" + WRONG, encoding="utf-8")
    wrong = here.run("%grade ex04")
    assert (
        "a second <|begin_of_text|>" in wrong.text
        and "next: mend encode in" in wrong.text
        and "%grade ex04" in wrong.text
    )
    assert "<table" in wrong.html and "▶" in wrong.html and "&lt;|begin_of_text|&gt;" in wrong.html
    assert "<|begin" not in wrong.html
    assert here.run("print(encode(tokenizer, 'a'))").text == "[128000, 128000, 64]\n", "the name follows the file"

    path.write_text((ROOT / "solutions" / "ex04_encode.py").read_text(encoding="utf-8"), encoding="utf-8")
    assert "15/15" in here.run("%grade 4").text
    assert here.run("print(encode(tokenizer, 'a'))").text == "[128000, 64]\n"


def test_an_answer_in_a_cell_is_saved_kept_and_graded(here, own):
    path = own / "ex04_encode.py"
    before = path.read_text(encoding="utf-8")
    ran = here.run("%%answer ex04_encode\n" + RIGHT)
    assert "encode: saved to mine/ex04_encode.py" in ran.text and "to go" in ran.text
    assert (own / ".previous" / "ex04_encode.1.py").read_text(encoding="utf-8") == before
    after = path.read_text(encoding="utf-8")
    assert "return tokenizer.encode(text)" in after and after.count("def ") == before.count("def ")
    assert '"""Return the ids the model receives' in after, "the stub's docstring stays"
    assert "[128000" in here.run("encode(hub.tokenizer('meta-llama/Meta-Llama-3.1-8B'), 'a')").text

    ran = here.run("%%answer ex04\ndef encode(tokenizer:\n    return 1")
    assert "line 2" in ran.text + ran.error and "Nothing was saved" in ran.text + ran.error
    assert path.read_text(encoding="utf-8") == after
    ran = here.run("%%answer ex04\nprint('no function')")
    assert "There is no function in this cell" in ran.text + ran.error


def test_grading_leaves_the_notebooks_hub_as_it_was(here, own):
    (own / "ex02_access.py").write_text((ROOT / "solutions" / "ex02_access.py").read_text("utf-8"), "utf-8")
    look = "from exercises.ex02_access import access\nprint(access('meta-llama/Meta-Llama-3.1-8B'))"
    assert here.run(look).text == "sign the terms\n"
    assert "10/10" in here.run("%grade ex02").text
    assert here.run(look).text == "sign the terms\n"
    saved = "import os\nfrom huggingface_hub import constants\nprint(os.path.exists(constants.HF_TOKEN_PATH))"
    here.run("import huggingface_hub\nhuggingface_hub.login(hub.token)\nhub.sign('llama-3.1')")
    assert here.run(saved).text == "True\n"
    assert here.run(look).text == "granted\n"
    assert "10/10" in here.run("%grade ex02").text, "the child's Hub is fresh"
    assert here.run(look).text == "granted\n" and here.run(saved).text == "True\n"


def test_code_that_ends_the_process_costs_no_kernel(here, own):
    path = own / "ex04_encode.py"
    path.write_text(
        path.read_text("utf-8") + "\n\nimport os\n\ndef encode(tokenizer, text):\n    os._exit(3)\n", "utf-8"
    )
    ran = here.run("%grade ex04")
    assert "Grading ended without a result" in ran.text + ran.error
    assert here.run("print('alive')").text == "alive\n"


def test_hints_come_one_after_the_other(here):
    hints = load().exercise("ex04_encode").hints
    for number in (1, 2, 3):
        text = here.run("%hint ex04").text
        assert f"hint {number} of 3" in text and hints[number - 1] in text
    assert hints[0] in here.run("%hint ex04 1").text
    ran = here.run("%hint ex99")
    assert "There is no exercise 'ex99'" in ran.text + ran.error


def test_a_second_grade_costs_little_on_top_of_the_tests(here, own):
    """The promise is 0.3 s; processor time is compared, as it does not depend on what else the machine does."""
    (own / "ex04_encode.py").write_text((ROOT / "solutions" / "ex04_encode.py").read_text("utf-8"), "utf-8")
    here.run("%grade ex04")
    ran = here.run(
        "import resource, time\nfrom kit import course\nfrom kit.notebook import grading\n"
        "def used():\n"
        "    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]\n"
        "    return sum(each.ru_utime + each.ru_stime for each in both)\n"
        "best = []\n"
        "for _ in range(3):\n"
        "    before = used()\n"
        "    grading.grade(hub, course.find(['ex04']))\n"
        "    best.append(used() - before)\n"
        "print(min(best))"
    )
    assert float(ran.text) < 1.0, ran.text + ran.error
