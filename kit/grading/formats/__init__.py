"""Reports for people and for other systems, each made from the kit's report alone: pure functions from dict to text.

| module | makes | of |
|---|---|---|
| gradebook | a CSV grade book | many reports |
| class_page | an HTML page for the teacher | many reports |
| learner_page | an HTML page for the learner | one report |
| gradescope | Gradescope's results.json | one report |
| junit | JUnit XML | one report |
| exercism | exercism's results.json, version 3 | one exercise of a report |

`source` reads reports and verdicts.jsonl, `names` says which learner a submission is from, `text` has what they share.
"""
