"""What a suite's author writes with: `points`, `Suite`, `expect`; and what makes a failure a lesson."""

from importlib import import_module
from typing import Any

_FROM = {
    **dict.fromkeys(
        ("LLAMA", "QUIET_DATES", "SENTENCE", "SENTENCE_IDS", "Suite", "bonus", "points"), "kit.suite.suite"
    ),
    "Lesson": "kit.suite.lesson",
    "ROOT": "kit.course",
    "LearnerError": "kit.learner.errors",
    "Call": "kit.learner.call",
    "LearnerObject": "kit.learner.function",
    "same": "kit.learner.compare",
    **dict.fromkeys(("GivenFile", "Named", "show"), "kit.learner.show"),
    **dict.fromkeys(("add_special", "ids", "load", "text"), "kit.tokenizers.loaded"),
    **dict.fromkeys(("entries", "joined", "needing_whole", "piece_ids", "plain"), "kit.tokenizers.ranks"),
    "byte_letters": "kit.tokenizers.byte_letters",
    "own_code_files": "kit.tokenizers.small",
    **dict.fromkeys(("answers", "changes", "gives", "looks", "prints", "raises", "right", "wrong"), "kit.suite.marks"),
}
"""A name that a suite asks for to the module that has it."""

_MODULES = {
    "corpus": "kit.tokenizers.texts",
    "meta": "kit.tokenizers.meta_llama",
    "parallel": "kit.tokenizers.parallel",
    "ranks": "kit.tokenizers.ranks",
    "small": "kit.tokenizers.small",
    "tokenizers": "kit.tokenizers.loaded",
    "vendors": "kit.tokenizers.vendors",
    "vocabulary": "kit.tokenizers.vocabulary",
}
"""The same for whole modules."""


def __getattr__(name: str) -> Any:
    # Only when asked for: who draws a report needs no pytest.
    if name in _FROM:
        return getattr(import_module(_FROM[name]), name)
    if name in _MODULES:
        return import_module(_MODULES[name])
    raise AttributeError(f"module 'kit.suite' has no attribute {name!r}")


__all__ = [
    "LLAMA",
    "Lesson",
    "SENTENCE",
    "SENTENCE_IDS",
    "Suite",
    "bonus",
    "book",
    "diagnosis",
    "evidence",
    "explain",
    "idioms",
    "lesson",
    "points",
    "raised",
]
