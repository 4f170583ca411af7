"""The golden files: each kind of verdict in each format. After a wanted change, look at what differs and keep it:

    python -m checks.golden.remake && git diff checks/golden

Each folder has the report it was made from: of real runs of the kit, cut to a test or two; `died` (which only a
sandboxed run can give) and `hostile` are written by hand.
"""

import json
from pathlib import Path

from kit.grading.formats import class_page, exercism, gradebook, gradescope, junit, learner_page
from kit.grading.roster import Everybody

HERE = Path(__file__).parent
KINDS = ["passed", "failed", "not_started", "error", "timeout", "died", "hostile"]
HOSTILE_NAME = '=cmd|"/c calc"!A1 <script>alert(1)</script>\x1b[2J'


def report(kind: str) -> dict:
    """The report of a kind, as a line of verdicts.jsonl holds it."""
    found = json.loads((HERE / kind / "report.json").read_text(encoding="utf-8"))
    return found | {"submission": HOSTILE_NAME if kind == "hostile" else f"{kind}.zip", "digest": "d" * 64}


def made() -> dict[str, str]:
    """Every golden file's path, and what it should hold."""
    found = {}
    for kind in KINDS:
        one = report(kind)
        found[f"{kind}/page.html"] = learner_page.page(one, one["submission"])
        found[f"{kind}/gradescope.json"] = gradescope.results(one)
        found[f"{kind}/junit.xml"] = junit.results(one, one["submission"])
        found[f"{kind}/exercism.json"] = exercism.results(one["exercises"][0], HERE / "course")
    everybody = Everybody([report(kind) for kind in KINDS])
    found["class/grades.csv"] = "".join(gradebook.lines(everybody))
    found["class/class.html"] = class_page.page(everybody)
    return found


def main() -> None:
    """Write them all."""
    for path, text in made().items():
        (HERE / path).parent.mkdir(exist_ok=True)
        (HERE / path).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
