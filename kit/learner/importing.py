"""How a learner's file is run as a module, and what is said of one that does not import."""

import sys
import types
from pathlib import Path

from kit.learner import missing
from kit.learner.errors import BrokenFile, Ended, LearnerError, OutOfTime, said
from kit.learner.files import Parsed, compiled
from kit.learner.limits import TimeIsUp, captured_output, time_limit

IMPORT_SECONDS = 20.0
"""Time one learner file has for its import; importing transformers on a slow machine takes several seconds."""


def run_module(parsed: Parsed, slug: str) -> types.ModuleType:
    """Run a parsed file as the module `exercises.<slug>`. Raises BrokenFile when it does not import.

    The caller decides whether and where the module stays in sys.modules.
    """
    module = types.ModuleType(f"exercises.{slug}")
    module.__file__ = str(parsed.path)
    module.__package__ = "exercises"
    try:
        with captured_output(), time_limit(IMPORT_SECONDS):
            missing.run(parsed.tree, str(parsed.path), module.__dict__, compiled)
    except TimeIsUp:
        raise OutOfTime(
            f"{slug}: {parsed.path.name} did not finish its import within {IMPORT_SECONDS:g} s. "
            "Is there a loop at the top level of the file?"
        ) from None
    except KeyboardInterrupt:
        raise
    except LearnerError as error:
        raise BrokenFile(f"{slug}: importing {parsed.path.name} failed: {error}") from error
    except BaseException as error:
        raise BrokenFile(import_message(slug, parsed, error)) from (
            error if isinstance(error, Exception) and not isinstance(error, Ended) else None
        )
    return module


def code(parsed: Parsed) -> types.CodeType:
    """A parsed file, compiled."""
    return compiled(parsed.tree, str(parsed.path))


def import_message(slug: str, parsed: Parsed, error: BaseException) -> str:
    """The sentence for a file whose top level raised `error`."""
    line = line_in(parsed.path, error)
    code = parsed.text.splitlines()[line - 1].strip() if line else ""
    at = f", line {line}:\n    {code[:200]}\n" if line else ": "
    text = f"{type(error).__name__}: {said(error)}" if str(error) else type(error).__name__
    advice = "Code at the top level of the file runs at import; keep to imports, constants and functions there."
    if isinstance(error, ModuleNotFoundError):
        advice = missing.advice(error.name)
    return f"{slug}: importing {parsed.path.name} failed{at}{text[:500]}\n{advice}"


def line_in(path: Path, error: BaseException) -> int | None:
    """The last line of `path` that the traceback of `error` passes through.

    An error that came from another process has no traceback here, but says which lines it passed (`learner_lines`).
    """
    line = getattr(error, "learner_lines", {}).get(str(path))
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == str(path):
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def forget(prefix: str = "exercises") -> None:
    """Take the package `exercises` and its modules out of sys.modules."""
    for name in [name for name in sys.modules if name == prefix or name.startswith(prefix + ".")]:
        del sys.modules[name]
