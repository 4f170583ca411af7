"""How many of the bank's wrong answers are told their cause: python -m checks.causes [ex04 …] [--all].

An answer is told its cause when the likely cause of its first failure, or where there is none its message, contains
what the bank declares as its `cause`. Prints the share for each exercise and in all, and the answers that are not told; `--all` prints every one.
Exit status 1 when the share is under LEAST in all or under LEAST_EACH in one exercise.
"""

import sys
import tempfile
from pathlib import Path

from checks import judged
from checks.answers import Answer, read
from kit.course import load

LEAST, LEAST_EACH = 0.95, 0.90


def told(answer: Answer, report: dict) -> tuple[bool, str]:
    """Whether the first failure names the answer's cause, and what it says."""
    if not report or not (own := judged.failures(answer, report)):
        return False, "(no failure)"
    cause = own[0]["cause"] or ""
    rule = own[0]["message"].partition("\nrule: ")[2]  # what the suite states, where nothing is diagnosed
    return bool(answer.cause) and answer.cause in (
        cause or f"{rule} {own[0]['message']}"
    ), f"{cause or '(no cause)'}   <- {own[0]['message']!r}"


def main(arguments: list[str]) -> int:
    every = "--all" in arguments
    wanted = tuple(a for a in arguments if not a.startswith("-"))
    named = asked = 0
    enough = True
    for slug in load().slugs:
        if wanted and not slug.startswith(wanted):
            continue
        answers = [answer for answer in read(slug) if not answer.right]
        with tempfile.TemporaryDirectory() as folder:
            reports = judged.grade(slug, answers, Path(folder))
        found = [told(answer, report) for answer, report in zip(answers, reports, strict=True)]
        for answer, (right, said) in zip(answers, found, strict=True):
            if every or not right:
                print(f"{'  ' if right else '! '}{answer.name}: {answer.title}\n      {answer.cause}\n      {said}")
        yes = sum(right for right, _ in found)
        named, asked = named + yes, asked + len(found)
        enough = enough and yes >= LEAST_EACH * len(found)
        print(f"{slug:20} {yes:4} of {len(found):4}  {yes / len(found):6.1%}", flush=True)
    print(f"{'in all':20} {named:4} of {asked:4}  {named / asked:6.1%}")
    return 0 if enough and named >= LEAST * asked else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
