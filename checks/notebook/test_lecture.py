"""The lecture's reference: what a learner saved in a notebook moves nothing, and each cell says after its run how it went."""

import copy
import json
import os
import subprocess
import sys

import nbformat
import pytest

from checks.kernels import kernel
from kit.course import ROOT, beginning, lecture, load, stubs
from kit.notebook import after_run, answers, build


def code_cells() -> list[dict]:
    found = json.loads(lecture.notebook())["cells"]
    return copy.deepcopy([cell for cell in found if cell["cell_type"] == "code"])


def number_of(id: str) -> int:
    return [cell.id for cell in lecture.cells()].index(id)


def test_every_cell_is_known_with_what_it_prints_and_calls():
    assert len(lecture.cells()) == 12
    assert all(cell.expected for cell in lecture.cells())
    assert {slug for cell in lecture.cells() for slug in cell.exercises} == set(load().slugs[:7])
    assert ("ex04_encode", "encode") in lecture.cells()[number_of("encode")].functions


def test_what_is_expected_stands_in_a_cell_that_no_run_changes():
    notes = {cell["id"]: "".join(cell["source"]) for cell in json.loads(lecture.notebook())["cells"]}
    for cell in lecture.cells():
        note = notes[cell.id + build.EXPECTED]
        assert "<details>" in note and "\n\n" not in note and "$" not in note
        assert "[128000, 40," in note or cell.id != "encode"
    assert build.expected("a\n\n<|x|> $5\n").count("\n") == 4 and "&lt;|x|&gt; &#36;5" in build.expected("<|x|> $5")


def test_cells_are_matched_by_id_by_colabs_id_and_by_source():
    assert lecture.differences(code_cells()) == lecture.Differences()
    mine = code_cells()
    for number, cell in enumerate(mine):
        if number % 2:
            del cell["id"]  # Colab has it in the metadata alone
        else:
            cell["id"], cell["metadata"] = f"new-{number}", {}
        cell["source"] = "".join(cell["source"]) + "\n"
    assert lecture.differences(mine[::-1]) == lecture.Differences()
    assert lecture.differences([{"cell_type": "code", "source": "1"}]) is None


def test_what_was_changed_removed_or_added_is_found():
    mine = code_cells()
    mine[number_of("count")]["source"] = "print(1)"
    del mine[number_of("decode")]
    mine.insert(0, {"cell_type": "code", "source": "print = None", "outputs": []})
    mine.append({"cell_type": "code", "source": ["  \n"], "outputs": []})
    found = lecture.differences(mine)
    assert found == lecture.Differences((number_of("count"),), (number_of("decode"),), (0,))


def test_the_lines_that_differ_stand_beside_each_other():
    assert after_run.difference("a\nb\nc\n", "a\nx\nc\nd\n") == [("b", "x"), ("", "d")]
    assert after_run.difference("", "a") == [("", "a")]


WRONG = "\n\ndef encode(tokenizer, text):\n    return tokenizer.encode(text)[1:]\n"


def test_outputs_that_a_learner_saved_do_not_move_the_suite(run_pytest, tmp_path):
    """A wrong answer's own outputs, stored in the notebook; a cell that stands in for print; one changed, one gone."""
    saved = json.loads(lecture.notebook())
    cells = {cell["id"]: cell for cell in saved["cells"]}
    forged = lecture.cells()[number_of("encode")].printed.replace("[128000, ", "[").replace("[128000]", "[]")
    cells["encode"]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": forged}]
    cells["count"].update(source="print('all right')", outputs=[])
    saved["cells"].remove(cells["decode"])
    saved["cells"].insert(
        2, nbformat.v4.new_code_cell("import builtins\nbuiltins.print = lambda *a, **k: None", id="mine")
    )
    here = tmp_path / "my answers"
    beginning.make(here)
    for slug in load().slugs[:7]:
        solution = (ROOT / "solutions" / f"{slug}.py").read_text("utf-8")
        (here / "exercises" / f"{slug}.py").write_text(solution + (WRONG if slug == "ex04_encode" else ""), "utf-8")
    path = here / "exercises" / "lecture.ipynb"
    path.write_text(json.dumps(saved), "utf-8")
    done = run_pytest("--nbval", path, "--report", "r.json", cwd=here)
    assert done.status == 1
    assert "11 of 12 cells print what they should" in done.out
    assert f"Cell {number_of('count')}: your notebook has this cell otherwise" in done.out
    assert f"Cell {number_of('decode')}: your notebook does not have this cell" in done.out
    assert "cell 2: it is not of the lecture, so it was not run." in done.out and "kit reset lecture" in done.out
    told = {cell["id"].rpartition("/")[2]: cell for cell in json.loads((here / "r.json").read_text())["cells"]}
    assert told[f"lecture.ipynb::Cell {number_of('encode')}"]["status"] == "failed"
    assert told["lecture.ipynb, cell 2"]["status"] == "skipped"
    path.write_text("[]", "utf-8")
    done = run_pytest("--nbval", path, "--solutions", cwd=here)
    assert "lecture.ipynb is not a notebook" in done.out and "Traceback" not in done.out


@pytest.fixture
def own(tmp_path):
    """A learner's folder of untouched stubs, with ex04's solution and a wrong encode."""
    folder = tmp_path / "mine"
    folder.mkdir()
    for slug in load().slugs:
        solution = (ROOT / "solutions" / f"{slug}.py").read_text("utf-8")
        text = solution + WRONG if slug == "ex04_encode" else stubs.stub(solution, slug)
        (folder / f"{slug}.py").write_text(text, "utf-8")
    return folder


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a kernel here grades in a process of its own")
def test_each_cell_says_after_its_run_how_it_went(own):
    cells = {cell.id: cell for cell in lecture.cells()}
    opening = lecture.cells()[0]
    with kernel(KIT_ANSWERS=str(own)) as here:
        for _ in range(2):  # run twice, it says the same and nothing else
            ran = here.run(opening.source)
            assert ran.text == opening.expected and not ran.error
        shown = here.run("kit.show(tokenizer, 'I am')\nprint(len(tokenizer))")
        assert "128256" in shown.text and "prints what it should" not in shown.text
        wrong = here.run(cells["encode"].source)
        assert "✗ It does not print what it should." in wrong.text
        assert "<td>&#x27;&#x27; []</td><td>&#x27;&#x27; [128000]</td>" in wrong.html
        assert "likely" in wrong.text and "%grade ex04" in wrong.text
        assert "<summary>what it should print</summary>" in wrong.html and cells["encode"].printed.strip() in wrong.text
        waits = here.run(cells["decode"].source)
        assert "· It waits for a function" in waits.text and cells["decode"].printed.strip() in waits.text
        assert "not written yet" in waits.error
        (own / "ex04_encode.py").write_text((ROOT / "solutions" / "ex04_encode.py").read_text("utf-8"), "utf-8")
        right = here.run(cells["encode"].source + "\n")
        assert right.text.endswith("✓ It prints what it should.") and "<details>" not in right.html
        given = here.run("tokenizer = None\ntexts = {}\n" + "print('mine')")
        assert given.text == "mine\n", "a cell of one's own is left alone"
        stopped = here.run("tokenizer = hub.llama(quiet=True)")
        assert stopped.text == ""
        assert "✓" in here.run(cells["count"].source).text
        here.run("sentence = 'other'")
        other = here.run(cells["count"].source)
        assert "All tests of ex04_encode pass" in other.text, other.text
        stopped = here.run("del sentence") and here.run(cells["count"].source)
        assert "✗ An error stopped it" in stopped.text and "NameError" in stopped.error


def test_a_cell_that_was_changed_is_not_compared():
    found, same = lecture.find("print(1)", "encode")
    assert found.id == "encode" and not same
    text = repr(after_run.Checked(found, "changed"))
    assert "kit reset lecture" in text and found.printed.strip() in text
    assert lecture.find("print(1)", "other") == (None, False)


@pytest.mark.parametrize(
    "names, said",
    [
        (("encod",), "encod is none of ex04's, which are encode, "),
        (("encod",), "Did you mean encode?"),
        (("decode",), "decode is asked for in ex05: begin the cell with %%answer ex05_decode"),
        (("helper", "other"), "helper, other are none of ex04's"),
        (("helper", "encode"), ""),
    ],
)
def test_an_answer_under_a_name_that_is_not_asked_for_is_told(names, said):
    told = answers.strangers(load().exercise("ex04_encode"), names)
    assert said in told and bool(said) == bool(told)


def test_the_kernel_shows_that_a_name_is_not_asked_for(own):
    with kernel(KIT_ANSWERS=str(own)) as here:
        here.run(lecture.cells()[0].source)
        ran = here.run("%%answer ex04\ndef encod(tokenizer, text):\n    return []")
        assert "saved to mine/ex04_encode.py" in ran.text and "Did you mean encode?" in ran.text


def test_in_a_clone_the_notebook_takes_the_kit_that_lies_there(tmp_path):
    """With a Python that has no kit: nothing is installed, the clone's own is imported."""
    looks = lecture.cells()[0].source.partition("elif")[0]
    for start in (ROOT, ROOT / "exercises", ROOT / "solutions"):
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", f"{looks}\nprint(root)\nimport kit\nprint(kit.__file__)"],
            cwd=start, capture_output=True, text=True,
        )  # fmt: skip
        assert done.stdout.splitlines() == [str(ROOT), str(ROOT / "kit" / "__init__.py")], done.stdout + done.stderr
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"{looks}\nprint(root)"], cwd=tmp_path, capture_output=True
    )
    assert done.stdout.split() == [b"None"]
