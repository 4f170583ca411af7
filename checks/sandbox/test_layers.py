"""Each attack is a real one: it succeeds without any layer of the sandbox, and each layer alone holds what it is for."""

import sys
from pathlib import Path

import pytest

from checks.siege import ATTACKS

if sys.platform != "linux":
    pytest.skip("the sandbox is Linux's", allow_module_level=True)

from checks.weakened import LAYERS  # noqa: E402

SYS_ADMIN = 21
"""The number of CAP_SYS_ADMIN, which a container's root has not, and some attacks need (`only` in their files)."""


def administers() -> bool:
    """Whether this process has that capability."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return bool(next(int(line.split()[1], 16) for line in lines if line.startswith("CapEff:")) >> SYS_ADMIN & 1)


PROVEN = [
    attack
    for attack in ATTACKS
    if attack.held and attack.possible and (attack.needs != "CAP_SYS_ADMIN" or administers())
]


@pytest.mark.long
def test_without_any_layer_the_attacks_succeed(besiege):
    outcomes, told = besiege(PROVEN, weak=LAYERS)
    assert [layer for layer in told["layers"] if layer.startswith("MISSING")]
    harmless = [attack.name for attack in PROVEN if not outcomes[attack.name].score]
    assert not harmless, harmless


@pytest.mark.long
@pytest.mark.parametrize("layer", sorted({layer for attack in PROVEN for layer in attack.held}))
def test_each_layer_alone_holds_what_it_is_for(besiege, layer):
    attacks = [attack for attack in PROVEN if layer in attack.held]
    outcomes, _ = besiege(attacks, weak=tuple(other for other in LAYERS if other != layer))
    problems = [f"{a.name}: {outcomes[a.name].tests}" for a in attacks if outcomes[a.name].score]
    assert not problems, "\n".join(problems)


def test_in_the_graders_own_process_forging_is_easy(besiege):
    attacks = [attack for attack in ATTACKS if attack.in_process]
    outcomes, _ = besiege(attacks, isolate=False)
    assert all(outcomes[attack.name].score for attack in attacks), {k: v.tests for k, v in outcomes.items()}
