"""What a fresh practice Hub holds: the course's repositories, under the names they have on the real Hub."""

from collections.abc import Callable, Mapping
from pathlib import Path

from kit.hub.catalogue import Repository
from kit.tokenizers import small

# Old names, which lead to the new ones with a redirect, as on the real Hub since Meta renamed them. The
# lecture, and everyone, still uses the old ones.
RENAMED: dict[str, str] = {
    "meta-llama/Meta-Llama-3.1-8B": "meta-llama/Llama-3.1-8B",
    "meta-llama/Meta-Llama-3.1-8B-Instruct": "meta-llama/Llama-3.1-8B-Instruct",
    "meta-llama/Meta-Llama-3.1-70B": "meta-llama/Llama-3.1-70B",
    "meta-llama/Meta-Llama-3.1-70B-Instruct": "meta-llama/Llama-3.1-70B-Instruct",
}

# id, family, and the id under which kit.tokenizers.vendors has the files. All sizes of a model share one tokenizer.
_VENDORS: list[tuple[str, str | None, str]] = [
    ("meta-llama/Llama-3.1-8B", "llama-3.1", "meta-llama/Meta-Llama-3.1-8B"),
    ("meta-llama/Llama-3.1-70B", "llama-3.1", "meta-llama/Meta-Llama-3.1-8B"),
    ("meta-llama/Llama-3.1-8B-Instruct", "llama-3.1", "meta-llama/Meta-Llama-3.1-8B-Instruct"),
    ("meta-llama/Llama-3.1-70B-Instruct", "llama-3.1", "meta-llama/Meta-Llama-3.1-8B-Instruct"),
    ("meta-llama/Meta-Llama-3-8B", "llama-3", "meta-llama/Meta-Llama-3-8B"),
    ("meta-llama/Llama-4-Scout-17B-16E", "llama-4", "meta-llama/Llama-4-Scout-17B-16E"),
    ("mistralai/Mistral-Nemo-Base-2407", None, "mistralai/Mistral-Nemo-Base-2407"),
]

# The repository whose tokenizer carries its own code.
OWN_CODE = "paper-boat/shouting-tokenizer"


def repositories() -> list[Repository]:
    """New repositories, one of each; nothing is built or read yet."""
    vendor = [Repository(id, family, _folder(files)) for id, family, files in _VENDORS]
    return [*vendor, Repository(OWN_CODE, None, small.own_code_files)]


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
