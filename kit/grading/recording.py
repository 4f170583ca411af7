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
    for about, said in of_report(workspace, run.build_report()):
        run.not_here.setdefault(about, set()).add(said)


def of_report(workspace: Workspace, report: Report) -> list[tuple[str, str]]:
    """Note the exercises of a report that were graded as a whole. What there is to say of it: about what, and a sentence."""
    whole = [result for result in report.results if sum(test.max for test in result.tests) == result.exercise.points]
    scores = {
        result.exercise.slug: (result.score, progress.digest(workspace.file(result.exercise.slug))) for result in whole
    }
    said = []
    try:
        if scores:
            progress.record(workspace.progress, scores, {result.exercise.slug: result.at_hand for result in whole})
    except progress.ProgressError as error:
        said.append(("progress", str(error)))
    return [*said, *(("workshop", sentence) for sentence in after.tell(report))]
