"""Which models there are, which vendor file each is built from, and what is known about both.

Facts only: nothing here reads a file or imports a package.
"""

from dataclasses import dataclass

FILES: tuple[str, ...] = ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json")
"""What is built for every model. There is no config.json: AutoTokenizer asks for one but does not need it,
and takes one without a version of transformers for a sign of a broken Mistral tokenizer, which it warns
of."""


class VendorError(RuntimeError):
    """A vendor's file is missing, not the one this kit knows, or cannot be turned into the Hub's files.

    The message says what happened and which command mends it.
    """


@dataclass(frozen=True)
class Family:
    """Models whose tokenizers come from one vendor file and are built together."""

    name: str
    label: str
    """What a learner calls it."""
    vendor: str
    package: str
    """The package's name on the index, and the version in which the file was checked."""
    version: str
    module: str
    """The name under which the package is imported."""
    file: str
    """The vendor file, relative to the package's folder, with forward slashes."""
    sha256: str
    recipe: str
    """The module of this package whose `files(source)` builds the family."""
    seconds: int
    """About how long the first build takes, on a laptop."""
    models: tuple[str, ...]


FAMILIES: tuple[Family, ...] = (
    Family(
        name="llama3",
        label="Llama 3.1",
        vendor="Meta",
        package="llama-models",
        version="0.3.0",
        module="llama_models",
        file="llama3/tokenizer.model",
        # Also the SHA-256 of original/tokenizer.model in meta-llama's Llama 3 and 3.1 repositories.
        sha256="82e9d31979e92ab929cd544440f129d9ecd797b69e327f80f17e1c50d5551b55",
        recipe="llama3",
        seconds=4,
        models=(
            "meta-llama/Meta-Llama-3.1-8B",
            "meta-llama/Meta-Llama-3.1-8B-Instruct",
            "meta-llama/Meta-Llama-3-8B",
        ),
    ),
    Family(
        name="llama4",
        label="Llama 4",
        vendor="Meta",
        package="llama-models",
        version="0.3.0",
        module="llama_models",
        file="llama4/tokenizer.model",
        sha256="d0bdbaf59b0762c8c807617e2d8ea51420eb1b1de266df2495be755c8e0ed6ed",
        recipe="llama4",
        seconds=6,
        models=("meta-llama/Llama-4-Scout-17B-16E",),
    ),
    Family(
        name="nemo",
        label="Mistral Nemo",
        vendor="Mistral",
        package="mistral-common",
        version="1.13.1",
        module="mistral_common",
        file="data/tekken_240718.json",
        # Also the SHA-256 of tekken.json in the repository mistralai/Mistral-Nemo-Base-2407.
        sha256="eccd1665d2e477697c33cb7f0daa6f6dfefc57a0a6bceb66d4be52952f827516",
        recipe="nemo",
        seconds=4,
        models=("mistralai/Mistral-Nemo-Base-2407",),
    ),
)

MODELS: tuple[str, ...] = tuple(model for family in FAMILIES for model in family.models)
"""The ids under which the models are known, here and on the Hub."""

PUBLISHED: dict[tuple[str, str], str] = {
    ("meta-llama/Meta-Llama-3.1-8B", "tokenizer.json"): (
        "76e48799b099d43365bd24ccd8ecc5aedac831718da780552f03b0a6eb4412aa"
    ),
    ("meta-llama/Meta-Llama-3.1-8B", "tokenizer_config.json"): (
        "8004530facf809ac432114de2a4dcc65fcb632da5ec16d666091aeb6a2ee444a"
    ),
    ("meta-llama/Meta-Llama-3.1-8B", "special_tokens_map.json"): (
        "462d91939dbc37178aa5a3eae7068d1990ccc92e09f288cc71f42cdf139d69cc"
    ),
    ("meta-llama/Meta-Llama-3.1-8B-Instruct", "tokenizer.json"): (
        "79e3e522635f3171300913bb421464a87de6222182a0570b9b2ccba2a964b2b4"
    ),
}
"""SHA-256 of the files as the Hub publishes them: (model id, file name) to hex digits. The Instruct
repository's other two files are not here: its chat template is our own text."""


def family_of(model_id: str) -> Family:
    """The family that the model belongs to.

    Raises:
        KeyError: there is no such model; the text lists those there are.
    """
    for family in FAMILIES:
        if model_id in family.models:
            return family
    raise KeyError(f"no tokenizer is built for {model_id!r}; the models are {', '.join(MODELS)}")
