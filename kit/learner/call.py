"""One call of a learner's function: what it was, and what came of it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kit.learner.show import is_tokenizer
from kit.learner.snapshot import NOTHING

if TYPE_CHECKING:
    from kit.learner.world import World


@dataclass(eq=False)
class Row:
    """Calls of one function that a suite makes one after the other: another process may get several of them at once.

    `stop`: what comes behind a call that raises is not made, unless the suite goes on to it. `answers` are those that
    have come and were not asked for yet; `singly` when each has to be made by itself from now on.
    """

    calls: "list[Call]"
    stop: bool = True
    singly: bool = False
    answers: "dict[Call, Any]" = field(default_factory=dict)


@dataclass(eq=False)
class Call:
    """What one call was and what came of it."""

    slug: str
    name: str
    args: tuple[Any, ...]
    kwargs: dict[Any, Any]
    result: object = field(default=None, repr=False)  # its own __repr__ is learner code
    error: BaseException | None = None
    output: str = ""
    seconds: float = 0.0
    kept: object = NOTHING
    """What is kept of the result when the call returns: learner code may change the result itself later."""
    changed: list[str] = field(default_factory=list)
    """What it changed of the tokenizers that it was given, by the names a message can use."""
    splitting: bool | None = None
    """What the tokenizers' backend has as `encode_special_tokens` before it, and has to have after it."""
    maker: "Call | None" = None
    """Of a method's call: the call that made the object."""
    judge: Any = field(default=None, repr=False)
    """The suite's expectation of this call (kit/suite/expectation.py), where there is one."""
    row: Row | None = field(default=None, repr=False)
    """Until it is made: the calls that it is one of, where it is one of several."""
    world: "World | None" = field(default=None, repr=False)
    """What the suite had put on the machine that the function looks at, where nothing else is asked."""

    def tokenizers(self) -> list[Any]:
        """The tokenizers among the arguments."""
        found = [arg for arg in self.args if is_tokenizer(arg)]
        return found + [item for arg in self.args if type(arg) is dict for item in arg.values() if is_tokenizer(item)]
