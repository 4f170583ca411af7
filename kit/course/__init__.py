"""What the course consists of: exercises and their points (course.toml), a learner's workspace, progress, stubs, hints."""

from kit.course.model import INSTALLED, ROOT, Course, Exercise, Part, digest, find, load

__all__ = [
    "Course",
    "Exercise",
    "INSTALLED",
    "Part",
    "ROOT",
    "atomic",
    "beginning",
    "check",
    "digest",
    "find",
    "function_hints",
    "graded",
    "given",
    "hints",
    "lecture",
    "load",
    "points",
    "previous",
    "progress",
    "state",
    "stubs",
    "suites",
    "temporary",
    "workspace",
]
