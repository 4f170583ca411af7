"""What the opening cell sets up: which Hub the notebook talks to, an account there, and where `exercises` comes from."""

import atexit
import contextlib
import os
import random
import shutil
import sys
import warnings
from pathlib import Path

from kit import course
from kit.course import workspace
from kit.grading.warm import Warm
from kit.hub import environment
from kit.hub.server import HubError, PracticeHub
from kit.learner import cells
from kit.learner.files import Source
from kit.notebook.live import LivePackage
from kit.suite import LLAMA

ANSWERS = "KIT_ANSWERS"
"""Environment variable: the folder or notebook whose functions the cells call, in place of the opening cell's choice."""

COMPARE = "KIT_COMPARE"
"""Environment variable: `off` keeps an open notebook from saying after each cell whether it printed what it should."""

ALONE = "my-tokenizers"
"""Folder that is made for the answers of a notebook that came without a workspace."""

ACCOUNT = "ada"
"""Name of the notebook's account on the practice Hub; a fixed name, so that outputs can be compared."""


class Refused(RuntimeError):
    """The notebook cannot run as it is; the text says what to do. Shown without a traceback."""

    def _render_traceback_(self) -> list[str]:  # what IPython asks an exception for
        return [f"\033[1mNot set up.\033[0m {self}"]


class Session:
    """An open notebook: its Hub, its account, and the learner's package. Made by `open()`."""

    def __init__(self, source: Source, hub_name: str) -> None:
        self.source = source
        self.hub_name = hub_name
        self.package = LivePackage(source, course.load().slugs)
        self.warm: Warm | None = None
        self._hub: PracticeHub | None = None
        self._token = ""

    def __repr__(self) -> str:  # never the token
        return f"<the {'practice' if self._hub else 'live'} Hub>"

    @property
    def practice_hub(self) -> PracticeHub | None:
        """The practice Hub of this notebook; None on the live Hub."""
        return self._hub

    @property
    def url(self) -> str:
        """The Hub's address."""
        if self._hub is not None:
            return self._hub.url
        from huggingface_hub import constants

        return constants.ENDPOINT

    @property
    def token(self) -> str:
        """The token of the account this notebook uses, for comparison; print `mask_token(hub.token)` at most."""
        if self._hub is not None:
            return self._token
        from huggingface_hub import get_token

        return get_token() or ""

    @property
    def account(self) -> str:
        """The name of the account this notebook uses."""
        if self._hub is not None:
            return ACCOUNT
        from huggingface_hub import whoami

        return whoami()["name"]

    def sign(self, family: str) -> None:
        """Sign a model family's terms for the notebook's account, as a person does on the model's page.

        On the live Hub only you can sign; there this says where.
        """
        if self._hub is None:
            print("On the real Hub only you can sign: on the model's page, while you are logged in.")
            return
        try:
            self._hub.sign(family, ACCOUNT)
        except ValueError as error:
            raise Refused(str(error)) from None

    def unsign(self, family: str) -> None:
        """Take the account's signature back; on the live Hub it stays."""
        if self._hub is not None:
            self._hub.unsign(family, ACCOUNT)

    def llama(self, quiet: bool = False):
        """Llama 3.1's tokenizer as the kit loads it, so that nothing waits for exercise 3; says so unless `quiet`.

        On the live Hub it takes a login and signed terms; without them this says so and returns None.
        """
        try:
            found = self.tokenizer(LLAMA)
        except Exception as error:
            if self._hub is not None:
                raise
            print(
                f"There is no tokenizer yet ({type(error).__name__}): log in, sign the terms, then tokenizer = hub.llama()"
            )
            return None
        if not quiet:
            print("`tokenizer` is Llama 3.1's, as the kit loads it: exercise 3 need not be written for it.")
        return found

    def tokenizer(self, model_id: str):
        """The real tokenizer of a model of the course, whatever state your own load_tokenizer is in."""
        from kit.tokenizers import loaded

        return loaded.load(model_id)

    def describe(self) -> str:
        """Which Hub is in use, in a sentence."""
        if self.hub_name == "practice":
            return "Practice Hub, on this machine. Your own Hub login, token and cache are not used."
        return f"LIVE Hub ({self.url}), with your own login."

    def start(self) -> None:
        """Isolate this process, start the Hub and put `exercises` in place. Refused when it is too late for that."""
        if self.hub_name == "practice":
            self._start_practice()
        else:
            from kit.tokenizers import loaded

            loaded.use_live_hub()
        self.package.collecting = False
        self.package.install()

    def _start_practice(self) -> None:
        if "huggingface_hub.constants" in sys.modules:
            raise Refused(
                "huggingface_hub was imported before the practice Hub could be set up, so it already uses your own "
                "token, cache and the real Hub. Restart the kernel and run this cell first."
            )
        try:
            self.warm = Warm()
            self._hub = PracticeHub(random.Random(1))
            self._hub.start(self.warm.listening.dup())
        except (HubError, OSError) as error:
            raise Refused(str(error)) from None
        atexit.register(self.close)
        # Warnings differ from version to version of the libraries; what goes wrong for good is raised anyway.
        environment.change({"HF_HUB_VERBOSITY": "error", "TRANSFORMERS_VERBOSITY": "error"})
        # tqdm, which huggingface_hub imports, would like a widget library that no exercise needs.
        warnings.filterwarnings("ignore", message="IProgress not found")
        account = self._hub.account(ACCOUNT, role="write")
        self._token = os.environ["HF_TOKEN"] = account.token
        _keep_colab_secret()

    @contextlib.contextmanager
    def paused(self):
        """The Hub's port and private home are free for a forked child of this process in the block."""
        if self.warm is None or self._hub is None:
            yield
            return
        home, kept = self.warm.home, self.warm.home.with_name(self.warm.home.name + "-kept")
        self._hub.stop()
        home.rename(kept)
        try:
            yield
        finally:
            shutil.rmtree(home, ignore_errors=True)
            kept.rename(home)
            self._hub.start(self.warm.listening.dup())

    def close(self) -> None:
        """Undo start() as far as a process can: the port, the private home, the package."""
        self.package.remove()
        cells.discard(self.source)
        if self._hub is not None:
            self._hub.stop()
        if self.warm is not None:
            self.warm.close()


_session: Session | None = None


def open(answers: str = "exercises", *, hub: str | None = None) -> Session:
    """Ready this notebook and say which Hub it uses; returns the session.

    `answers` is the folder of the course whose functions the cells call. Where there is no workspace, the notebook came
    alone: one is made beside it, in ALONE, and becomes the working folder. `hub` is "practice" (the default, also
    set by KIT_HUB) or "live" for the real Hub with your own login; in Colab, live may use the notebook's secret
    HF_TOKEN. Run again, it only says it again. Raises Refused, in words, when it is too late to set up.
    """
    global _session
    chosen = hub or os.environ.get("KIT_HUB") or "practice"
    if chosen not in ("practice", "live"):
        raise Refused(f"there is no Hub {chosen!r}: write practice or live.")
    source = _source(answers)
    if _session is not None:
        if _session.hub_name != chosen:
            raise Refused(f"This notebook runs on the {_session.hub_name} Hub. To change that, restart the kernel.")
        if _session.source.root != source.root:
            raise Refused(f"This notebook runs on {_session.source.root.name}. To change that, restart the kernel.")
    else:
        session = Session(source, chosen)
        session.start()
        _session = session
    print(_session.describe())
    return _session


def current() -> Session | None:
    """The open session, None before `open()`."""
    return _session


def _source(answers: str) -> Source:
    slugs = course.load().slugs
    try:
        root = workspace.find().root if answers == "exercises" else course.ROOT
    except workspace.NoWorkspace:
        root = _make_workspace()
    path = Path(os.environ.get(ANSWERS) or root / answers)
    if not path.exists():
        raise Refused(f'there is nothing named {path.name} here; the opening cell takes "exercises" or "solutions".')
    own = path == root / "exercises"
    if path.suffix == ".ipynb":
        return cells.source(path, slugs)
    return Source(path, submission=not own, slugs=slugs)


def _make_workspace() -> Path:
    """A workspace beside a notebook that came alone. The working folder is its exercises/, as for any lecture notebook."""
    from kit.course import beginning

    root = Path.cwd() / ALONE
    try:
        beginning.make(root)
    except OSError as error:
        raise Refused(
            f"A folder for your answers is needed beside this notebook, and {error.filename or root} cannot be written "
            f"({error.strerror or error}). Put the notebook into a folder of your own, and run this cell again."
        ) from None
    os.chdir(root / "exercises")
    print(f"Your answers are in {ALONE}/exercises, beside this notebook.")
    return root


def _keep_colab_secret() -> None:
    """With the practice Hub, Colab's own secret HF_TOKEN stays where it is: it reads as not there.

    `google.colab.userdata.get(name)` raises SecretNotFoundError(name) for a secret that does not exist.
    """
    if "google.colab" not in sys.modules:
        return
    try:
        from google.colab import userdata
    except ImportError:
        return
    get = userdata.get

    def get_other(name: str):
        if name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"):
            raise userdata.SecretNotFoundError(name)
        return get(name)

    userdata.get = get_other
