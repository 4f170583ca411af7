"""`kit grade`: many submissions, graded into one folder."""

import json
import shlex
import sys
from pathlib import Path

import click

from kit import course
from kit.grading.show import fit


@click.command("grade")
@click.argument("submissions", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where verdicts.jsonl is.",
)
@click.option(
    "--exercise",
    "numbers",
    multiple=True,
    metavar="ex04",
    help="Grade this exercise; may be given again. Default: all.",
)
@click.option(
    "--seed", type=int, metavar="N", help="Seed of the random test inputs. Default: the batch's own, drawn once."
)
@click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="Processes that grade at once. Default: one a core."
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Grade on the Dask cluster of this scheduler, such as tcp://host:8786."
)
@click.option("--retry", is_flag=True, help="Also grade what was set aside before.")
@click.option("--json", "as_json", is_flag=True, help="Say at the end as JSON what was done.")
def command(submissions, out: Path, numbers, seed, workers, scheduler, retry: bool, as_json: bool) -> None:
    """Grade SUBMISSIONS into DIR/verdicts.jsonl, a line of JSON a verdict.

    A submission is a folder of exNN_topic.py files, one such file, a zip or a notebook; any other folder is taken
    for a folder of submissions. Learner code runs in a sandbox (Linux); where a layer that it needs is missing,
    nothing is graded. Run it again to go on after an interruption: what is in DIR is not graded twice.

    Exit status: 0 all graded, 1 some set aside (DIR/quarantine.jsonl says why), 2 nothing could be graded.
    """
    from kit.grading.batch import Batch, BatchError, tasks
    from kit.grading.keeper import KeeperError
    from kit.grading.pool import Cluster, Pool, WeakSandbox
    from kit.learner.errors import CannotGrade

    slugs = tuple(_slug(number) for number in numbers)
    try:
        batch = Batch(out, seed, slugs, retry=retry)
        pool = Cluster(scheduler, batch.seed, slugs) if scheduler else Pool(batch.seed, slugs, workers)
        with pool, _Bar(quiet=as_json) as bar:
            summary = batch.grade(tasks(submissions), pool, bar.update)
    except (BatchError, WeakSandbox, KeeperError, CannotGrade, OSError) as error:
        error_text = (
            f"{error}"
            if not isinstance(error, OSError)
            else f"{error.filename or scheduler or out}: {error.strerror or error}"
        )
        raise click.exceptions.UsageError(error_text) from None
    except ImportError as error:
        raise click.exceptions.UsageError(
            f"{error}: install the group `grade`, pip install 'tokenizer-kit[grade]'"
        ) from None
    _say(summary, batch, as_json)
    sys.exit(1 if summary.quarantined else 0)


def _slug(number: str) -> str:
    slugs = [slug for slug in course.load().slugs if slug == number or slug.startswith(f"{number}_")]
    if not slugs:
        raise click.BadParameter(f"there is no exercise {number!r}; they are ex01 to ex{len(course.load().slugs):02d}")
    return slugs[0]


def _say(summary, batch, as_json: bool) -> None:
    if as_json:
        done = {"found": summary.found, "graded": summary.graded, "before": summary.before, "seed": batch.seed}
        aside = [{"submission": name, "problem": problem} for name, problem in summary.quarantined]
        click.echo(json.dumps(done | {"verdicts": str(batch.folder / "verdicts.jsonl"), "quarantined": aside}))
        return
    click.echo(f"{summary.graded} graded, {summary.before} graded before, {len(summary.quarantined)} set aside")
    for name, problem in summary.quarantined[:20]:
        click.echo(fit(f"  {name}: {problem}"), err=True)
    click.echo(f"verdicts: {batch.folder / 'verdicts.jsonl'} (seed {batch.seed})")
    if (batch.folder / "verdicts.jsonl").stat().st_size:
        places = shlex.quote(str(batch.folder / "verdicts.jsonl")), shlex.quote(str(batch.folder))
        click.echo("next: kit report {} --format csv --out {}".format(*places))
    else:
        click.echo("next: mend what is said above, or have it handed in again; there is no verdict to report yet")


class _Bar:
    """A progress bar on a terminal, nothing elsewhere."""

    def __init__(self, quiet: bool) -> None:
        from rich.console import Console
        from rich.progress import Progress

        console = Console(stderr=True)
        columns = [*Progress.get_default_columns()[:1], "{task.completed} submissions", "{task.fields[speed]}"]
        self._progress = Progress(*columns, console=console, disable=quiet or not console.is_terminal)

    def __enter__(self) -> "_Bar":
        self._progress.start()
        self._task = self._progress.add_task("grading", total=None, speed="")
        return self

    def update(self, summary) -> None:
        """Show how far it is."""
        done = summary.graded + summary.before + len(summary.quarantined)
        speed = self._progress.tasks[0].speed
        self._progress.update(self._task, completed=done, speed=f"{speed:.1f}/s" if speed else "")

    def __exit__(self, *exception: object) -> None:
        self._progress.stop()
