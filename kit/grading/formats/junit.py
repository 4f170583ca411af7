"""JUnit XML, as continuous integration reads it: a suite an exercise, a case a test."""

from xml.etree import ElementTree

from kit.course.points import counted
from kit.grading.formats.text import clean, lesson, line, not_run
from kit.grading.screen import title
from kit.grading.verdict import DIED, ERROR, PASSED, TIMEOUT


def results(report: dict, name: str = "tokenizer kit") -> str:
    """The XML of a report. What is not passed is a failure, an untouched exercise too; what could not run, an error."""
    top = ElementTree.Element("testsuites", name=line(name))
    for exercise in report["exercises"]:
        top.append(_suite(exercise))
    for count in ("tests", "failures", "errors"):
        top.set(count, str(sum(int(suite.get(count, "0")) for suite in top)))
    top.set("time", f"{sum(float(suite.get('time', 0)) for suite in top):.4f}")
    ElementTree.indent(top)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(top, encoding="unicode") + "\n"


def _suite(exercise: dict) -> ElementTree.Element:
    slug = line(exercise["slug"])
    suite = ElementTree.Element("testsuite", name=slug)
    properties = ElementTree.SubElement(suite, "properties")
    for key, value in (("title", line(exercise["title"])), ("score", exercise["score"]), ("max", exercise["max"])):
        ElementTree.SubElement(properties, "property", name=key, value=str(value))
    cases = [_case(slug, test) for test in exercise["tests"]]
    missing = not_run(exercise)
    if missing:
        case = ElementTree.Element("testcase", classname=slug, name="tests that were not run", time="0")
        reason = f"not run: tests of {counted(missing)}"
        ElementTree.SubElement(case, "failure", type="not run", message=reason)
        cases.append(case)
    suite.extend(cases)
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    suite.set("errors", str(sum(case.find("error") is not None for case in cases)))
    suite.set("time", f"{sum(float(case.get('time', 0)) for case in cases):.4f}")
    return suite


def _case(slug: str, test: dict) -> ElementTree.Element:
    case = ElementTree.Element("testcase", classname=slug, name=title(test["id"]), time=f"{test['seconds']:.4f}")
    if test["status"] != PASSED:
        kind = "error" if test["status"] in (ERROR, TIMEOUT, DIED) else "failure"
        said = clean(test["cause"]) or clean(test["message"]) or test["status"]
        problem = ElementTree.SubElement(case, kind, type=test["status"], message=line(said))
        problem.text = lesson(test, output=False)
    printed = clean(test["output"])
    if printed:
        ElementTree.SubElement(case, "system-out").text = printed
    return case
