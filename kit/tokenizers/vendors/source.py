"""Finding a vendor's file inside its installed package, and making sure that it is the known one."""

import hashlib
import importlib.util
from pathlib import Path

from .models import Family, VendorError, family_of


def source(model_id: str) -> Path:
    """The vendor's file that this model's tokenizer is built from, checked by its SHA-256.

    The package is looked up, not imported. Takes about 5 ms for Llama and 15 ms for Mistral Nemo.

    Raises:
        KeyError: there is no such model.
        VendorError: the package or its file is missing, or the file is not the one this kit knows.
    """
    return family_source(family_of(model_id))


def family_source(family: Family) -> Path:
    """As `source`, for a family."""
    path = _package_folder(family) / family.file
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise VendorError(
            f"{family.label}: {path} cannot be read ({error.strerror or error}). {_mend(family)}"
        ) from None
    if found != family.sha256:
        raise VendorError(
            f"{family.label}: {path} is not the file that this kit knows "
            f"(SHA-256 {found[:12]}…, expected {family.sha256[:12]}…). {_mend(family)}"
        )
    return path


def _package_folder(family: Family) -> Path:
    try:
        spec = importlib.util.find_spec(family.module)
    except (ImportError, ValueError):
        spec = None
    if spec is None or not spec.submodule_search_locations:
        raise VendorError(
            f"{family.label}: {family.vendor}'s package {family.package} is not installed. "
            f"Install it: python -m pip install {family.package}=={family.version}"
        )
    return Path(list(spec.submodule_search_locations)[0])


def _mend(family: Family) -> str:
    return (
        "Install the package again: "
        f"python -m pip install --force-reinstall --no-deps {family.package}=={family.version}"
    )
