"""Verdicts on single exercises that are kept: what is equal is graded once, and nothing is taken for equal that is not."""

import json
import sys
from pathlib import Path

import jsonschema
import pytest

from kit import course
from kit.course import ROOT
from kit.grading import keys, pool
from kit.grading.batch import Batch
from kit.grading.hand_ins import tasks
from kit.learner import contents, submissions

SLUGS = ("ex04_encode", "ex05_decode")
SCHEMA = json.loads((Path(__file__).parents[1] / "report.schema.json").read_text(encoding="utf-8"))

linux = pytest.mark.skipif(sys.platform != "linux", reason="sandboxed grading needs Linux")


@pytest.fixture(scope="module")
def local():
    with pool.Pool(3, SLUGS, workers=1) as found:
        yield found


@pytest.fixture
def graded(local, tmp_path):
    """Grade the folder `in` into `out`; what was graded now and what was kept, by learner and exercise."""

    def run(seed: int = 3, **options):
        batch = Batch(tmp_path / "out", seed, SLUGS, **options)
        summary = batch.grade(tasks([tmp_path / "in"], batch.gathered), local)
        assert not summary.asides
        found = {}
        for text in (tmp_path / "out" / "verdicts.jsonl").read_text(encoding="utf-8").splitlines():
            line = json.loads(text)
            jsonschema.validate(line, SCHEMA)
            assert line["score"] == sum(each["score"] for each in line["exercises"])
            assert [each["slug"] for each in line["exercises"]] == list(SLUGS) and line["max"] == 30
            found[line["submission"]] = {each["slug"][:4]: each for each in line["exercises"]}
        return found

    return run


def how(found: dict, who: str) -> tuple[str, str]:
    return found[who]["ex04"]["graded"], found[who]["ex05"]["graded"]


@pytest.fixture
def hand_in(tmp_path):
    def put(who: str, **files: str) -> None:
        folder = tmp_path / "in" / who
        folder.mkdir(parents=True, exist_ok=True)
        for slug in SLUGS:
            text = files.pop(slug[:4], None)
            if text is not None:
                (folder / f"{slug}.py").write_text(text, encoding="utf-8")
        for name, text in files.items():
            (folder / f"{name}.py").write_text(text, encoding="utf-8")

    return put


def solution(slug: str, more: str = "") -> str:
    (path,) = (ROOT / "solutions").glob(f"{slug}_*.py")
    return path.read_text(encoding="utf-8") + more


def stub(slug: str) -> str:
    (path,) = (ROOT / "exercises").glob(f"{slug}_*.py")
    return path.read_text(encoding="utf-8")


HALF = "def encode(tokenizer, text):\n    return tokenizer.encode(text)\n"


@linux
def test_only_what_changed_is_graded_and_stubs_once_for_a_class(graded, hand_in):
    hand_in("adalovelace", ex04=solution("ex04"), ex05=stub("ex05"))
    assert how(graded(), "adalovelace") == ("now", "now")
    hand_in("hopebob", ex04=solution("ex04", "# bob\n"), ex05=stub("ex05"))
    found = graded()
    assert how(found, "hopebob") == ("now", "kept") and found["hopebob"]["ex05"]["status"] == "not started"
    hand_in("hopebob", ex05=solution("ex05"))
    found = graded()
    assert how(found, "hopebob") == ("kept", "now")
    assert [found["hopebob"][slug]["score"] for slug in ("ex04", "ex05")] == [15, 15]
    hand_in("evemoney", ex04=solution("ex04", "# bob\n"), ex05=solution("ex05"))
    assert how(graded(), "evemoney") == ("kept", "kept"), "each of them is somebody's, and together they are nobody's"
    assert how(graded(fresh=True), "evemoney") == ("now", "now")
    hand_in("evemoney", ex05=stub("ex05"))
    assert how(graded(seed=4), "evemoney") == ("now", "now"), "another seed has other questions"


@linux
def test_a_message_that_quotes_whose_it_is_is_nobody_elses(graded, hand_in):
    raises = "def encode(tokenizer, text):\n    return 1 // 0\n"
    hand_in("adalovelace", ex04=raises, ex05=stub("ex05"))
    hand_in("hopebob", ex04=raises, ex05=stub("ex05"))
    found = graded()
    assert "adalovelace" in json.dumps(found["adalovelace"]["ex04"]) and "now" in how(found, "hopebob")
    assert "adalovelace" not in json.dumps(found["hopebob"])
    hand_in("adalovelace", ex05=solution("ex05"))
    assert how(graded(), "adalovelace") == ("kept", "now"), "it is hers all the same"


@linux
def test_what_a_file_imports_beside_it_belongs_to_it(graded, hand_in):
    uses = "from helpers import ids\n\ndef encode(tokenizer, text):\n    return ids(tokenizer, text)\n"
    right, wrong = (f"def ids(tokenizer, text):\n    return tokenizer.encode(text){end}\n" for end in ("", "[1:]"))
    hand_in("adalovelace", ex04=uses, ex05=stub("ex05"), helpers=right)
    hand_in("hopebob", ex04=uses, ex05=stub("ex05"), helpers=wrong)
    found = graded()
    assert [found[who]["ex04"]["score"] for who in ("adalovelace", "hopebob")] == [5, 0]
    hand_in("hopebob", helpers=right)
    assert graded()["hopebob"]["ex04"]["score"] == 5


@linux
def test_what_one_exercise_does_to_its_process_is_not_kept_for_anothers(graded, hand_in):
    """ex04 makes every tokenizer decode to nothing. Whoever has the same ex05 has the points of their own ex05."""
    spoils = HALF + (
        "import transformers\n\n"
        "def nothing(self, *args, **kwargs):\n    return ''\n\n"
        "for kind in (transformers.PreTrainedTokenizerBase, *transformers.PreTrainedTokenizerBase.__subclasses__()):\n"
        "    kind.decode = kind._decode = nothing\n"
    )
    hand_in("adalovelace", ex04=spoils, ex05=solution("ex05"))
    hand_in("hopebob", ex04=stub("ex04"), ex05=solution("ex05"))
    found = graded()
    assert found["hopebob"]["ex05"]["score"] == 15 and found["adalovelace"]["ex05"]["score"] == 15


@linux
def test_a_call_that_does_not_return_is_not_kept(graded, hand_in):
    endless = "def encode(tokenizer, text):\n    while True: pass\n"
    hand_in(
        "adalovelace",
        ex04=HALF + "\ndef count_tokens(tokenizer, text):\n    import os; os._exit(3)\n",
        ex05=stub("ex05"),
    )
    found = graded()
    assert "died" in {test["status"] for test in found["adalovelace"]["ex04"]["tests"]}
    assert "key" not in found["adalovelace"]["ex04"] and "key" in found["adalovelace"]["ex05"]
    assert endless and not keys.may_be_kept({"tests": [{"status": "timeout"}]})


def test_what_a_verdict_follows_from(tmp_path):
    slugs = course.load().slugs
    (tmp_path / "helpers.py").write_text("import more\n")
    (tmp_path / "more.py").write_text("")
    (tmp_path / "other.py").write_text("")

    def needed(text: str):
        (tmp_path / "ex05_decode.py").write_text(text, encoding="utf-8")
        (tmp_path / "ex04_encode.py").write_text("def encode(tokenizer, text): ...\n")
        found = contents.needed(submissions.open_submission(tmp_path, slugs), "ex05_decode")
        return None if found is None else (found.slugs, found.modules)

    assert needed("x = 1") == (("ex05_decode",), ())
    assert needed("from exercises.ex04_encode import encode") == (("ex05_decode", "ex04_encode"), ())
    assert needed("from ex04_encode import encode") == (("ex05_decode", "ex04_encode"), ())
    assert needed("import helpers") == (("ex05_decode",), ("helpers", "more"))
    assert needed("import ｅx04_encode") == (("ex05_decode", "ex04_encode"), ()), "Python takes it for the same name"
    for anything in (
        "import importlib\nimportlib.import_module('ex0' + '4_encode')",
        "__import__('ex0' + '4_encode')",
        "import exercises\ngetattr(exercises, 'ex0' + '4_encode')",
        "exec('import ' + 'ex04_' + 'encode')",
        "# -*- coding: rot13 -*-",
    ):
        assert needed(anything) is None, anything


def test_a_timed_verdict_is_kept_for_its_machine_alone(monkeypatch):
    timed = [exercise.slug for exercise in course.load().exercises if exercise.timed]
    assert timed == ["ex16_llama"]
    assert keys.key("ex16_llama", "0" * 64, 1, here=False) is None
    before, plain = (keys.key(slug, "0" * 64, 1) for slug in ("ex16_llama", "ex04_encode"))
    monkeypatch.setattr(keys, "machine", lambda: "another")
    assert keys.key("ex16_llama", "0" * 64, 1) != before and keys.key("ex04_encode", "0" * 64, 1) == plain
    assert keys.key("ex04_encode", "0" * 64, 1, here=False) == plain
    assert plain != keys.key("ex04_encode", "0" * 64, 2)
