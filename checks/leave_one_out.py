"""What wrong answers of a book are told when they are not in it: python -m checks.leave_one_out ex04 [ex05 …] [--all].

For reading: a sentence that is said instead must be true of the answer, and where nothing is known, nothing may be said.
Answers whose sentence another answer has as well, and which are told it all the same, are left out unless `--all`.
"""

import sys
import tempfile
from pathlib import Path

from checks import judged
from checks.answers import Answer, read
from kit.course import load
from kit.suite import book, diagnosis
from kit.suite.diagnosis import Fit


def instead(answer: Answer, report: dict) -> list[str]:
    """The sentences that the answer's function would be told, "" for none, had the book no such answer."""
    entries = book.of(answer.slug).wrong(answer.name)
    own = {order for order, entry in enumerate(entries) if entry.line == answer.line}
    told: dict[str, str] = {}
    for slug, name, fits in report["weighed"]:
        if slug == answer.slug and name.partition("(...)")[0] == answer.name:
            left = [Fit(**fit | {"tests": tuple(fit["tests"])}) for fit in fits if fit["order"] not in own]
            told |= diagnosis.choose(left, [test for fit in left for test in fit.tests])
    failed = [test["id"] for test in judged.failures(answer, report)]
    return list(dict.fromkeys(told.get(test, report["shown"].get(test)) or "" for test in failed))


def main(arguments: list[str]) -> int:
    wanted = tuple(a for a in arguments if not a.startswith("-"))
    asked = nothing = 0
    for slug in load().slugs:
        if not wanted or not slug.startswith(wanted) or book.of(slug) is None:
            continue
        answers = [answer for answer in read(slug) if not answer.right]
        with tempfile.TemporaryDirectory() as folder:
            reports = judged.run(slug, answers, Path(folder), whole=True)
        for answer, report in zip(answers, reports, strict=True):
            said = instead(answer, report) if report else ["(no report)"]
            asked, nothing = asked + 1, nothing + (said == [""])
            if "--all" in arguments or said not in ([""], [answer.cause]):
                print(f"--- {answer.id}\n{answer.source}\n  own      {answer.cause}")
                print("\n".join(f"  instead  {sentence or '(nothing)'}" for sentence in said), flush=True)
    print(f"{asked} answers, {nothing} told nothing instead")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
