"""After a run of the learner's own exercises: their points go into the progress file, and to who else is to know."""

from typing import TYPE_CHECKING

from kit.course import progress
from kit.course.workspace import Workspace
from kit.grading import after
from kit.grading.report import Report

if TYPE_CHECKING:
    from kit.grading.run import Run


def record(run: "Run") -> None:
    """Note the exercises that this pytest run graded as a whole, when they are those of a workspace.

    A file that cannot be written is said below the closing table; the run itself goes on.
    """
    source = run.source
    if source.submission or source.notebook or source.root.name != "exercises":
        return
    workspace = Workspace(source.root.parent)
    report = run.build_report()
    try:
        of_report(workspace, report)
    except progress.ProgressError as error:
        run.not_here.setdefault("progress", set()).add(str(error))
    if said := after.tell(report):
        run.not_here.setdefault("workshop", set()).update(said)


def of_report(workspace: Workspace, report: Report) -> None:
    """Note the exercises of a report that were graded as a whole. ProgressError when the file cannot be used."""
    whole = [result for result in report.results if sum(test.max for test in result.tests) == result.exercise.points]
    scores = {
        result.exercise.slug: (result.score, progress.digest(workspace.file(result.exercise.slug))) for result in whole
    }
    if scores:
        progress.record(workspace.progress, scores, {result.exercise.slug: result.at_hand for result in whole})
