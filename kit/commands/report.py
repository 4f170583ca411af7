"""`kit report`: the kit's report in the forms that people and other systems read."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kit.course.given import GivenPath
from kit.learner.show import fit

if TYPE_CHECKING:
    from kit.grading.formats.names import Names
    from kit.grading.grades import Rules
    from kit.grading.roster import Everybody, WithAsides

FORMATS = {
    "csv": "grades.csv",
    "class": "class.html",
    "canvas": "canvas.csv",
    "moodle": "moodle.csv",
    "html": "{name}.html",
    "gradescope": "{name}.json",
    "junit": "{name}.xml",
    "exercism": "{name}/{slug}/results.json",
}
"""Format to the file it makes in a folder: one for all submissions, one a submission, or one an exercise."""

OF_ALL = ("csv", "class", "canvas", "moodle")
"""The formats that are one file for all submissions."""

_SHOWN = 5


@click.command("report")
@click.argument("file", type=GivenPath(exists=True, dir_okay=False))
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="html", show_default=True)
@click.option("--out", type=GivenPath(), metavar="FILE-OR-DIR", help="Where to; otherwise the screen.")
@click.option(
    "--names",
    "names_file",
    type=GivenPath(exists=True, dir_okay=False),
    metavar="FILE",
    help="A CSV that says which learner a submission is from: submission,learner, or Moodle's or Canvas's own list.",
)
@click.option(
    "--grades",
    "rules_file",
    type=GivenPath(exists=True, dir_okay=False),
    metavar="FILE",
    help="TOML with weights, exercises left out, late work, overrides. Default: grades.toml beside FILE, if it is there.",
)
@click.option(
    "--assignment", default="Tokenizer kit", metavar="NAME", help="With --format canvas: the assignment's name."
)
@click.option(
    "--copies",
    "handed_in",
    multiple=True,
    type=GivenPath(exists=True),
    metavar="SUBMISSIONS",
    help="With --format class: where the submissions are, to compare each with each. May be given again.",
)
@click.option(
    "--for",
    "audience",
    type=click.Choice(["learners", "teachers"]),
    help="Who reads it. The seed of the test inputs is for teachers alone. Default: learners for html, else teachers.",
)
def command(
    file: Path,
    form: str,
    out: Path | None,
    names_file: Path | None,
    rules_file: Path | None,
    assignment: str,
    handed_in: tuple[Path, ...],
    audience: str | None,
) -> None:
    """Turn FILE into another format: the JSON of `pytest --report`, or the verdicts.jsonl of `kit grade`.

    csv is a grade book and class a page for the teacher; canvas and moodle are the platform's own list, which --names
    gives, with the grades filled in: each one file of all submissions. html is a page for the learner, gradescope,
    junit and exercism are for other systems: one file a submission (exercism: one an exercise), so --out is a folder
    when there is more than one.
    """
    from kit.grading import grades, roster
    from kit.grading.formats import platforms
    from kit.grading.formats.names import BadNames, Names
    from kit.grading.formats.source import NotAReport, Reports

    if handed_in and form != "class":
        raise click.UsageError("--copies is for the class page: --format class")
    if form in OF_ALL and audience == "learners":
        text = f"--format {form} shows everybody's grades and is for teachers; --format html is for learners"
        raise click.UsageError(text)
    if rules_file is None and file.with_name("grades.toml").is_file():
        rules_file = file.with_name("grades.toml")
    try:
        reports = Reports(file)
        names = Names(names_file) if names_file is not None else None
        rules = grades.read(rules_file) if rules_file is not None and form in OF_ALL else None
        if form in platforms.FORMS:
            platforms.check(form, names)
    except (NotAReport, BadNames, grades.BadRules, platforms.NotThatList) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{error.filename} cannot be read: {error.strerror}.") from None
    _warn(reports.problems)
    if form in OF_ALL:
        everybody = roster.Everybody(reports, names, roster.asides(file, reports.places))
        twice = everybody.twice() if names is not None else []
        if twice and form in platforms.FORMS:
            raise click.ClickException(f"{twice[0]}. The platform takes one grade; grade again without the others.")
        try:
            _write_one(form, out, _of_all(form, everybody, rules, assignment, _alike(handed_in)))
        except platforms.NotThatList as error:
            raise click.ClickException(f"{error}.") from None
        _warn([*twice, *(rules.unused() if rules is not None else [])])
    else:
        audience = audience or ("learners" if form == "html" else "teachers")
        each = roster.WithAsides(reports, roster.asides(file, reports.places))
        _write_each(form, out, each, names, for_learners=audience == "learners")
    if names is not None and names_file is not None and names.unknown:
        unknown = list(dict.fromkeys(names.unknown))
        _warn([f"{one} is not in {names_file.name}; it is called by its own name" for one in unknown])


def _alike(handed_in: tuple[Path, ...]):
    """What `--copies` asks for; None where it was not given."""
    if not handed_in:
        return None
    from kit.grading import batch, copies, hand_ins

    try:
        return copies.find(hand_ins.find(handed_in))
    except batch.BatchError as error:
        raise click.ClickException(str(error)) from None


def _of_all(form: str, everybody: "Everybody", rules: "Rules | None", assignment: str, alike: Any) -> Callable:
    if form == "csv":
        from kit.grading.formats import gradebook

        return lambda: gradebook.lines(everybody, rules, learners=everybody.names is not None)
    if form == "class":
        from kit.grading.formats import class_page

        return lambda: [class_page.page(everybody, rules, alike)]
    from kit.grading.formats import platforms
    from kit.grading.grades import Rules

    # Whole before any of it is written: a list that does not fit leaves no half a file.
    lines = list(platforms.lines(form, everybody, rules or Rules(), assignment, lambda text: _warn([text])))
    return lambda: lines


def _of_one(form: str, report: dict, name: str) -> list[tuple[str, str]]:
    """The texts of one report, each with the exercise it is about or an empty name."""
    from kit.grading.formats import unjudged

    if unjudged.reason(report) is not None:
        return unjudged.texts(form, report, name)
    if form == "html":
        from kit.grading.formats import learner_page

        return [("", learner_page.page(report, name))]
    if form == "gradescope":
        from kit.grading.formats import gradescope

        return [("", gradescope.results(report))]
    if form == "junit":
        from kit.grading.formats import junit

        return [("", junit.results(report, name or "tokenizer kit"))]
    from kit.grading.formats import exercism

    return [(exercise["slug"], exercism.results(exercise)) for exercise in report["exercises"]]


def _write_one(form: str, out: Path | None, texts: Callable) -> None:
    if out is not None and out.is_dir():
        out = out / FORMATS[form]
    if out is None:
        for text in texts():
            click.echo(text, nl=False)
        return
    # Excel takes a CSV for UTF-8 only when it begins with a byte order mark.
    _save(out, texts(), "utf-8-sig" if form == "csv" else "utf-8")
    click.echo(f"wrote {out}", err=True)


def _write_each(
    form: str, out: Path | None, reports: "WithAsides", names: "Names | None", *, for_learners: bool
) -> None:
    used: set[str] = set()
    written = 0
    folder = out if out is not None and (out.is_dir() or len(reports) > 1 or form == "exercism") else None
    if folder is None and len(reports) > 1:
        raise click.UsageError(f"there are {len(reports)} submissions, a file each: name a folder with --out DIR")
    for report in reports:
        submission = report.get("submission", "")
        if for_learners:
            report = without_seed(report)
        texts = _of_one(form, report, names(submission) if names is not None else submission)
        if folder is None and len(texts) != 1:
            raise click.UsageError(f"there are {len(texts)} exercises, a file each: name a folder with --out DIR")
        name = _unused(_file_name(submission), used)
        for slug, text in texts:
            if out is None:
                click.echo(text, nl=False)
                continue
            place = FORMATS[form].format(name=name, slug=_file_name(slug))
            _save(folder / place if folder is not None else out, [text])
            written += 1
    if out is not None:
        click.echo(f"wrote {out}" if folder is None else f"wrote {written} files in {folder}", err=True)


def without_seed(report: dict) -> dict:
    """The report as learners may read it: whoever knows the seed can draw the inputs of the next round beforehand."""
    return {key: value for key, value in report.items() if key != "seed"}


def _file_name(name: str) -> str:
    """A name that is safe as a file's: letters, digits, dots and dashes, not too long."""
    kept = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name)[:80]
    return kept.strip("._") or "report"


def _unused(name: str, used: set[str]) -> str:
    chosen = name
    number = 1
    while chosen.casefold() in used:
        number += 1
        chosen = f"{name}-{number}"
    used.add(chosen.casefold())
    return chosen


def _save(path: Path, texts: Iterable[str], encoding: str = "utf-8") -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding=encoding, newline="") as file:
            file.writelines(texts)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from None


def _warn(problems: list[str]) -> None:
    for problem in problems[:_SHOWN]:
        click.echo(fit(problem), err=True)
    if len(problems) > _SHOWN:
        click.echo(f"… and {len(problems) - _SHOWN} more", err=True)


if __name__ == "__main__":
    command(prog_name="kit report")
