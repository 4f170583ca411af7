"""What is kept after a workshop: the grade book and the page of the class, as kit grade writes them."""

from collections.abc import Iterator

from kit import course
from kit.grading.formats import class_page as class_pages
from kit.grading.formats import gradebook
from kit.grading.roster import HANDED_IN, Row
from kit.workshop import names
from kit.workshop.room import Person, Room, Work


def rows(room: Room) -> list[Row]:
    """Everybody as a row of a class, by name."""
    people = sorted(room.people.values(), key=lambda person: (names.order(person.name), person.number))
    columns = room.columns()
    return [Row("", person.name, HANDED_IN, report=_report(person, columns)) for person in people]


def grade_book(room: Room) -> Iterator[str]:
    """CSV, a line each; the points are the best of each exercise."""
    return gradebook.lines(rows(room))


def class_page(room: Room) -> str:
    """HTML: people by exercises, and which sentences of the diagnosis were said to how many."""
    return class_pages.page(rows(room))


def _report(person: Person, columns: list[str]) -> dict:
    """A participant's work in the report's words; of tests the board knows none but what was said of them."""
    exercises = [_exercise(person, slug, person.works.get(slug) or Work()) for slug in columns]
    return {
        "kit": "",
        "course": "",
        "seed": 0,
        "hub": "workshop",
        "score": sum(each["score"] for each in exercises),
        "max": sum(each["max"] for each in exercises),
        "exercises": exercises,
    }


def _exercise(person: Person, slug: str, work: Work) -> dict:
    try:
        known = course.load().exercise(slug)
        title, most = known.title, known.points
    except KeyError:
        title, most = slug, work.max
    said = sorted(sentence for exercise, sentence in person.met if exercise == slug)
    tests = [
        {"id": f"{slug}::{sentence}", "points": 0, "max": 0, "status": "failed", "cause": sentence} for sentence in said
    ]
    status = "passed" if work.done else work.status
    return {"slug": slug, "title": title, "score": work.points, "max": most, "status": status, "tests": tests}
