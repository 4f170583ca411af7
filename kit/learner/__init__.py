"""Where `exercises` comes from in a run, and how a learner's function is called."""

__all__ = [
    "call",
    "candidates",
    "cells",
    "compare",
    "contents",
    "errors",
    "files",
    "ipython_text",
    "limits",
    "machine",
    "missing",
    "one_file",
    "opaque",
    "package",
    "show",
    "snapshot",
    "standing",
    "submissions",
    "unpacking",
    "world",
]
