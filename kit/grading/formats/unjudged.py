"""What each format says of a submission without a verdict: no grade where the kit or the machine was at fault.

It is a report with `not_graded`, the reason, or (`set_aside`) what `kit grade` put in quarantine.jsonl for what it is.
"""

import json
from xml.etree import ElementTree

from kit.grading.formats import pages
from kit.grading.formats.text import clean, line

NOT_A_GRADE = "It could not be graded. That is no grade: the fault is the grader's, not the work's."
_NOTHING = "Nothing in it could be graded."


def reason(report: dict) -> str | None:
    """Why there is no verdict, in a sentence that says whose fault it is; None when there is one."""
    if report.get("not_graded"):
        return f"{NOT_A_GRADE} The teacher reads: {clean(report['not_graded'])}"
    if report.get("set_aside"):
        return f"{_NOTHING} {clean(report['set_aside'])}"
    return None


def texts(form: str, report: dict, name: str) -> list[tuple[str, str]]:
    """The texts of a report without a verdict in the form html, gradescope, junit or exercism, each with an exercise."""
    said = reason(report) or ""
    if form == "html":
        return [("", pages.render("unjudged.html.jinja", name=name, said=said))]
    if form == "gradescope":
        return [("", _gradescope(report, said))]
    if form == "junit":
        return [("", _junit(report, said, name))]
    slugs = [exercise["slug"] for exercise in report.get("exercises", ())] or ["all"]
    found = {"version": 3, "status": "error", "message": said[:65_535], "tests": []}
    return [(slug, json.dumps(found, indent=2, ensure_ascii=False) + "\n") for slug in slugs]


def _gradescope(report: dict, said: str) -> str:
    """Without `score` and without tests Gradescope takes the run for one that failed, and asks for another.

    https://gradescope-autograders.readthedocs.io/en/latest/specs/: one of the two has to be there for a grade.
    """
    found = {"output": said, "output_format": "text", "visibility": "visible", "stdout_visibility": "hidden"}
    if report.get("not_graded"):
        return json.dumps(found | {"extra_data": {"not_graded": clean(report["not_graded"])}}, indent=2) + "\n"
    return json.dumps({"score": 0} | found, indent=2, ensure_ascii=False) + "\n"


def _junit(report: dict, said: str, name: str) -> str:
    counts = {"tests": "1", "failures": "0", "errors": "1", "time": "0"}
    top = ElementTree.Element("testsuites", {"name": line(name or "tokenizer kit")} | counts)
    suite = ElementTree.SubElement(top, "testsuite", {"name": "grading"} | counts)
    case = ElementTree.SubElement(suite, "testcase", classname="grading", name="the submission is graded", time="0")
    kind = "not graded" if report.get("not_graded") else "set aside"
    ElementTree.SubElement(case, "error", type=kind, message=line(said)).text = said
    ElementTree.indent(top)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(top, encoding="unicode") + "\n"
