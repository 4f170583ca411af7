"""The exercises of a batch one by one: which verdicts on them are known, and how a report is made of them."""

from collections.abc import Callable, Iterable, Mapping

from kit.grading import keys
from kit.grading.pool import Task
from kit.learner.contents import Content
from kit.suite import LLAMA
from kit.tokenizers.vendors.models import PUBLISHED

NOW, KEPT = "now", "kept"
"""What `graded` says of an exercise in a verdict: graded for it, or taken from an equal one."""

MOST = 2_000
"""Verdicts on exercises that are in memory; the others are read from their lines again."""


class Exercises:
    """The verdicts on the exercises `slugs` that are known, with this seed. `read` gives the line at a place.

    `here` says that this machine is the one that grades.
    """

    def __init__(self, slugs: Iterable[str], seed: int, read: Callable[[int], dict]) -> None:
        self.slugs = tuple(slugs)
        self.seed = seed
        self.here = True
        self._read = read
        self._places: dict[bytes, int] = {}
        self._recent: dict[bytes, tuple[dict, dict]] = {}

    def note(self, line: dict, place: int) -> None:
        """A verdict stands in the file at this place."""
        for exercise in line["exercises"]:
            if "key" in exercise:
                short = _short(exercise["key"])
                self._places[short] = place
                self._recent.pop(short, None)

    def known(self, task: Task) -> dict[str, tuple[dict, dict]]:
        """For the exercises of a submission that need not be graded, the verdict and the line it is taken from."""
        found = {}
        for content in task.contents:
            common = self._key(content)
            if common is None:
                continue
            for names in ((), (content.shown,), _names(task, content)):
                short = _short(keys.for_names(common, names))
                if short in self._places:
                    found[content.slug] = self._verdict(content.slug, short)
                    break
        return found

    def _key(self, content: Content) -> str | None:
        if content.slug not in self.slugs:
            return None
        return keys.key(content.slug, content.digest, self.seed, here=self.here)

    def unknown(self, task: Task) -> tuple[str, ...]:
        """The exercises of a submission that are to be graded; none where all are."""
        known = self.known(task)
        return tuple(slug for slug in self.slugs if slug not in known) if known else ()

    def _verdict(self, slug: str, short: bytes) -> tuple[dict, dict]:
        if short not in self._recent:
            if len(self._recent) >= MOST:
                self._recent.clear()
            line = self._read(self._places[short])
            (exercise,) = (each for each in line["exercises"] if each["slug"] == slug)
            about = {name: line[name] for name in ("hub", "tokenizer", "sandbox") if name in line}
            self._recent[short] = exercise | {"graded": KEPT}, about
        return self._recent[short]

    def merged(self, report: dict, known: Mapping[str, tuple[dict, dict]]) -> dict:
        """A report on some of the exercises, with the known verdicts on the others."""
        graded = {exercise["slug"]: exercise for exercise in report["exercises"]}
        every = {slug: exercise for slug, (exercise, _) in known.items()} | graded
        exercises = [every[slug] for slug in self.slugs if slug in every]
        return report | _sums(exercises) | {"exercises": exercises}

    def whole(self, task: Task, kit: str, course: str) -> dict | None:
        """The report on a submission of which every exercise is known; None where one is not."""
        known = self.known(task)
        if not known or known.keys() != set(self.slugs):
            return None
        exercises = [known[slug][0] for slug in self.slugs]
        _, about = known[self.slugs[0]]
        report = {"kit": kit, "course": course, "seed": self.seed, "tokenizer": PUBLISHED[LLAMA, "tokenizer.json"]}
        return report | about | _sums(exercises) | {"exercises": exercises}

    def told(self, task: Task, exercise: dict) -> dict:
        """An exercise's part of a verdict as it is written: whether it was graded now, and the key if it is to be kept."""
        if exercise.get("graded") == KEPT:
            return exercise
        exercise = {name: value for name, value in exercise.items() if name != "key"} | {"graded": NOW}
        content = next((each for each in task.contents if each.slug == exercise["slug"]), None)
        common = None if content is None else self._key(content)
        if content is None or common is None or not keys.may_be_kept(exercise):
            return exercise
        names = _names(task, content)
        folders = content.shown.split("/")[:-1]
        if not keys.quotes(exercise, names[1:]):
            names = names[:1] if keys.quotes(exercise, [content.shown, *folders]) else ()
        return exercise | {"key": keys.for_names(common, names)}


def _names(task: Task, content: Content) -> tuple[str, ...]:
    """What a message may quote that is the hand-in's own: how it tells of the file, and whose it is and where."""
    return content.shown, task.name, task.person, task.path.name, str(task.path.parent)


def _short(key: str) -> bytes:
    """As much of a key as tells millions apart."""
    return bytes.fromhex(key)[:16]


def _sums(exercises: list[dict]) -> dict:
    return {name: sum(exercise[name] for exercise in exercises) for name in ("score", "max")}
