# Answers that are no answers: other types than the grader looks for, in every place.
# graded: ex04_encode the_lecture_sentence_is_15_ids every_script_has white_space spells_a_special another_tokenizer the_lecture_sentence_has_15 in_every_script
# verdict: died failed error
import gc

from kit.sandbox import wire

CELL = next(found for found in gc.get_objects() if type(found).__name__ == "Cell" and hasattr(found, "channel"))
PACK = wire.pack
ODD = [
    {"args": [1], "changed": "x", "grown": 3, "output": ["x"], "called": "yes", "value": []},
    {"args": {"a": 1, -1: [], 10**9: [], None: {}}, "grown": {0: [[1]]}, "changed": {"x": [[1]]}, "value": []},
    {"error": {"kit": ["CannotGrade"], "text": 1}},
    {"error": {"kinds": "ValueError", "text": None, "lines": [1], "repr": 3, "module": ["x"]}},
    {"error": {"kinds": [["x"], 3, "\ud800", "a\0b"], "text": "\ud800", "lines": {"x": "y"}, "module": "\ud800\0"}},
    {"error": {"kinds": ["ImportError"], "name": ["x"], "text": "x", "lines": {__file__: 10**9}}, "called": True},
    {"error": {"kinds": ["StopIteration", "BaseException", "SystemExit"], "text": "x" * 10**6}, "called": True},
    {"value": wire.Reference("iterable", "x" * 1000, {"module": [], "bases": 3}), "called": True},
    {"value": wire.Reference("object", -1, {"bases": [["x"]], "keys": {"a": 1}}), "called": True},
    {"value": wire.Reference("tokenizer", 10**9, {"name": "PreTrainedTokenizerBase"}), "called": True},
    {"op": "take", "from": ["no such"], "number": 1},
    {"too_much": ["x"] * 1000},
]


def odd(value):
    if "number" not in value:
        return PACK(value)
    answer = {"number": value["number"], **ODD[value["number"] % len(ODD)]}
    return PACK(answer)


def encode(tokenizer, text):
    wire.pack = odd
    return []


count_tokens = encode
