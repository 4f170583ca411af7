"""Judging answers: exact comparison, points, verdicts and the report."""
