"""`kit grade`: many submissions, graded into one folder."""

import json
import re
import shlex
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kit.commands import GRADED
from kit.course import Exercise
from kit.course.given import GivenPath
from kit.learner.show import fit

if TYPE_CHECKING:
    from kit.grading.batch import Batch, Summary
    from kit.grading.cluster import Cluster

KINDS = ("set aside", "not understood", "not graded")
"""Why a submission has no verdict, as kit/grading/pool.py has it, which takes long to import."""


@click.command("grade")
@click.argument("submissions", nargs=-1, required=True, type=GivenPath())
@click.option(
    "--out",
    required=True,
    type=GivenPath(file_okay=False),
    metavar="DIR",
    help="Where verdicts.jsonl is.",
)
@click.option(
    "--exercise",
    "exercises",
    type=GRADED,
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
@click.option(
    "--attempts",
    type=click.Choice(["latest", "best", "all"]),
    help="Of several hand-ins of one learner grade the latest, count the best, or give each a row. Default: set aside.",
)
@click.option(
    "--attempt-rule",
    "rule",
    metavar="REGEX",
    help="Tells person and attempt from a name by groups of these names, such as '(?P<person>.+)-try(?P<attempt>.+)'.",
)
@click.option(
    "--fresh-seed", is_flag=True, help="Draw new test inputs for what was handed in since: a new seed for each round."
)
@click.option(
    "--roster",
    "roster_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The class as a CSV, as for kit report --names: say at the end how everybody stands.",
)
@click.option(
    "--again", metavar="NAME", multiple=True, help="Grade this learner or submission anew; may be given again."
)
@click.option("--fresh", is_flag=True, help="Grade everything anew, whatever verdicts DIR has on the same files.")
@click.option("--retry", is_flag=True, help="Also grade what was set aside before.")
@click.option("--json", "as_json", is_flag=True, help="Say at the end as JSON what was done.")
def command(
    submissions: tuple[Path, ...],
    out: Path,
    exercises: tuple[Exercise, ...],
    seed: int | None,
    workers: int | None,
    scheduler: str | None,
    attempts: str | None,
    rule: str | None,
    fresh_seed: bool,
    roster_file: Path | None,
    again: tuple[str, ...],
    fresh: bool,
    retry: bool,
    as_json: bool,
) -> None:
    """Grade SUBMISSIONS into DIR/verdicts.jsonl, a line of JSON a verdict.

    A submission is a folder of exNN_topic.py files, one such file, a zip or tar, or a notebook. A folder of
    submissions is named alone; each thing in it is the work of one learner, and so is each of several paths. At the
    end it is said what became of each: graded, kept from before, set aside, not understood, not graded for a fault of
    this machine, left out; and which files did not count. An exercise whose file was graded before, with the same
    suite, kit and seed, is not graded again: its verdict is kept in DIR, and says so (--fresh). Learner code runs in a sandbox (Linux); where a layer that
    it needs is missing, nothing is graded. Run it again to go on after an interruption: what is in DIR is not graded twice.

    Exit status: 0 all graded, 1 some without a verdict (DIR/quarantine.jsonl says why) or, with --roster, missing,
    2 nothing could be graded, 130 stopped by Ctrl-C.
    """
    from kit.grading import roster
    from kit.grading.batch import Batch, BatchError
    from kit.grading.client import WorkerError
    from kit.grading.hand_ins import tasks
    from kit.grading.pool import Pool, WeakSandbox
    from kit.learner.errors import CannotGrade

    slugs = tuple(dict.fromkeys(exercise.slug for exercise in exercises))
    pattern = _rule(rule)
    names = _names(roster_file)
    anew = roster.Again(again, names)
    if fresh_seed and seed is not None:
        raise click.UsageError("--fresh-seed draws a seed and --seed names one: choose one of them")
    try:
        batch = Batch(out, seed, slugs, retry=retry, fresh_seed=fresh_seed, again=anew, fresh=fresh)
        pool: Pool | Cluster
        if scheduler:
            from kit.grading import cluster

            pool = cluster.Cluster(scheduler, batch.seed, slugs)
        else:
            pool = Pool(batch.seed, slugs, workers)
        with pool, _Bar(quiet=as_json) as bar:
            summary = batch.grade(tasks(submissions, batch.gathered, attempts, pattern), pool, bar.update)
    except (BatchError, WeakSandbox, WorkerError, CannotGrade, OSError) as error:
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
    except KeyboardInterrupt:
        click.echo(
            "\n" + fit(f"Stopped. Verdicts so far are in {out}; the same command goes on with the rest."), err=True
        )
        sys.exit(STOPPED)
    rows = roster.of_batch(out, names).in_order() if names is not None else []
    _say(summary, batch, rows, roster_file, as_json)
    for name in sorted(anew.unknown):
        click.echo(fit(f"--again {name}: nothing of that name was handed in"), err=True)
    lacking = summary.asides or anew.unknown or any(row.standing != roster.HANDED_IN for row in rows)
    sys.exit(2 if not summary.graded + summary.before else 1 if lacking else 0)


def _names(path: Path | None):
    """The list of a class, read before anything is graded."""
    if path is None:
        return None
    from kit.grading.formats.names import BadNames, Names

    try:
        return Names(path)
    except (BadNames, OSError) as error:
        raise click.UsageError(f"--roster: {error}") from None


def _rule(text: str | None) -> re.Pattern | None:
    try:
        pattern = None if text is None else re.compile(text)
    except re.error as error:
        raise click.BadParameter(f"--attempt-rule {text}: this is no regular expression: {error}") from None
    if pattern is not None and not {"person", "attempt"} <= set(pattern.groupindex):
        raise click.BadParameter("--attempt-rule needs the groups (?P<person>…) and (?P<attempt>…)")
    return pattern


STOPPED = 128 + 2
"""The exit status of a command that SIGINT ended, as a shell gives it."""

_SHOWN = 20


def _everybody(rows: list) -> list[str]:
    """How everybody of the roster stands, a line a learner, and how many of each."""
    if not rows:
        return []
    from kit.grading import roster

    counts = Counter(row.standing for row in rows if row.entry is not None)
    said = ", ".join(f"{count} {standing}" for standing, count in counts.items())
    strangers = sum(row.entry is None for row in rows)
    said += f"; {strangers} of nobody in the list" if strangers else ""
    return [f"the class: {said}", *roster.lines(rows)]


def _say(summary: "Summary", batch: "Batch", rows: list, roster_file: Path | None, as_json: bool) -> None:
    """What became of everything: on the screen in few lines, whole as JSON."""
    kinds = {kind: [each for each in summary.asides if each.kind == kind] for kind in KINDS}
    if as_json:
        done: dict[str, Any] = {
            "found": summary.found,
            "graded": summary.graded,
            "before": summary.before,
            "seed": batch.seed,
        }
        done |= {"exercises": {"now": summary.now, "kept": summary.kept}}
        done |= {"verdicts": str(batch.folder / "verdicts.jsonl")}
        done |= {"quarantined": [_aside(each) | {"kind": each.kind} for each in summary.asides]}
        done |= {kind.replace(" ", "_"): [_aside(each) for each in found] for kind, found in kinds.items()}
        done |= {"left_out": [{"name": each.name, "why": each.why} for each in summary.left_out]}
        ignored = [{"submission": name, "file": file, "why": why} for name, file, why in summary.ignored]
        if rows:
            done["roster"] = [
                {"learner": row.learner, "submission": row.submission, "standing": row.standing, "why": row.why}
                | {"late": row.late, "listed": row.entry is not None}
                for row in rows
            ]
        click.echo(json.dumps(done | {"ignored": ignored}))
        return
    counts = [f"{summary.graded} graded", f"{summary.before} graded before"]
    counts += [f"{len(found)} {kind}" for kind, found in kinds.items() if found or kind == "set aside"]
    if summary.left_out:
        counts.append(f"{len(summary.left_out)} left out")
    if summary.ignored:
        count = len(summary.ignored)
        counts.append(f"{count} file{'s' if count != 1 else ''} of submissions ignored")
    click.echo(", ".join(counts))
    if summary.kept:
        click.echo(f"exercises: {summary.now} graded now, {summary.kept} known from the same file before")
    for kind, found in kinds.items():
        _list(kind, [f"{each.name}: {each.problem}" for each in found])
    _list("left out", [f"{each.name}: {each.why}" for each in summary.left_out])
    _list("ignored", [f"{name}: {file}: {why}" for name, file, why in summary.ignored])
    for line in _everybody(rows):
        click.echo(line)
    click.echo(f"verdicts: {batch.folder / 'verdicts.jsonl'} (seed {batch.seed})")
    if summary.graded + summary.before:
        places = shlex.quote(str(batch.folder / "verdicts.jsonl")), shlex.quote(str(batch.folder))
        given = f" --names {shlex.quote(str(roster_file))}" if roster_file else ""
        click.echo(f"next: kit report {places[0]} --format csv{given} --out {places[1]}")
    else:
        click.echo("next: mend what is said above, or have it handed in again; there is no verdict to report yet")


def _aside(each: Any) -> dict:
    return {"submission": each.name, "problem": each.problem}


def _list(title: str, lines: list[str]) -> None:
    for line in lines[:_SHOWN]:
        click.echo(fit(f"  {title}: {line}"), err=True)
    if len(lines) > _SHOWN:
        click.echo(f"  {title}: and {len(lines) - _SHOWN} more; --json names them all", err=True)


class _Bar:
    """A progress bar on a terminal, nothing elsewhere."""

    def __init__(self, quiet: bool) -> None:
        from rich.console import Console
        from rich.progress import Progress

        console = Console(stderr=True)
        columns: list[Any] = [
            *Progress.get_default_columns()[:1],
            "{task.completed} submissions",
            "{task.fields[speed]}",
        ]
        self._progress = Progress(*columns, console=console, disable=quiet or not console.is_terminal)

    def __enter__(self) -> "_Bar":
        self._progress.start()
        self._task = self._progress.add_task("grading", total=None, speed="")
        return self

    def update(self, summary: "Summary") -> None:
        """Show how far it is."""
        done = summary.graded + summary.before + len(summary.asides)
        speed = self._progress.tasks[0].speed
        self._progress.update(self._task, completed=done, speed=f"{speed:.1f}/s" if speed else "")

    def __exit__(self, *exception: object) -> None:
        self._progress.stop()
