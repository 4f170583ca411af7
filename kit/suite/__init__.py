"""What a suite's author writes with: `points`, `Suite`, `expect`; and what makes a failure a lesson."""

from importlib import import_module

_FROM = dict.fromkeys(("LLAMA", "SENTENCE", "SENTENCE_IDS", "Suite", "bonus", "points"), "kit.suite.suite") | {
    "Lesson": "kit.suite.lesson"
}
_FROM |= dict.fromkeys(("changes", "gives", "looks", "prints", "raises", "right", "wrong"), "kit.suite.marks")


def __getattr__(name: str):
    # Only when asked for: who draws a report needs no pytest.
    if name in _FROM:
        return getattr(import_module(_FROM[name]), name)
    raise AttributeError(f"module 'kit.suite' has no attribute {name!r}")


__all__ = [
    "LLAMA",
    "Lesson",
    "SENTENCE",
    "SENTENCE_IDS",
    "Suite",
    "bonus",
    "diagnosis",
    "evidence",
    "explain",
    "lesson",
    "mistakes",
    "points",
    "raised",
]
