"""The learner's machine as an exercise on logging in needs it: environment, working folder, saved token, Colab's secrets.

Colab itself cannot exist here, so `google.colab.userdata` is a stand-in with the real module's interface:
`get(name)` returns the secret or raises SecretNotFoundError, NotebookAccessError or TimeoutException.
"""

import importlib.util
import os
import shutil
import sys
import types
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib.machinery import ModuleSpec
from pathlib import Path

_TOKEN_VARIABLES = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "COLAB_RELEASE_TAG")
_COLAB_MODULES = ("google.colab", "google.colab.userdata", "google.colab.errors")


class Machine:
    """A machine on which nobody has logged in; `close()` gives the real one back.

    `folder` becomes the working directory; `hub_home` is the private HF_HOME of this run (kit/hub/environment).
    """

    def __init__(self, folder: Path, hub_home: Path) -> None:
        self.folder = folder
        self.hub_home = hub_home
        self._environment = dict(os.environ)
        self._cwd = os.getcwd()
        self._endpoint = ""
        self._has_colab: bool | None = None
        self._modules = {name: sys.modules.get(name) for name in ("google", *_COLAB_MODULES)}
        os.chdir(folder)
        self.forget_files()
        for name in _TOKEN_VARIABLES:
            os.environ.pop(name, None)
        self.log_out()
        self.close_colab()

    def log_out(self) -> None:
        """Remove every token an earlier login saved on this machine."""
        for name in ("token", "stored_tokens"):
            (self.hub_home / name).unlink(missing_ok=True)

    def forget_files(self) -> None:
        """Remove what was downloaded: a warm cache would answer in the Hub's place."""
        shutil.rmtree(self.hub_home / "hub", ignore_errors=True)

    def variable(self, name: str) -> str | None:
        """An environment variable, None when it is not set."""
        return os.environ.get(name)

    def set_variable(self, name: str, value: str | None) -> None:
        """Set an environment variable; None unsets it."""
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value

    def write_file(self, name: str, content: str | bytes) -> None:
        """Write a file into the working directory; text as UTF-8, line ends as given."""
        (self.folder / name).write_bytes(content.encode() if isinstance(content, str) else content)

    def save_token(self, token: str) -> None:
        """Save a token where `huggingface_hub.login` saves it."""
        self.hub_home.mkdir(parents=True, exist_ok=True)
        (self.hub_home / "token").write_text(token, encoding="utf-8")

    def saved_token(self) -> str | None:
        """The token an earlier login saved, None when there is none."""
        path = self.hub_home / "token"
        return path.read_text(encoding="utf-8").strip() if path.exists() else None

    def open_colab(self, secrets: dict[str, str], *, shared: bool = True, answered: bool = True) -> None:
        """Make this machine a Colab notebook with these secrets.

        `shared=False`: the notebook may not read them; `answered=False`: nobody answers Colab's question whether it may.
        """
        userdata = _module("google.colab.userdata")

        class SecretNotFoundError(Exception):
            pass

        class NotebookAccessError(Exception):
            pass

        class TimeoutException(Exception):
            pass

        def get(key: str) -> str:
            if key not in secrets:
                raise SecretNotFoundError(f"Secret {key} does not exist.")
            if not answered:
                raise TimeoutException(f"Requesting secret {key} timed out.")
            if not shared:
                raise NotebookAccessError(f"Notebook does not have access to secret {key}")
            return secrets[key]

        for part in (get, SecretNotFoundError, NotebookAccessError, TimeoutException):
            vars(userdata)[part.__name__] = part
        colab = _module("google.colab", package=True)
        vars(colab)["userdata"] = userdata
        if "google" not in sys.modules:
            sys.modules["google"] = _module("google", package=True)
        vars(sys.modules["google"])["colab"] = colab
        sys.modules["google.colab"] = colab
        sys.modules["google.colab.userdata"] = userdata
        os.environ["COLAB_RELEASE_TAG"] = "release-colab"

    def set_endpoint(self, address: str) -> None:
        """Set the library to the Hub at this address, as HF_ENDPOINT with a slash at its end does when it is imported."""
        before = _use_hub_at(address)
        self._endpoint = self._endpoint or before

    def as_here(self) -> AbstractContextManager[None]:
        """The library is set as on this machine in the block; here it is all the time."""
        return nullcontext()

    def close(self) -> None:
        """Put the environment, the working directory and the modules back; nobody is logged in any more."""
        self.log_out()
        os.chdir(self._cwd)
        if self._endpoint:
            self.set_endpoint(self._endpoint)
        for name in set(os.environ) - set(self._environment):
            del os.environ[name]
        os.environ.update(self._environment)
        google = sys.modules.get("google")
        if google is not None and "colab" in vars(google):
            del vars(google)["colab"]
        for name, module in self._modules.items():
            if module is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = module
        if self._modules["google"] is not None and self._modules["google.colab"] is not None:
            vars(self._modules["google"])["colab"] = self._modules["google.colab"]

    def close_colab(self) -> None:
        """Make this machine none of Colab's."""
        # On a real Colab machine the learner's own secrets must stay out of reach of the suites.
        for name in _COLAB_MODULES:
            sys.modules.pop(name, None)
        if self._modules["google"] is None:
            sys.modules.pop("google", None)
        google = sys.modules.get("google")
        if google is not None and "colab" in vars(google):
            del vars(google)["colab"]
        if self._has_colab is None:
            self._has_colab = bool(importlib.util.find_spec("google") and importlib.util.find_spec("google.colab"))
        if self._has_colab:
            sys.modules["google.colab"] = None  # type: ignore[assignment]  # Python's own way to have an import fail


def _use_hub_at(address: str) -> str:
    """Set this process's library to the Hub at an address; returns the one before."""
    from huggingface_hub import constants, file_download, hf_api

    before: str = constants.ENDPOINT
    os.environ["HF_ENDPOINT"] = f"{address}/"
    constants.ENDPOINT = hf_api.api.endpoint = address
    for module in (constants, file_download):  # the clients of transformers 4 have a copy there
        if hasattr(module, "HUGGINGFACE_CO_URL_TEMPLATE"):
            module.HUGGINGFACE_CO_URL_TEMPLATE = address + "/{repo_id}/resolve/{revision}/{filename}"
    return before


@contextmanager
def hub_at(address: str) -> Iterator[None]:
    """The library of this process is set to the Hub at an address in the block."""
    variable, before = os.environ.get("HF_ENDPOINT"), _use_hub_at(address)
    try:
        yield
    finally:
        _use_hub_at(before)
        os.environ.pop("HF_ENDPOINT")
        if variable is not None:
            os.environ["HF_ENDPOINT"] = variable


def _module(name: str, package: bool = False) -> types.ModuleType:
    module = types.ModuleType(name)
    module.__spec__ = ModuleSpec(name, None, is_package=package)
    if package:
        module.__path__ = []
    return module
