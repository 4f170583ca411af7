"""How true the diagnosis is on the books of answers: python -m checks.diagnosed [ex04 …] [--all] [--function=NAME].

For every wrong answer: is it told exactly one sentence over all failing tests of its function, and is that its own, or
one of an answer that no call of the run tells from it? Prints those of which that is not so (`--all`: every one), and
the processor time that diagnosing took. `--function`: of the answers of that function alone.
Exit status 1 when the share is under LEAST, a sentence has "Or:" in it, or a right answer is told anything.
"""

import random
import sys
import tempfile
from pathlib import Path

from checks import forked, judged
from checks.answers import Answer, read
from kit.course import load
from kit.suite import book

LEAST = 0.97


def told(answer: Answer, report: dict, beside: str = "") -> list[str]:
    """The sentences of an answer's failures, each once; "" for none.

    Of a test of two functions that fails at a call of the one `beside`, which is wrong too, that one is told.
    """
    failures = judged.failures(answer, report) if report else []
    own = [test for test in failures if not beside or f"called: {beside}(" not in (test["message"] or "")]
    return list(dict.fromkeys(test["cause"] or "" for test in own))


def is_own(answer: Answer, sentence: str, report: dict) -> bool:
    """Whether this is the answer's own sentence, or that of one which explains the same tests and is contradicted as little."""
    if sentence == answer.cause:
        return True
    for slug, name, fits in report["weighed"]:
        if slug == answer.slug and name.partition("(...)")[0] == answer.name:
            tests = {fit["sentence"]: set(fit["tests"]) for fit in reversed(fits) if fit["exact"] and not fit["mark"]}
            if sentence in tests and tests.get(answer.cause or "") == tests[sentence]:
                return True
    return False


def problem(answer: Answer, report: dict, beside: str = "") -> str:
    """What is wrong with the diagnosis of one answer, "" when nothing is; another function `beside` it may be wrong too."""
    if not report:
        return "no report"
    if answer.right:
        said = [test["cause"] for test in report["exercises"][0]["tests"] if test["cause"]]
        return f"right, and is told {said[0]}" if said else ""
    sentences = told(answer, report, beside)
    if any(" Or: " in sentence for sentence in sentences):
        return f"is told two: {sentences}"
    if len(sentences) != 1:
        return "is told " + (" | ".join(sentence or "(nothing)" for sentence in sentences) or "nothing: no test fails")
    return "" if is_own(answer, sentences[0], report) else f"is told {sentences[0] or '(nothing)'}"


def pairs(slug: str, number: int, seed: int = 1) -> list[tuple[Answer, Answer]]:
    """Two wrong answers to two functions of an exercise that do not call each other, drawn at random."""
    wrong = [answer for answer in read(slug) if not answer.right and answer.cause]
    found: list[tuple[Answer, Answer]] = []
    rng = random.Random(seed)
    for _ in range(50 * number):
        one, other = rng.sample(wrong, 2)
        apart = one.name != other.name and f"{one.name}(" not in other.source and f"{other.name}(" not in one.source
        if apart and len(found) < number:
            found.append((one, other))
    return found


def grade_pairs(slug: str, both: list[tuple[Answer, Answer]], folder: Path) -> list[dict]:
    """The reports of files that have both answers of a pair."""
    files = [folder / f"pair{number}" / f"{slug}.py" for number in range(len(both))]
    for file, (one, other) in zip(files, both, strict=True):
        file.parent.mkdir()
        file.write_text(f"{one.submission()}\n\n{other.source}\n", encoding="utf-8")
    return forked.grade(f"tests/test_{slug}.py", files, [False] * len(files))


def main(arguments: list[str]) -> int:
    wanted = tuple(a for a in arguments if not a.startswith("-"))
    functions = [a.partition("=")[2] for a in arguments if a.startswith("--function=")]
    fine = wrong = 0
    harm = False
    for slug in load().slugs:
        if wanted and not slug.startswith(wanted) or book.of(slug) is None:
            continue
        answers = [answer for answer in read(slug) if not functions or answer.name in functions]
        if not answers:
            continue
        with tempfile.TemporaryDirectory() as folder:
            reports = judged.run(slug, answers, Path(folder), whole=True)
        found = [problem(answer, report) for answer, report in zip(answers, reports, strict=True)]
        for answer, said in zip(answers, found, strict=True):
            if said or "--all" in arguments:
                print(
                    f"{'! ' if said else '  '}{answer.name} {answer.title}: {answer.cause}\n      {said or 'told it'}"
                )
        own = [said for answer, said in zip(answers, found, strict=True) if not answer.right]
        harm = harm or any(said for answer, said in zip(answers, found, strict=True) if answer.right)
        harm = harm or any("told two" in said for said in own)
        yes = sum(not said for said in own)
        fine, wrong = fine + yes, wrong + len(own)
        took = [seconds for report in reports for seconds in report.get("cost", {}).values()] or [0.0]
        cost = f"a function took {sum(took) / len(took):.3f} s, at most {max(took):.3f} s"
        print(f"{slug:20} {yes:4} of {len(own):4}  {yes / max(len(own), 1):6.1%}   {cost}", flush=True)
    if not wrong:
        print(f"no wrong answer to {', '.join(functions) or 'anything'} in {', '.join(wanted) or 'any book'}")
        return 1
    print(f"{'in all':20} {fine:4} of {wrong:4}  {fine / max(wrong, 1):6.1%}")
    return 1 if harm or fine < LEAST * wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
