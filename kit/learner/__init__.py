"""Where `exercises` comes from in a run, and how a learner's function is called."""

__all__ = ["call", "candidates", "cells", "compare", "errors", "files", "ipython_text", "machine", "missing", "one_file", "opaque", "package", "show", "standing", "submissions", "unpacking"]
