"""What a learner's call must leave as it was: the arguments it was given, and the tokenizers among them."""

from collections.abc import Iterator
from contextlib import contextmanager

from kit.learner.call import Call
from kit.learner.compare import copied, unchanged
from kit.learner.function import LearnerFunction
from kit.learner.show import show
from kit.suite.lesson import Lesson
from kit.tokenizers import loaded


@contextmanager
def left_alone(function: LearnerFunction, call: Call) -> Iterator[None]:
    """Arguments and tokenizers must be after the block, in which the call is made, what they were before.

    Raises a Lesson on it.
    """
    __tracebackhide__ = True
    args = call.args
    before = [copied(arg) for arg in args]
    tokenizers = call.tokenizers()
    here = [] if function.elsewhere else tokenizers  # elsewhere a call says itself what it changed
    states = [loaded.before(tokenizer) for tokenizer in here]
    loaded.split(here, call.splitting)
    try:
        yield
    finally:
        call.changed += loaded.split_otherwise(here, call.splitting)
        thorough = loaded.thorough(function.log.made[function.name])
        for tokenizer, old in zip(here, states, strict=True):
            changes = loaded.changes(tokenizer, old, thorough=thorough)
            call.changed += changes
            if changes:
                loaded.discard(tokenizer)
        for tokenizer in tokenizers:
            loaded.settle(tokenizer)
    if call.changed:
        cause = "other code uses the same tokenizer and would now get other answers; pass options to the call instead of setting them."
        told = f"changed the tokenizer ({', '.join(call.changed)})"
        raise Lesson(call, told, "the tokenizer left as it was", cause)
    for arg, old in zip(args, before, strict=True):
        if old is not None and not unchanged(arg, old):
            cause = f"the {type(old).__name__} that was passed in belongs to the caller; build a new one."
            given = tuple(now if kept is None else kept for now, kept in zip(args, before, strict=True))
            call.args = given  # as it was called, not as its arguments are now
            raise Lesson(
                call,
                f"changed its argument to {show(arg)}",
                f"the argument left as it was: {show(old)}",
                cause,
            )
