"""The versions before: what the kit replaces in a learner's folder is kept beside it, numbered from 1."""

from pathlib import Path

KEPT = ".previous"
"""Folder beside the exercises with earlier versions, `ex04_encode.1.py` the oldest."""


def keep(path: Path, data: bytes) -> Path:
    """Keep `data` as the version of `path` before this moment; returns where it is."""
    folder = path.parent / KEPT
    folder.mkdir(exist_ok=True)
    number = 1 + max((int(kept.suffixes[-2][1:]) for kept in folder.glob(f"{path.stem}.*{path.suffix}")), default=0)
    kept = folder / f"{path.stem}.{number}{path.suffix}"
    kept.write_bytes(data)
    return kept
