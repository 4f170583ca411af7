"""The tokenizers of a run: loaded once, and what of one must be as it was after a learner's call."""

import copy
import socket
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from kit.learner.errors import CannotGrade

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

REACH_SECONDS = 5.0
"""How long the live Hub has to accept a connection before a run says that it cannot be reached."""

_live = False


def use_live_hub() -> None:
    """Load tokenizers from the real Hub with the learner's own login instead of the kit's files."""
    global _live
    _live = True
    load.cache_clear()


@cache
def load(model_id: str):
    """The real tokenizer of a model of the course, parsed once a process (0.5 to 0.7 s each).

    Raises CannotGrade when its files are not to be had.
    """
    if _live:
        return _load_live(model_id)
    from kit.tokenizers import vendors

    try:
        folder = vendors.folder(model_id)
    except vendors.VendorError as error:
        raise CannotGrade(str(error)) from None
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(folder)


def _load_live(model_id: str):
    from huggingface_hub import constants
    from transformers import AutoTokenizer

    address = urlsplit(constants.ENDPOINT)
    port = address.port or {"http": 80}.get(address.scheme, 443)
    try:
        # The client itself would try for most of a minute, silently.
        socket.create_connection((address.hostname or "", port), timeout=REACH_SECONDS).close()
    except OSError as error:
        raise CannotGrade(
            f"The Hub at {constants.ENDPOINT} cannot be reached ({error}). Without --hub=live, no network is needed."
        ) from None
    try:
        return AutoTokenizer.from_pretrained(model_id)
    except OSError as error:
        raise CannotGrade(
            f"{model_id} could not be loaded from {constants.ENDPOINT} with your login: {str(error).splitlines()[0]} "
            f"Log in (`hf auth login`), sign the terms at {constants.ENDPOINT}/{model_id}, or leave --hub=live out."
        ) from None


@cache
def load_files(folder: Path):
    """The tokenizer whose files are in `folder`, parsed once a process."""
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(folder)


@dataclass
class Copy:
    """What is known of a tokenizer that goes by another name than its folder's: the folder, a number, what was added since."""

    folder: Path
    number: int
    added: list[str] = field(default_factory=list)


_copies: "WeakKeyDictionary[PreTrainedTokenizerBase, Copy]" = WeakKeyDictionary()
_numbers = count()


def load_named(folder: Path, name: str):
    """A tokenizer of a test's own from the files in `folder`, with `name` as its `name_or_path`: a copy of what is there."""
    tokenizer = copy.deepcopy(load_files(folder))
    tokenizer.name_or_path = name
    _copies[tokenizer] = Copy(folder, next(_numbers))
    return tokenizer


def add_special(tokenizer: "PreTrainedTokenizerBase", text: str) -> int:
    """Add a special token to a tokenizer of `load_named` between two calls; returns its id."""
    _copies[tokenizer].added.append(text)
    tokenizer.add_tokens([text], special_tokens=True)
    _before.pop(tokenizer, None)
    return tokenizer.convert_tokens_to_ids(text)


def folder_of(tokenizer: "PreTrainedTokenizerBase") -> str:
    """Where the files of a suite's tokenizer are."""
    return str(_copies[tokenizer].folder if tokenizer in _copies else tokenizer.name_or_path)


def named(tokenizer: "PreTrainedTokenizerBase") -> dict[str, Any]:
    """What another process has to know of a tokenizer of `load_named`: its name, what was added since, which copy it is."""
    if (known := _copies.get(tokenizer)) is None:
        return {}
    return {"name": tokenizer.name_or_path, "added": list(known.added), "copy": known.number}


_looked: tuple[object, dict, int] = (None, {}, 0)
"""The backend whose added tokens were looked at last, what they were, and the id that the next one would get."""


def of(tokenizer: "PreTrainedTokenizerBase", *, untouched: bool = False) -> dict[str, object]:
    """All of a tokenizer that another caller would notice if it changed, by the name a message can use.

    `untouched`: the added tokens still have the flags of the last look, if that was at this tokenizer. To copy and
    compare Llama's 256 takes longer than most calls.
    """
    global _looked
    backend = tokenizer.backend_tokenizer
    ordinary = backend.get_vocab_size(with_added_tokens=False)  # with them it takes 0.04 s on tokenizers 0.22
    if not untouched or _looked[0] is not backend:
        added = backend.get_added_tokens_decoder()  # copies; equal when every flag is
        _looked = (backend, added, max([ordinary - 1, *added]) + 1)
    parts = {name: getattr(backend, name) for name in ("normalizer", "pre_tokenizer", "post_processor", "decoder")}
    return {
        "ordinary entries": ordinary,
        "added tokens": (_looked[1], backend.id_to_token(_looked[2])),
        "special tokens": str(sorted(tokenizer.special_tokens_map.items(), key=str)),
        "padding_side": tokenizer.padding_side,
        "truncation_side": tokenizer.truncation_side,
        "model_max_length": tokenizer.model_max_length,
        "chat_template": str(tokenizer.chat_template),
        "clean_up_tokenization_spaces": tokenizer.clean_up_tokenization_spaces,
        "split_special_tokens": getattr(tokenizer, "split_special_tokens", None),
        **{name: part and part.__getstate__() for name, part in parts.items()},
    }


_before: "WeakKeyDictionary[PreTrainedTokenizerBase, dict[str, object]]" = WeakKeyDictionary()


def before(tokenizer: "PreTrainedTokenizerBase") -> dict[str, object]:
    """How a tokenizer was before the first call that got it; one that a call changes is given to no other."""
    if tokenizer not in _before:
        _before[tokenizer] = of(tokenizer)
    return _before[tokenizer]


def thorough(calls: int) -> bool:
    """Whether this call of a function, of so many, is followed by a look at every added token: each eighth is."""
    return calls % 8 == 1


def changes(tokenizer: "PreTrainedTokenizerBase", before: dict[str, object], *, thorough: bool = True) -> list[str]:
    """The names of what is no longer as it was `before`.

    Unless `thorough`, it is enough that no token was added; what it was before still has its flags then.
    """
    now = of(tokenizer, untouched=not thorough)
    return [name for name, value in before.items() if now[name] != value]


def split(tokenizers: list, on: bool | None) -> None:
    """Set in their backends whether text that spells a special token is split; None leaves it as it is."""
    for tokenizer in tokenizers if on is not None else ():
        tokenizer.backend_tokenizer.encode_special_tokens = on


def split_otherwise(tokenizers: list, on: bool | None) -> list[str]:
    """The setting's name once for each tokenizer whose backend no longer has what `split` set."""
    if on is None:
        return []
    changed = [each for each in tokenizers if each.backend_tokenizer.encode_special_tokens != on]
    return [f"backend_tokenizer.encode_special_tokens, which was {on}"] * len(changed)


def settle(tokenizer: "PreTrainedTokenizerBase") -> None:
    """Reset what one call may leave in the backend until the next call sets it anew."""
    backend = tokenizer.backend_tokenizer
    backend.no_padding()
    backend.no_truncation()
    backend.encode_special_tokens = False


def discard(tokenizer: "PreTrainedTokenizerBase") -> None:
    """Forget a tokenizer that a learner's call changed, so that the next test gets a fresh one."""
    load.cache_clear()
    load_files.cache_clear()
    _before.clear()


# Remembered for the many submissions, and runs, that a process grades with the same draws.
def ids(tokenizer: "PreTrainedTokenizerBase", text: str, special: bool = True) -> list[int]:
    """The ids of a text from the backend, begin-of-text included when `special`."""
    return list(_ids(tokenizer, text, special))


@lru_cache(maxsize=10_000)
def _ids(tokenizer: "PreTrainedTokenizerBase", text: str, special: bool) -> tuple[int, ...]:
    settle(tokenizer)
    return tuple(tokenizer.backend_tokenizer.encode(text, add_special_tokens=special).ids)


def text(tokenizer: "PreTrainedTokenizerBase", token_ids: list[int], special: bool = True) -> str:
    """The text of ids from the backend, lossless; special tokens shown when `special`."""
    return _text(tokenizer, tuple(token_ids), special)


@lru_cache(maxsize=10_000)
def _text(tokenizer: "PreTrainedTokenizerBase", token_ids: tuple[int, ...], special: bool) -> str:
    return tokenizer.backend_tokenizer.decode(token_ids, skip_special_tokens=not special)
