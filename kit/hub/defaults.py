"""What a fresh practice Hub holds: the course's repositories, under the names they have on the real Hub."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from kit.hub.catalogue import Repository
from kit.tokenizers import small
from kit.tokenizers.model_ids import FILES_OF, INSTRUCT, LLAMA, LLAMA_3, LLAMA_4

FAMILIES_OF = {LLAMA: "llama-3.1", INSTRUCT: "llama-3.1", LLAMA_3: "llama-3", LLAMA_4: "llama-4"}
"""The family whose terms a model has, by the id of its files; one that is not here has none."""

# The repository whose tokenizer carries its own code.
OWN_CODE = "paper-boat/shouting-tokenizer"


def repositories() -> list[Repository]:
    """The repositories, one of each, the same for every Hub of a process; nothing is built or read yet."""
    return list(_repositories())


@cache
def _repositories() -> tuple[Repository, ...]:
    vendor = [Repository(id, FAMILIES_OF.get(files), _folder(files)) for id, files in FILES_OF.items()]
    return *vendor, Repository(OWN_CODE, None, small.own_code_files)


def _folder(model_id: str) -> Callable[[], Mapping[str, Path]]:
    def files() -> dict[str, Path]:
        from kit.tokenizers import (
            vendors,  # only now: the first use of a model builds its files, in about three seconds
        )

        folder = Path(vendors.folder(model_id))
        paths = (path for path in folder.rglob("*") if path.is_file())
        found = {path.relative_to(folder).as_posix(): path for path in paths}
        # A lock or a half-written file beside the real ones would begin with a dot.
        return {name: path for name, path in found.items() if not name.startswith(".")}

    return files
