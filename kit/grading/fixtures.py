"""What graded suites ask for by name: real tokenizers, the corpus, the practice Hub, the learner's machine."""

import copy
import random
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kit.grading import alone
from kit.grading.diagnosing import LIVE
from kit.grading.run import RUN
from kit.learner.world import Recorded
from kit.suite import LLAMA
from kit.tokenizers import loaded
from kit.tokenizers.model_ids import INSTRUCT, LLAMA_4, NEMO

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

    from kit.hub.server import PracticeHub
    from kit.learner.machine import Machine


QUIET_TEMPLATE = """\
{{- bos_token -}}
{%- for message in messages -%}
    {{- "<|start_header_id|>" ~ message.role ~ "<|end_header_id|>\\n\\n" -}}
    {%- if loop.first and message.role == "system" -%}{{- "Cutting Knowledge Date: June 2029\\nToday Date: 05 Mar 2031\\n\\n" -}}{%- endif -%}
    {{- message.content | trim ~ "<|eot_id|>" -}}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- "<|start_header_id|>assistant<|end_header_id|>\\n\\n" -}}{%- endif -%}
"""

MODELS = {"llama": LLAMA, "instruct": INSTRUCT, "quiet": INSTRUCT, "llama4": LLAMA_4, "nemo": NEMO}
"""The models of the fixtures that are a tokenizer of the course."""


@pytest.fixture
def llama():
    """Llama 3.1's tokenizer."""
    return loaded.load(LLAMA)


@pytest.fixture
def instruct():
    """Llama 3.1 Instruct's tokenizer, with its chat template."""
    return loaded.load(INSTRUCT)


@pytest.fixture
def quiet(instruct: "PreTrainedTokenizerBase"):
    """Instruct's tokenizer with another chat template: the date header stands only in front of a system message."""
    other = copy.copy(instruct)
    other.chat_template = QUIET_TEMPLATE
    return other


@pytest.fixture
def llama4():
    """Llama 4's tokenizer: other ids, other special tokens."""
    return loaded.load(LLAMA_4)


@pytest.fixture
def nemo():
    """Mistral Nemo's tokenizer."""
    return loaded.load(NEMO)


_small: dict[str, Path] = {}
"""The small tokenizers' folders, by kind, where a warm process has made them for its children."""


def make_small(folder: Path) -> dict[str, Path]:
    """Write the files of the small tokenizers into `folder`; returns the folder of each kind."""
    from kit.tokenizers import small

    kinds = {
        "lowercase": small.lowercase_files(),
        "plain": small.plain_files(begin=None, added={"<x>": False}),
        "spacing": small.plain_files(space_in_front=True),
        "composing": small.plain_files(composing=True),
        "cleaning": small.plain_files(
            config=small.CLEANS_UP, words=(" a", "do", " ,", " !", " ?", " .", "n't", " n't")
        ),
        "wordpiece": small.wordpiece_files(config=small.CLEANS_UP),
        "apart": small.plain_files(added={"<note>": False, "<mark>": True}, added_apart=True),
    }
    folders = {kind: folder / kind for kind in kinds}
    for kind, files in kinds.items():
        _write(folders[kind], files)
    return folders


def warm_up(folders: dict[str, Path]) -> None:
    """In a warm process: parse the small tokenizers that `make_small` made, once for all its children."""
    _small.update(folders)
    for made in _small.values():
        loaded.load_files(made)


@pytest.fixture(scope="session")
def small_folders(tmp_path_factory: pytest.TempPathFactory):
    return _small or make_small(tmp_path_factory.mktemp("small"))


@pytest.fixture
def lowercase(small_folders: dict[str, Path]):
    """A small tokenizer that lower-cases, so that not every text comes back; begins with `<s>`."""
    return loaded.load_files(small_folders["lowercase"])


@pytest.fixture
def plain(small_folders: dict[str, Path]):
    """A small tokenizer that puts nothing in front of a text."""
    return loaded.load_files(small_folders["plain"])


@pytest.fixture
def spacing(small_folders: dict[str, Path]):
    """A small tokenizer that puts a space in front of a text that has none there."""
    return loaded.load_files(small_folders["spacing"])


@pytest.fixture
def composing(small_folders: dict[str, Path]):
    """A small tokenizer that puts a text into Unicode's form NFC, so that a letter and its accent come back as one."""
    return loaded.load_files(small_folders["composing"])


@pytest.fixture
def cleaning(small_folders: dict[str, Path]):
    """A small byte-level tokenizer whose config has a bare `decode` remove spaces before punctuation."""
    return loaded.load_files(small_folders["cleaning"])


@pytest.fixture
def wordpiece(small_folders: dict[str, Path]):
    """A small tokenizer of BERT's kind whose config has a bare `decode` remove spaces before punctuation."""
    return loaded.load_files(small_folders["wordpiece"])


@pytest.fixture
def apart(small_folders: dict[str, Path]):
    """A small tokenizer whose added entries stand behind what was learnt, `<note>` among them, which is not special."""
    return loaded.load_files(small_folders["apart"])


@pytest.fixture
def plain_folder(request: pytest.FixtureRequest):
    """The folder with the files of a small tokenizer (kit/tokenizers/small.py), written once: `plain_folder(added={…})`."""
    run = request.config.stash[RUN]

    def find(**options: Any) -> Path:
        kind = repr(sorted(options.items()))
        if kind not in run.plain:
            place = run.lasting() or request.getfixturevalue("tmp_path_factory").mktemp("plain")
            place = place / f"plain{len(run.plain)}"
            from kit.tokenizers import small

            _write(place, small.plain_files(**options))
            run.plain[kind] = place
        return run.plain[kind]

    return find


def _write(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


@pytest.fixture
def own_tokenizer(plain_folder: Callable[..., Path]):
    """Makes small tokenizers that one test alone has, and may change, all of one name: `own_tokenizer(added={…})`."""
    return lambda **options: loaded.load_named(plain_folder(**options), "lab/tokenizer")


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> random.Random:
    """Random numbers from the run's seed and the test's name: the same for the same seed."""
    return random.Random(f"{request.config.stash[RUN].seed} {request.node.name}")


@pytest.fixture
def note(request: pytest.FixtureRequest):
    """Says a sentence below the closing table, whatever becomes of the test: `note("speed: …")`."""
    slug = request.node.path.stem.removeprefix("test_")
    return lambda text: request.config.stash[RUN].not_here.setdefault(slug, set()).add(text)


@pytest.fixture
def hub(request: pytest.FixtureRequest):
    """The practice Hub in its fresh state: no account, nothing signed."""
    run = request.config.stash[RUN]
    if run.hub is None:
        pytest.skip(
            "graded on the practice Hub only: it needs accounts and terms made for the test (leave --hub=live out)"
        )
    run.hub.forget(random.Random(f"{run.seed} {request.node.name}"))  # whatever tests ran before
    yield run.hub
    run.hub.forget()


@pytest.fixture
def machine(request: pytest.FixtureRequest):
    """A machine on which nobody has logged in, with a cold cache, in an empty working directory."""
    run = request.config.stash[RUN]
    if run.home is None:
        pytest.skip("graded on the practice Hub only: your own login would be in the way (leave --hub=live out)")
    run.package.forget_modules()
    machine = run.machine(lambda: request.getfixturevalue("tmp_path"))
    if LIVE.isdisjoint({*request.fixturenames} - {"machine"}):
        run.package.log.machine = Recorded(machine)
    yield run.package.log.machine or machine
    machine.close()
    run.package.forget_modules()


@pytest.fixture
def mirror(request: pytest.FixtureRequest, hub: "PracticeHub", machine: "Machine"):
    """Sets the library to a Hub whose address has a path, runs the exercise's file anew, and returns that address."""

    def move() -> str:
        address = f"{hub.url}/mirrors/models"
        machine.set_endpoint(address)
        request.config.stash[RUN].package.forget_modules()
        return address

    return move


@pytest.fixture
def hide(request: pytest.FixtureRequest):
    """Makes imports of packages fail for the exercise's code: `hide({"tokenizers"})`."""
    undone = []
    slug = request.path.stem.removeprefix("test_")
    yield lambda libraries: undone.append(request.config.stash[RUN].package.hide(slug, libraries))
    for undo in undone:
        undo()


@pytest.fixture
def signed_model(request: pytest.FixtureRequest):
    """A gated model that this machine's login may use, and its tokenizer to compare with.

    On the practice Hub a small one that nobody has seen, in the lecture's place; on the live Hub Llama 3.1, with
    the learner's own login.
    """
    run = request.config.stash[RUN]
    if run.hub is None or run.home is None:
        return LLAMA, loaded.load(LLAMA)
    from kit.tokenizers import small

    hub, machine, rng = (request.getfixturevalue(name) for name in ("hub", "machine", "rng"))
    model, begin = f"lab-{rng.randrange(10**6)}/gated", f"<begin-{rng.randrange(10**6)}>"
    files = small.plain_files(
        begin=begin, model_max_length=640, words=("I am", " am", " ex", " excited", " to", "iz", "izers")
    )
    hub.publish(model, files, family=f"terms of {model}")
    account = hub.account()
    hub.sign(f"terms of {model}", account)
    machine.save_token(account.token)
    folder = run.home / "gated" / model
    _write(folder, files)
    return model, loaded.load_files(folder)


@pytest.fixture
def imported_anew(request: pytest.FixtureRequest):
    """Call it to have the learner's files imported again, so that what they import is not there already."""
    return request.config.stash[RUN].package.forget_modules


@pytest.fixture
def undisturbed():
    """A context manager in which no other grading of this batch is at work, for what is timed."""
    return alone.alone
