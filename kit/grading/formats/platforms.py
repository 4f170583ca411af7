"""Grade books in the form that a learning platform imports: its own list again, with the grades filled in.

Canvas takes the columns that say who is who and one for the assignment, with its points possible in a row of their
own (lib/gradebook_importer.rb of instructure/canvas-lms). Moodle takes its grading worksheet, finds people by
`Identifier` and reads `Grade` and the columns of feedback (mod/assign/feedback/offline/importgradeslib.php).
"""

from collections.abc import Callable, Iterator

from kit.grading.formats.gradebook import csv_line, number, text
from kit.grading.formats.names import CANVAS, MOODLE, Names
from kit.grading.grades import Grade, Rules, maxima
from kit.grading.roster import Everybody, Row

FORMS = {"canvas": CANVAS, "moodle": MOODLE}

_CANVAS = ("student", "id", "sis user id", "sis login id", "integration id", "root account", "section")
"""The columns of Canvas's export that say who is who."""

_POINTS = "    Points Possible"  # as Canvas writes it


class NotThatList(ValueError):
    """The list of names is not the platform's, or does not fit the grades. The message is for who named it."""


def check(form: str, names: Names | None) -> None:
    """Raise NotThatList where `names` is not the list of the platform that `form` is for."""
    if names is None or names.platform != FORMS[form]:
        wanted = (
            "grade book export (Student, ID, …)" if form == "canvas" else "grading worksheet (Identifier, Full name, …)"
        )
        raise NotThatList(f"--format {form} fills in {FORMS[form]}'s own list: give its {wanted} with --names")


def lines(form: str, everybody: Everybody, rules: Rules, assignment: str, warn: Callable[[str], None]) -> Iterator[str]:
    """The file line by line. `assignment` is the column's name for Canvas; `warn` is told what was left out.

    Where nothing was graded for a fault of the kit the cell is empty, or what it was. Raises NotThatList.
    """
    columns = maxima(everybody)
    grades: dict[int, tuple[Row, Grade]] = {}
    for row in everybody:
        if row.entry is None:
            warn(f"{row.called} is not in the list and is left out of it")
        else:
            grades[row.entry] = row, rules.grade(row, columns)
    assert everybody.names is not None  # check() saw to that
    make = _canvas if form == "canvas" else _moodle
    yield from make(everybody.names, grades, rules.total(columns), assignment, warn)


def _canvas(names: Names, grades: dict, out_of: float, assignment: str, warn: Callable[[str], None]) -> Iterator[str]:
    kept = [n for n, name in enumerate(names.header) if name.lower() in _CANVAS]
    exact = [name for name in names.header if name == assignment or name.startswith(f"{assignment} (")]
    column = exact[0] if len(exact) == 1 else assignment
    if column in names.header and names.points:
        _same(CANVAS, names.points[names.header.index(column)], out_of)
    yield csv_line(*(names.header[n] for n in kept), text(column))
    yield csv_line(_POINTS, *[""] * (len(kept) - 1), number(out_of))
    for entry, row in enumerate(names.rows):
        _, grade = grades.get(entry, (None, None))
        points = "" if grade is None or grade.points is None else number(grade.points)
        yield csv_line(*(_cell(row[n]) for n in kept), points)


def _moodle(names: Names, grades: dict, out_of: float, assignment: str, warn: Callable[[str], None]) -> Iterator[str]:
    where = {name.lower(): n for n, name in enumerate(names.header)}
    if "grade" not in where:
        raise NotThatList(
            "the worksheet has no column `Grade`; in a Moodle of another language, rename the column for now"
        )
    for row in names.rows if "maximum grade" in where else ():
        _same(MOODLE, row[where["maximum grade"]], out_of)
    yield csv_line(*names.header)
    for entry, row in enumerate(names.rows):
        cells = [_cell(cell) for cell in row]
        found, grade = grades.get(entry, (None, None))
        if grade is not None and grade.points is not None:
            if "grade can be changed" in where and row[where["grade can be changed"]].strip().lower() == "no":
                warn(f"{found.called}: Moodle's list says that this grade cannot be changed; it is left as it was")
            else:
                cells[where["grade"]] = number(grade.points)
                if "feedback comments" in where:
                    said = f"{number(grade.points)} of {number(out_of)}" + (f"; {grade.note}" if grade.note else "")
                    cells[where["feedback comments"]] = text(said)
        yield csv_line(*cells)


def _same(platform: str, most: str, out_of: float) -> None:
    """Raise NotThatList where the platform's assignment has another maximum: 15 of 15 would be taken for 15 of 100."""
    try:
        other = float(most.strip().replace(",", "."))
    except ValueError:
        return
    if other != out_of:
        raise NotThatList(
            f"{platform}'s assignment is out of {number(other)} and these grades are out of {number(out_of)}: write "
            f"out_of = {number(other)} under [grades] in grades.toml, or change the assignment's maximum"
        )


def _cell(cell: str) -> str:
    """A cell of the platform's own, as it was; `-` stands for no date in Moodle's."""
    return cell if cell.strip() in ("", "-") else text(cell)
