"""No hostile submission earns a point, costs another anything, or leaves a trace (checks/siege.py)."""

import os
import signal
import sys
from pathlib import Path

import pytest

from checks.siege import ATTACKS, MOST_MEMORY
from kit.course import ROOT
from kit.grading.client import Worker, WorkerError

if sys.platform != "linux":
    pytest.skip("the sandbox is Linux's", allow_module_level=True)

WEAK = [(), ("namespaces",)] if os.environ.get("KIT_HOSTILE") == "all" else [()]
"""Without namespaces as in most containers; both with KIT_HOSTILE=all, which takes twice as long."""


def test_there_are_enough_attacks_of_each_kind():
    kinds = [attack.name.partition("/")[0] for attack in ATTACKS]
    assert len(kinds) >= 140
    assert all(kinds.count(kind) >= 9 for kind in ("forging", "breaking", "stealing", "honest"))
    assert sum(bool(attack.held or attack.by) for attack in ATTACKS) >= 74, "each with the layer that holds it"


@pytest.mark.parametrize(
    "weak", WEAK, ids=lambda weak: " and ".join(weak) and f"without {' and '.join(weak)}" or "all layers"
)
def test_none_earns_a_point_costs_another_anything_or_leaves_a_trace(besiege, weak):
    attacks = [attack for attack in ATTACKS if attack.possible and attack.needs not in weak]
    outcomes, told = besiege(attacks, weak=weak)
    print(*told["layers"], f"{len(outcomes)} attacks, {told['memory'] >> 20} MB", sep="\n")  # shown with -s
    usual = next(iter(outcomes.values())).run["honest"]
    assert usual and all(
        test["status"] == "passed" for test in usual.values() if "lecture_sentence_is_15" in test["id"]
    )
    problems = [f"{a.name}: {problem}" for a in attacks for problem in outcomes[a.name].problems(a, usual)]
    assert not problems, "\n".join(problems)
    assert told["left"] == []
    assert 50 << 20 < told["memory"] < MOST_MEMORY, f"{told['memory'] >> 20} MB"


@pytest.mark.parametrize(
    ("slug", "name"), [("ex02_access", "breaking/half_requests.py"), ("ex04_encode", "forging/odd_frames.py")]
)
def test_what_it_leaves_behind_in_its_process_is_no_fault_of_the_kit(place, slug, name):
    """All tests of the exercise, one after the other in the same process while it lasts."""
    (attack,) = [attack for attack in ATTACKS if attack.name == name]
    (place / "answers.py").write_bytes(attack.content)
    worker = Worker(slugs=[slug])
    try:
        report = worker.grade(place / "answers.py").report
    finally:
        worker.close()
    assert report is not None and "not_graded" not in report
    assert report["score"] < report["max"]


def test_a_worker_whose_host_has_died_marks_nobody_down():
    worker = Worker(slugs=["ex04_encode"])
    try:
        assert worker.grade(ROOT / "solutions" / "ex04_encode.py").report["score"] == 15
        begun = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
        hosts = [int(n) for n in begun if "kit.sandbox.host" in Path(f"/proc/{n}/cmdline").read_text()]
        os.kill(hosts[0], signal.SIGKILL)
        with pytest.raises(WorkerError):
            worker.grade(ROOT / "solutions" / "ex04_encode.py")
    finally:
        worker.close()
