"""What a learner's call must leave as it was: the arguments it was given, and the tokenizers among them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from kit.learner.call import Call, LearnerFunction
from kit.learner.compare import copied, unchanged
from kit.learner.show import is_tokenizer, show
from kit.suite.lesson import Lesson
from kit.tokenizers import loaded


@contextmanager
def left_alone(
    function: LearnerFunction, args: tuple[Any, ...], splitting: bool | None, made: Callable[[], Call]
) -> Iterator[None]:
    """Arguments and tokenizers must be after the block, in which the learner's code runs, what they were before.

    `made` gives the call that the block makes; raises a Lesson on it.
    """
    __tracebackhide__ = True
    before = [copied(arg) for arg in args]
    tokenizers = [arg for arg in args if is_tokenizer(arg)]
    tokenizers += [item for arg in args if type(arg) is dict for item in arg.values() if is_tokenizer(item)]
    elsewhere = function.elsewhere
    states = [{} if elsewhere else loaded.before(tokenizer) for tokenizer in tokenizers]
    if not elsewhere:
        loaded.split(tokenizers, splitting)
    try:
        yield
    finally:
        what: list[str] = [] if elsewhere else loaded.split_otherwise(tokenizers, splitting)
        thorough = loaded.thorough(function.log.made[function.name])
        for tokenizer, old in zip(tokenizers, states, strict=True):
            changes = loaded.changes(tokenizer, old, thorough=thorough)
            what += changes
            loaded.settle(tokenizer)
            if changes and not elsewhere:
                loaded.discard(tokenizer)
    call = made()
    if what:
        cause = "other code uses the same tokenizer and would now get other ids; pass options to the call instead of setting them."
        raise Lesson(call, f"changed the tokenizer ({', '.join(what)})", "the tokenizer left as it was", cause)
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
