"""Which learner a submission is from, by a CSV file: two columns, or a list as a learning platform exports it."""

import csv
import re
from pathlib import Path

# "Ada Lovelace_4711_assignsubmission_file": what Moodle calls a submission's folder; 4711 is the participant.
_MOODLE = re.compile(r"_(\d+)_assignsubmission_")
# "lovelaceada_LATE_4711_92635_ex04_encode.py": what Canvas calls a submission's file; 4711 is the user's ID.
_CANVAS = re.compile(r"^[^_]*_(?:LATE_)?(\d+)_\d+_")


class BadNames(ValueError):
    """The file of names cannot be used. The message is for who named it."""


class Names:
    """Learners by submission: `names(submission)` is the learner, or the submission's own name when nobody is known.

    `unknown` collects the submissions nobody was found for.
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
        header = [cell.strip().lower() for cell in rows[0]]
        self._learners: dict[str, str] = {}
        self._pattern: re.Pattern | None = None
        self.unknown: list[str] = []
        key, learner, self._pattern = _columns(header)
        if key is None or learner is None:
            raise BadNames(
                f"{path.name} has no columns that say who is who. Expected are `submission,learner`, "
                "Moodle's `Identifier` and `Full name`, or Canvas's `Student` and `ID`."
            )
        for row in rows[1:]:
            if len(row) <= max(key, learner) or not row[key].strip():
                continue
            given, who = row[key].strip(), row[learner].strip()
            given = re.sub(r"\D", "", given) if self._pattern is not None else given
            if self._learners.setdefault(given, who) != who:
                raise BadNames(f"{path.name} names {given} twice: {self._learners[given]} and {who}.")

    def __call__(self, submission: str) -> str:
        candidates = [submission, Path(submission).name, Path(submission).stem]
        match = self._pattern.search(Path(submission).name) if self._pattern is not None else None
        candidates += [match[1]] if match else []
        found = next((self._learners[each] for each in candidates if each in self._learners), None)
        if found is None:
            self.unknown.append(submission)
        return found or submission


def _delimiter(sample: str) -> str:
    first = sample.partition("\n")[0]
    return max(",;\t", key=first.count)


def _columns(header: list[str]) -> tuple[int | None, int | None, re.Pattern | None]:
    for key, learner, pattern in (
        ("submission", "learner", None),
        ("identifier", "full name", _MOODLE),
        ("id", "student", _CANVAS),
    ):
        if key in header and learner in header:
            return header.index(key), header.index(learner), pattern
    return None, None, None
