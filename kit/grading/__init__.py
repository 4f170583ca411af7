"""Judging answers: exact comparison, points, verdicts and the report."""

__all__ = ["advice", "after", "batch", "cluster", "copies", "fixtures", "formats", "grades", "keeper", "options", "outcome", "plugin", "pool", "recording", "report", "roster", "run", "screen", "start", "tables", "verdict", "warm"]
