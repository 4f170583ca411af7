"""`kit.suites`, as the graded suites of workspaces name it."""

from kit.course.suites import bring

__all__ = ["bring"]
