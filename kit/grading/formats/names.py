"""Which learner a submission is from, by a CSV file: two columns, or a list as a learning platform exports it."""

import csv
import re
from pathlib import Path

# "Ada Lovelace_4711_assignsubmission_file": what Moodle calls a submission's folder; 4711 is the participant.
_MOODLE = re.compile(r"_(\d+)_assignsubmission_")
# "lovelaceada_LATE_4711_92635_ex04_encode.py": what Canvas calls a submission's file; 4711 is the user's ID.
_CANVAS = re.compile(r"^[^_]*_(?:LATE_)?(\d+)_\d+_")
# "Submitted for grading - 1 day 2 hours late": the status in Moodle's worksheet (`submittedlateshort` of mod_assign).
_OVERDUE = re.compile(r"\d.* late\b")

OWN, MOODLE, CANVAS = "own", "Moodle", "Canvas"


class BadNames(ValueError):
    """The file of names cannot be used. The message is for who named it."""


class Names:
    """Learners by submission: `names(submission)` is the learner, or the submission's own name when nobody is known.

    `unknown` collects the submissions nobody was found for. `learners` are all of the list, in its order, `rows` their
    rows as they stand under `header`, and `platform` is OWN, MOODLE or CANVAS; `points` is Canvas's
    row of points possible.
    """

    def __init__(self, path: Path) -> None:
        """Read the file. Raises BadNames, OSError."""
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                sample = file.read(4096)
                file.seek(0)
                rows = [row for row in csv.reader(file, delimiter=_delimiter(sample)) if any(row)]
        except (UnicodeDecodeError, csv.Error) as error:
            raise BadNames(f"{path.name} is not a CSV file in UTF-8: {error}.") from None
        if not rows:
            raise BadNames(f"{path.name} is empty.")
        self.header = [cell.strip() for cell in rows[0]]
        self._learners: dict[str, int] = {}
        self.rows: list[list[str]] = []
        self.learners: list[str] = []
        self.unknown: list[str] = []
        self.points: list[str] = []
        names = [cell.lower() for cell in self.header]
        self.platform, self._key, self._learner, self._pattern = _columns(names)
        if not self.platform:
            raise BadNames(
                f"{path.name} has no columns that say who is who. Expected are `submission,learner`, "
                "Moodle's `Identifier` and `Full name`, or Canvas's `Student` and `ID`."
            )
        for row in rows[1:]:
            self._add(row + [""] * (len(self.header) - len(row)), path)

    def _add(self, row: list[str], path: Path) -> None:
        given, who = row[self._key].strip(), row[self._learner].strip()
        if self.platform != OWN:
            given = re.sub(r"\D", "", given)
        if not who or not given and self.platform != OWN:
            if who.lower() == "points possible":  # Canvas's second or third row
                self.points = row
            return
        known = self._learners.get(given) if given else None
        if known is not None:
            if self.learners[known] != who:
                raise BadNames(f"{path.name} names {given} twice: {self.learners[known]} and {who}.")
            return
        if self.platform == OWN and who in self.learners:  # one learner with several submissions
            self._learners[given] = self.learners.index(who)
            return
        if given:
            self._learners[given] = len(self.learners)
            if self.platform == OWN and Path(given).suffix.lower() in (".zip", ".py", ".ipynb", ".tar", ".tgz", ".gz"):
                self._learners.setdefault(Path(given).stem, len(self.learners))
        self.learners.append(who)
        self.rows.append(row)

    def entry(self, submission: str) -> int | None:
        """The number of the learner in `learners` and `rows` whose submission this is; None when nobody is known."""
        candidates = [submission, Path(submission).name, Path(submission).stem]
        match = self._pattern.search(Path(submission).name) if self._pattern is not None else None
        candidates += [match[1]] if match else []
        return next((self._learners[each] for each in candidates if each in self._learners), None)

    def is_late(self, entry: int) -> bool:
        """Whether the platform's list says that a learner's work came late: Moodle's status, `… - 2 hours late`."""
        status = next((n for n, name in enumerate(self.header) if name.lower() == "status"), None)
        return self.platform == MOODLE and status is not None and bool(_OVERDUE.search(self.rows[entry][status]))

    def __call__(self, submission: str) -> str:
        entry = self.entry(submission)
        if entry is None:
            self.unknown.append(submission)
            return submission
        return self.learners[entry]


def _delimiter(sample: str) -> str:
    first = sample.partition("\n")[0]
    return max(",;\t", key=first.count)


def _columns(header: list[str]) -> tuple[str, int, int, re.Pattern | None]:
    """The kind of list, the columns of the submission or number and of the learner, and where names have the number."""
    for platform, key, learner, pattern in (
        (OWN, "submission", "learner", None),
        (MOODLE, "identifier", "full name", _MOODLE),
        (CANVAS, "id", "student", _CANVAS),
    ):
        if key in header and learner in header:
            return platform, header.index(key), header.index(learner), pattern
    return "", 0, 0, None
