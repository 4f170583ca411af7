"""The seeds of a batch: one that stays, or a new one a round that only the batch's secret tells."""

import json

import pytest

from kit.grading import seeds


@pytest.fixture
def begin(tmp_path):
    """`begin(seed, fresh)`: the seeds as a run of `kit grade` finds and settles them."""

    def run(seed: int | None = None, *, fresh: bool = False, finish: bool = True) -> seeds.Seeds:
        found = seeds.read(tmp_path / "batch.json", ())
        found.use(seed, fresh)
        if finish:
            found.finish()
        return found

    return run


def test_a_batch_keeps_its_seed(begin):
    first = begin()
    assert begin().seed == first.seed and begin().kept == {first.seed}
    assert begin(7).kept == {7} and begin().seed == 7


def test_every_round_has_a_seed_of_its_own_and_earlier_verdicts_hold(begin):
    used = [begin(fresh=True).seed for _ in range(5)]
    assert len(set(used)) == 5 and all(0 <= seed < seeds.MOST for seed in used)
    assert begin().seed == used[-1], "without --fresh-seed the last round goes on"
    assert begin().kept == set(used)


def test_a_batch_that_began_without_rounds_goes_on_with_them(begin, tmp_path):
    (tmp_path / "batch.json").write_text('{"seed": 5, "exercises": []}\n')
    found = begin(fresh=True)
    assert found.seed != 5 and found.kept == {5, found.seed}


def test_a_round_that_was_interrupted_is_gone_on_with(begin):
    first = begin(fresh=True, finish=False)
    assert begin(fresh=True, finish=False).seed == first.seed
    assert begin(fresh=True).seed == first.seed
    assert begin(fresh=True).seed != first.seed
    begin(fresh=True, finish=False)
    third = begin().seed
    assert begin(fresh=True).seed != third


def test_only_the_batchs_secret_tells_a_rounds_seed(begin, tmp_path):
    used = [begin(fresh=True).seed for _ in range(3)]
    secret = json.loads((tmp_path / "batch.json").read_text())["secret"]
    assert [seeds.of_round(secret, number) for number in (1, 2, 3)] == used
    assert seeds.of_round("0" * 64, 1) not in used and len(secret) == 64
