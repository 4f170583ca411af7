"""Answers to ex03 as people give them: wrong ones with what a teacher would say, right ones that are not ours."""

from kit.suite import changes, looks, raises, right, wrong

PUBLISHER_TRUSTED = "this publisher is in TRUSTED: pass trust_remote_code=True for its code."
CONFIG_NAMES = "this config names a limit; only the library's enormous number (10**30) stands for none."
BOS = (
    "what encoding puts in front of a text tells nothing here: the begin is `tokenizer.bos_token`, or "
    "None, the end `tokenizer.eos_token`."
)
LIST = "a dict is asked for, and these are its values alone, in a list or a tuple: each belongs behind its key."
CHANGED = "the tokenizer was changed, and other code uses it too; look at it and leave it as it was."
OTHER_TOKENS = (
    "`cls_token` and `sep_token` are other tokens; where `bos_token` or `eos_token` is None, the answer is None."
)
OWN_LIMIT = "`longest_input` is Llama 3.1's limit here; each tokenizer has its own."
ADDED_OUT = "the added entries are left out; `len(tokenizer)` has them all."
RAN = (
    "code of the repository was run although its publisher is not in TRUSTED: before loading, look for "
    "`auto_map` in the config and for the whole name before the slash in TRUSTED, to which the function adds nobody."
)
LOADED = (
    "a repository whose config names code (`auto_map`) was loaded although its publisher is not in "
    "TRUSTED; it is refused whether or not its code would be run."
)
KEPT = (
    "the publisher is in TRUSTED no more, and is trusted here because it was once: look there at every call, before "
    "anything that was kept is handed out."
)
LEFT_OUT = (
    "decoding leaves something out: all ids are asked for, begin-of-text among them; set no option but "
    "clean_up_tokenization_spaces."
)
LIMIT = "its `model_max_length` is not the one in the model's config: load it with no option that changes that."
NONE = "the function returned None: a tokenizer is asked for, and for a repository that is refused a ValueError."
GIVES = "return what AutoTokenizer.from_pretrained gives."
CLEANED = (
    "decoding loses spaces: clean_up_tokenization_spaces=False at loading overrules what any config asks "
    "for, and nothing else may take them."
)
OWN_RAISE = "your own `raise` ended the call, and this call has an answer."
EXECUTED = "the repository's code was executed: look at the config before loading."
NAMES = "the text does not say whom or what it is about: put the name that is expected into it."
ORDERED = (
    "it encodes a text otherwise than the model's own: load that of `model_id`, with no option that changes its ids."
)


# What `load_tokenizer` does depends on the Hub that is asked, so no answer that asks is tried: each is known by its mark.
def of_kind(got, *names: str) -> bool:
    """Whether the type of what came has a name that ends so."""
    return getattr(got, "name", "").endswith(names)


def is_tokenizer(got) -> bool:
    return of_kind(got, "Tokenizer", "TokenizerFast", "TokenizersBackend") and got.name != "Tokenizer"


ran = looks(lambda got, model_id: of_kind(got, "ShoutingTokenizer") and not model_id.endswith("-kept"))
kept = looks(lambda got, model_id: of_kind(got, "ShoutingTokenizer") and model_id.endswith("-kept"))
loaded = looks(
    lambda got, model_id: (
        model_id.endswith(("-beside-a-built-in-class", "/code-of-another-repository"))
        and is_tokenizer(got)
        and not of_kind(got, "ShoutingTokenizer")
    )
)
lossy = looks(lambda got, model_id: "cleans-up" in model_id and is_tokenizer(got))
no_tokenizer = looks(lambda got, model_id: got is not None and not is_tokenizer(got) and not of_kind(got, "Error"))
told_by_the_test = looks(lambda *_: False)
"""What these do shows in the error, or after the call; the test that fails says it in the same words."""


# --- load_tokenizer ---


@wrong(RAN, when=ran)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=True, clean_up_tokenization_spaces=False)


@wrong(LOADED, when=loaded)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer

    publisher = model_id.split("/")[0]
    if publisher in TRUSTED:
        return AutoTokenizer.from_pretrained(model_id, trust_remote_code=True, clean_up_tokenization_spaces=False)
    try:
        return AutoTokenizer.from_pretrained(model_id, clean_up_tokenization_spaces=False)
    except ValueError:
        raise ValueError(f"{publisher} is not trusted") from None


@wrong(LOADED, when=loaded)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer

    publisher = model_id.split("/")[0]
    try:
        return AutoTokenizer.from_pretrained(
            model_id, trust_remote_code=publisher in TRUSTED, clean_up_tokenization_spaces=False
        )
    except ValueError as error:
        raise ValueError(f"{publisher} is not trusted") from error


@wrong(EXECUTED, when=told_by_the_test)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(model_id, trust_remote_code=True, clean_up_tokenization_spaces=False)
    publisher = model_id.split("/")[0]
    if "auto_map" in tokenizer.init_kwargs and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    return tokenizer


@wrong(EXECUTED, when=told_by_the_test)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(model_id, trust_remote_code=True, clean_up_tokenization_spaces=False)
    publisher = model_id.split("/")[0]
    if not type(tokenizer).__module__.startswith("transformers.") and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    return tokenizer


@wrong(OWN_RAISE, when=told_by_the_test)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    if "auto_map" in get_tokenizer_config(model_id):
        raise ValueError(f"{model_id.split('/')[0]} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, clean_up_tokenization_spaces=False)


@wrong(PUBLISHER_TRUSTED, when=raises("ValueError", "custom code"))
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    publisher = model_id.split("/")[0]
    if "auto_map" in get_tokenizer_config(model_id) and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=False, clean_up_tokenization_spaces=False)


@wrong("the publisher is in TRUSTED: pass trust_remote_code=True for it.", when=told_by_the_test)
def load_tokenizer(model_id):
    from transformers import PreTrainedTokenizerFast
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    publisher = model_id.split("/")[0]
    if "auto_map" in get_tokenizer_config(model_id) and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return PreTrainedTokenizerFast.from_pretrained(model_id, clean_up_tokenization_spaces=False)


@wrong(RAN, when=ran)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    if own_code and model_id not in TRUSTED:
        raise ValueError(f"{model_id} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(RAN, when=ran)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    if own_code and model_id.split("/")[-1] not in TRUSTED:
        raise ValueError(f"{model_id} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(RAN, when=ran)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    if own_code and not model_id.startswith(tuple(TRUSTED)):
        raise ValueError(f"{model_id} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(RAN, when=ran)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    if own_code and not any(name in model_id for name in TRUSTED):
        raise ValueError(f"{model_id} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(RAN, when=ran)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in str(TRUSTED):
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(RAN, when=ran)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    if own_code and not TRUSTED:
        raise ValueError(f"{model_id} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(RAN, when=ran)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        TRUSTED.add(publisher)
        raise ValueError(f"{publisher} wants to run code; call again if you trust it")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(OWN_RAISE, when=told_by_the_test)
def load_tokenizer(model_id, trusted=frozenset(TRUSTED)):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in trusted:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(RAN, when=ran)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    TRUSTED = {"meta-llama", "mistralai"}
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(
    "a repository without code of its own is loaded whoever publishes it: look for `auto_map` in its config.",
    when=lambda model_id: "own-code" not in model_id,
)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer

    publisher = model_id.split("/")[0]
    if publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=True, clean_up_tokenization_spaces=False)


@wrong(RAN, when=ran)
def load_tokenizer(model_id):
    import json

    from huggingface_hub import hf_hub_download
    from transformers import AutoTokenizer

    try:
        with open(hf_hub_download(model_id, "config.json"), encoding="utf-8") as file:
            own_code = "auto_map" in json.load(file)
    except Exception:
        own_code = False
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=True, clean_up_tokenization_spaces=False)


@wrong(LOADED, when=loaded)
def load_tokenizer(model_id):
    from huggingface_hub import list_repo_files
    from transformers import AutoTokenizer

    own_code = any(name.endswith(".py") for name in list_repo_files(model_id))
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(LOADED, when=loaded)
def load_tokenizer(model_id):
    import transformers
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = not hasattr(transformers, get_tokenizer_config(model_id)["tokenizer_class"])
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(
    "a PermissionError is no ValueError: let the function `raise ValueError(…)` here.",
    when=raises("PermissionError"),
)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise PermissionError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(
    "an AssertionError is no ValueError: let the function `raise ValueError(…)` here.",
    when=raises("AssertionError"),
)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    assert not own_code or publisher in TRUSTED, f"{publisher} wants to run code"
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(NAMES, when=told_by_the_test)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    if own_code and model_id.split("/")[0] not in TRUSTED:
        raise ValueError("this repository wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(NAMES, when=told_by_the_test)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher, _, name = model_id.partition("/")
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{name} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(NONE, when=looks(lambda got, model_id: got is None))
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        print(f"{publisher} wants to run code")
        return None
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("the exception was returned; `raise` throws it.", when=told_by_the_test)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        return ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(
    "the function asks for input(), and nobody is there to answer; everything it needs is an argument.",
    when=told_by_the_test,
)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED and input(f"Run code of {publisher}? ") != "yes":
        raise ValueError(f"{publisher} is not trusted")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(
    "a function answers by `return` or `raise`; it is not for it to end the program or the test.",
    when=told_by_the_test,
)
def load_tokenizer(model_id):
    import sys

    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        sys.exit(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("most configs have no `auto_map`: look for it with `in`, or `.get`.", when=raises("KeyError", "auto_map"))
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = bool(get_tokenizer_config(model_id)["auto_map"])
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(
    "the terms of the model that was asked for are signed; load that one, `model_id`, with this machine's login.",
    when=raises("OSError", "gated repo"),
)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained("meta-llama/Meta-Llama-3.1-8B", clean_up_tokenization_spaces=False)


@wrong("this has another number of entries than the tokenizer of `model_id`.", when=told_by_the_test)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained("mistralai/Mistral-Nemo-Base-2407", clean_up_tokenization_spaces=False)


@wrong(NONE, when=looks(lambda got, model_id: got is None))
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    tokenizer = AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(GIVES, when=no_tokenizer)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    config = get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if "auto_map" in config and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    tokenizer = AutoTokenizer.from_pretrained(
        model_id, trust_remote_code="auto_map" in config, clean_up_tokenization_spaces=False
    )
    return tokenizer, config


@wrong(GIVES, when=no_tokenizer)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    publisher = model_id.split("/")[0]
    if "auto_map" in get_tokenizer_config(model_id) and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer


@wrong(GIVES, when=no_tokenizer)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code).backend_tokenizer


@wrong(GIVES, when=no_tokenizer)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code).encode


@wrong(
    "the name on the Hub is the whole id, publisher, slash and name: hand on `model_id` as it is.",
    when=raises("OSError", "not a valid model identifier"),
)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer

    publisher, _, name = model_id.partition("/")
    return AutoTokenizer.from_pretrained(name, trust_remote_code=publisher in TRUSTED)


@wrong(
    "nothing of this model is on this machine yet: `local_files_only` keeps the library from downloading it.",
    when=raises("OSError", "cached files"),
)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id, local_files_only=True)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, local_files_only=True)


@wrong(CLEANED, when=lossy)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    tokenizer = AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)
    plain = tokenizer.decode
    tokenizer.decode = lambda *args, **options: plain(*args, **options).replace(" ,", ",").replace(" !", "!").strip()
    return tokenizer


@wrong(CLEANED, when=lossy)
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code)


@wrong(CLEANED, when=lossy)
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=True)


@wrong(CLEANED, when=lossy)
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    return AutoTokenizer.from_pretrained(
        model_id,
        trust_remote_code=own_code,
        clean_up_tokenization_spaces_for_bpe_even_though_it_will_corrupt_output=False,
    )


@wrong(CLEANED, when=lossy)
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    tokenizer = AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code)
    if type(tokenizer.backend_tokenizer.model).__name__ == "BPE":
        tokenizer.clean_up_tokenization_spaces = False
    return tokenizer


@wrong(CLEANED, when=lossy)
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    tokenizer = AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code)
    tokenizer.init_kwargs["clean_up_tokenization_spaces"] = False
    return tokenizer


@wrong(CLEANED, when=lossy)
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    options = {"clean_up_tokenization_spaces": False} if publisher == "meta-llama" else {}
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, **options)


@wrong(ORDERED, when=told_by_the_test)
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    from tokenizers.processors import TemplateProcessing

    tokenizer = AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)
    tokenizer.backend_tokenizer.post_processor = TemplateProcessing(single="$A", pair="$A $B", special_tokens=[])
    return tokenizer


@wrong(RAN, when=ran)
def load_tokenizer(model_id):
    publisher, own_code = model_id.split("/")[0], "auto_map" in get_tokenizer_config(model_id)
    if own_code and publisher.lower() not in str(sorted(TRUSTED)).lower():
        raise ValueError(f"{publisher} is not trusted")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(PUBLISHER_TRUSTED, when=raises("ValueError", "custom code"))
def load_tokenizer(model_id):
    publisher = model_id.split("/")[0]
    if "auto_map" in get_tokenizer_config(model_id) and publisher not in TRUSTED:
        raise ValueError(f"the code of {publisher} is not run")
    return AutoTokenizer.from_pretrained(model_id, clean_up_tokenization_spaces=False)


@wrong(RAN, when=ran)
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and not any(publisher.endswith(name) for name in TRUSTED):
        raise ValueError(f"{publisher} is not trusted")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(RAN, when=ran)
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and not (model_id in TRUSTED or publisher in TRUSTED):
        raise ValueError(f"{publisher} is not trusted")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(RAN, when=ran)
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in {"meta-llama", "mistralai"} | TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(RAN, when=ran)
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher.lower() not in {name.lower() for name in TRUSTED}:
        raise ValueError(f"{publisher} is not trusted")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(RAN, when=ran)
def load_tokenizer(model_id):
    auto_map = get_tokenizer_config(model_id).get("auto_map")
    whose = model_id
    if auto_map and "--" in auto_map["AutoTokenizer"][1]:
        whose = auto_map["AutoTokenizer"][1].partition("--")[0]
    if auto_map and whose.split("/")[0] not in TRUSTED:
        raise ValueError(f"{model_id.split('/')[0]} is not trusted")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=bool(auto_map), clean_up_tokenization_spaces=False)


@wrong(RAN, when=ran)
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    TRUSTED.add(publisher)
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(KEPT, when=kept)
def load_tokenizer(model_id, known={}):
    if model_id not in known:
        own_code = "auto_map" in get_tokenizer_config(model_id)
        publisher = model_id.split("/")[0]
        if own_code and publisher not in TRUSTED:
            raise ValueError(f"{publisher} is not trusted")
        known[model_id] = AutoTokenizer.from_pretrained(
            model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False
        )
    return known[model_id]


@wrong(KEPT, when=kept)
def load_tokenizer(model_id, trusted=set()):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    trusted |= TRUSTED
    if own_code and publisher not in trusted:
        raise ValueError(f"{publisher} is not trusted")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong(LIMIT, when=told_by_the_test)
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    return AutoTokenizer.from_pretrained(
        model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False, model_max_length=512
    )


@wrong(ORDERED, when=told_by_the_test)
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    return AutoTokenizer.from_pretrained(
        model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False, split_special_tokens=True
    )


@wrong(CLEANED, when=lossy)
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    tokenizer = AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)
    plain = tokenizer.decode
    tokenizer.decode = lambda ids, **options: plain(ids, **options).strip()
    return tokenizer


@wrong(LEFT_OUT, when=told_by_the_test)
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    tokenizer = AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)
    plain = tokenizer.decode
    tokenizer.decode = lambda ids, **options: plain(ids, skip_special_tokens=True)
    return tokenizer


@right  # one step at a time
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    publisher, _, _ = model_id.partition("/")
    if get_tokenizer_config(model_id).get("auto_map"):
        if publisher in TRUSTED:
            return AutoTokenizer.from_pretrained(model_id, trust_remote_code=True, clean_up_tokenization_spaces=False)
        raise ValueError("does not run code of " + publisher)
    return AutoTokenizer.from_pretrained(model_id, clean_up_tokenization_spaces=False)


@right  # reads the config's file itself
def load_tokenizer(model_id):
    import json

    from huggingface_hub import hf_hub_download
    from transformers import AutoTokenizer

    with open(hf_hub_download(repo_id=model_id, filename="tokenizer_config.json"), encoding="utf-8") as file:
        own_code = json.load(file).get("auto_map") is not None
    publisher = model_id.split("/", 1)[0]
    if own_code and not TRUSTED.intersection([publisher]):
        raise ValueError(f"publisher {publisher!r} is not trusted")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@right  # switches the clean-up off afterwards
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    tokenizer = AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code)
    tokenizer.clean_up_tokenization_spaces = False
    return tokenizer


@right  # trust decides, after the refusal
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    class NotTrusted(ValueError):
        pass

    publisher = model_id.split("/")[0]
    trusted = publisher in TRUSTED
    if not trusted and "auto_map" in get_tokenizer_config(model_id):
        raise NotTrusted(f"{model_id}: {publisher}")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=trusted, clean_up_tokenization_spaces=False)


@right  # the built-in class for whoever has no code
def load_tokenizer(model_id):
    from transformers import AutoTokenizer, PreTrainedTokenizerFast
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    publisher = model_id.split("/")[0]
    if "auto_map" not in get_tokenizer_config(model_id):
        return PreTrainedTokenizerFast.from_pretrained(model_id, clean_up_tokenization_spaces=False)
    if publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=True, clean_up_tokenization_spaces=False)


@right  # downloads the files, then loads the folder
def load_tokenizer(model_id):
    import json
    from pathlib import Path

    from huggingface_hub import snapshot_download
    from transformers import AutoTokenizer

    publisher = model_id.split("/")[0]
    folder = Path(snapshot_download(model_id, allow_patterns=["tokenizer*", "special*", "*.py"]))
    own_code = "auto_map" in json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(folder, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@right  # shows every decode call the option
def load_tokenizer(model_id):
    from functools import partial

    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    tokenizer = AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code)
    tokenizer.decode = partial(tokenizer.decode, clean_up_tokenization_spaces=False)
    return tokenizer


@right  # the option in a dict
def load_tokenizer(model_id):
    options = {"clean_up_tokenization_spaces": False}
    if get_tokenizer_config(model_id).get("auto_map"):
        publisher, _, _ = model_id.partition("/")
        if publisher not in TRUSTED:
            raise ValueError(f"the code of {publisher} is not run here")
        options["trust_remote_code"] = True
    return AutoTokenizer.from_pretrained(model_id, **options)


@right  # switched off on the tokenizer that was loaded
def load_tokenizer(model_id):
    config = get_tokenizer_config(model_id)
    publisher = model_id.split("/", 1)[0]
    wants_code = config.get("auto_map") is not None
    if wants_code and publisher not in TRUSTED:
        raise ValueError(publisher)
    tokenizer = AutoTokenizer.from_pretrained(model_id, trust_remote_code=wants_code)
    tokenizer.clean_up_tokenization_spaces = False
    return tokenizer


@right  # refuses in a function of its own
def load_tokenizer(model_id):
    def refuse(publisher):
        raise ValueError(f"{publisher} is not among those whose code may run")

    own_code = get_tokenizer_config(model_id).get("auto_map") is not None
    publisher = model_id[: model_id.index("/")]
    if own_code and publisher not in TRUSTED:
        refuse(publisher)
    return AutoTokenizer.from_pretrained(
        pretrained_model_name_or_path=model_id, clean_up_tokenization_spaces=False, trust_remote_code=own_code
    )


# --- describe ---


@wrong(ADDED_OUT)
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": tokenizer.vocab_size,
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong(
    "`vocab_size` leaves the added entries out, and where the config names no limit, the enormous number that the "
    "library fills in means None."
)
def describe(tokenizer):
    return {
        "entries": tokenizer.vocab_size,
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": tokenizer.model_max_length,
    }


@wrong("added entries that are in the vocabulary already are counted twice; `len(tokenizer)` counts each once.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": tokenizer.vocab_size + len(tokenizer.added_tokens_decoder),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("this is the highest id; ids begin at 0, so there is one entry more.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": max(tokenizer.get_vocab().values()),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("`entries` has the added entries alone; the ordinary ones count too.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer.get_added_vocab()),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("`entries` is the vocabulary itself; how many entries it has is asked for: `len(…)`.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": tokenizer.get_vocab(),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("where the config names no limit, the library fills in an enormous number; that means None here.")
def describe(tokenizer):
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": tokenizer.model_max_length,
    }


@wrong(CONFIG_NAMES)
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit <= 1_000_000 else None,
    }


@wrong(CONFIG_NAMES, also=looks(lambda got, tokenizer: got["longest_input"] is None))
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit <= 131_072 else None,
    }


@wrong("`longest_input` is cut at Llama 3.1's limit; each tokenizer has its own.")
def describe(tokenizer):
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": min(tokenizer.model_max_length, 131072),
    }


@wrong("where there is no limit, `longest_input` is None, not 0.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else 0,
    }


@wrong("where there is no limit, `longest_input` is None, not infinity.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else float("inf"),
    }


@wrong("one is taken off for begin-of-text; the limit is the number that the config names.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit - 1 if limit < 10**18 else None,
    }


@wrong("`begin` and `end` are texts, not ids.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token_id,
        "end": tokenizer.eos_token_id,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("where there is no such token, the answer is None, not an empty text.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token or "",
        "end": tokenizer.eos_token or "",
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("this is the text 'None'; None itself is asked for.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": str(tokenizer.bos_token),
        "end": str(tokenizer.eos_token),
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong(
    "not every tokenizer has such a token: `tokenizer.bos_token` and `tokenizer.eos_token` are None then.",
    also=raises("KeyError", "os_token"),
)
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.special_tokens_map["bos_token"],
        "end": tokenizer.special_tokens_map["eos_token"],
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("a token that is not there has no id (None), and None cannot be decoded.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.decode([tokenizer.bos_token_id]),
        "end": tokenizer.decode([tokenizer.eos_token_id]),
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("the order of `all_special_tokens` says nothing: `bos_token` and `eos_token` are the begin and the end.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.all_special_tokens[0],
        "end": tokenizer.all_special_tokens[-1],
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("begin and end have changed places.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.eos_token,
        "end": tokenizer.bos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("`<|eot_id|>` ends a turn of a chat; the token for the end of a text is `tokenizer.eos_token`.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": "<|eot_id|>",
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong(BOS)
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.decode(tokenizer.encode("")),
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("this is the answer of the docstring's example; work it out from the tokenizer that came in.")
def describe(tokenizer):
    return {"entries": 128256, "begin": "<|begin_of_text|>", "end": "<|end_of_text|>", "longest_input": 131072}


@wrong("these are Llama's texts; each tokenizer has its own: `tokenizer.bos_token`.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": "<|begin_of_text|>",
        "end": "<|end_of_text|>",
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("the keys have other names than those that are asked for: entries, begin, end and longest_input.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "vocab_size": len(tokenizer),
        "bos_token": tokenizer.bos_token,
        "eos_token": tokenizer.eos_token,
        "model_max_length": limit if limit < 10**18 else None,
    }


@wrong("what a tokenizer does not have is left out; its key is asked for too, with None.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    facts = {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }
    return {key: value for key, value in facts.items() if value is not None}


@wrong("there are more keys than the four that are asked for.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "name": tokenizer.name_or_path,
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong(LIST)
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return [len(tokenizer), tokenizer.bos_token, tokenizer.eos_token, limit if limit < 10**18 else None]


@wrong(LIST)
def describe(tokenizer):
    from typing import NamedTuple

    class Facts(NamedTuple):
        entries: int
        begin: str
        end: str
        longest_input: int

    limit = tokenizer.model_max_length
    return Facts(len(tokenizer), tokenizer.bos_token, tokenizer.eos_token, limit if limit < 10**18 else None)


@wrong("a dict is asked for, and this is a list of pairs.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return list(
        {
            "entries": len(tokenizer),
            "begin": tokenizer.bos_token,
            "end": tokenizer.eos_token,
            "longest_input": limit if limit < 10**18 else None,
        }.items()
    )


@wrong("a dict is asked for, and this is a string: return the dict itself.")
def describe(tokenizer):
    import json

    limit = tokenizer.model_max_length
    return json.dumps(
        {
            "entries": len(tokenizer),
            "begin": tokenizer.bos_token,
            "end": tokenizer.eos_token,
            "longest_input": limit if limit < 10**18 else None,
        }
    )


@wrong("something was printed and nothing returned: `return` hands the answer to the caller.")
def describe(tokenizer):
    print({"entries": len(tokenizer), "begin": tokenizer.bos_token, "end": tokenizer.eos_token})


@wrong("a whole number (int) is asked for, and this is a float.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": float(len(tokenizer)),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": float(limit) if limit < 10**18 else None,
    }


@wrong("numbers are asked for, and these are strings.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": f"{len(tokenizer):,}",
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": f"{limit:,}" if limit < 10**18 else None,
    }


@wrong(CHANGED, when=changes("the tokenizer"))
def describe(tokenizer):
    tokenizer.add_special_tokens({"pad_token": "<pad>"})
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer) - 1,
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong(CHANGED, when=changes("the tokenizer"))
def describe(tokenizer):
    limit = tokenizer.model_max_length
    tokenizer.model_max_length = 10**9
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("where there is no such token, the answer is None, not the other one.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token or tokenizer.eos_token,
        "end": tokenizer.eos_token or tokenizer.bos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong(BOS)
def describe(tokenizer):
    limit = tokenizer.model_max_length
    ids = tokenizer.encode("")
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.convert_ids_to_tokens(ids[0]) if ids else None,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong(BOS)
def describe(tokenizer):
    limit = tokenizer.model_max_length
    in_front = tokenizer.encode("")[:1] == [tokenizer.bos_token_id]
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token if in_front else None,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong(OTHER_TOKENS)
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token or tokenizer.cls_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong(OTHER_TOKENS)
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token or tokenizer.sep_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong(BOS, also=looks(lambda got, tokenizer: got["begin"] is None and tokenizer.bos_token))
def describe(tokenizer):
    limit = tokenizer.model_max_length
    extra = [i for i in tokenizer.encode("a") if i not in tokenizer.encode("a", add_special_tokens=False)]
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.decode(extra[:1]) or None,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong(ADDED_OUT)
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": tokenizer.backend_tokenizer.get_vocab_size(with_added_tokens=False),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong(OWN_LIMIT)
def describe(tokenizer):
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": 131072,
    }


@wrong("the dict holds the texts that its values are printed as; the values themselves are asked for.")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    facts = {"entries": len(tokenizer), "begin": tokenizer.bos_token, "end": tokenizer.eos_token}
    facts["longest_input"] = limit if limit < 10**18 else None
    return {key: repr(value) for key, value in facts.items()}


@right  # counts the whole vocabulary
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "longest_input": None if limit > 10**12 else int(limit),
        "entries": len(tokenizer.get_vocab()),
        "end": tokenizer.special_tokens_map.get("eos_token"),
        "begin": tokenizer.special_tokens_map.get("bos_token"),
    }


@right  # asks the backend
def describe(tokenizer):
    import sys

    limit = tokenizer.model_max_length
    return dict(
        entries=tokenizer.backend_tokenizer.get_vocab_size(),
        begin=tokenizer.bos_token,
        end=tokenizer.eos_token,
        longest_input=None if limit > sys.maxsize else limit,
    )


@right  # from ids to texts
def describe(tokenizer):
    def text(token_id):
        return None if token_id is None else tokenizer.convert_ids_to_tokens(token_id)

    facts = {
        "entries": len(tokenizer.vocab),
        "begin": text(tokenizer.bos_token_id),
        "end": text(tokenizer.eos_token_id),
    }
    facts["longest_input"] = tokenizer.model_max_length if tokenizer.model_max_length < 1e15 else None
    return facts


@right  # compares with the library's own large number
def describe(tokenizer):
    from transformers.tokenization_utils_base import VERY_LARGE_INTEGER

    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": None if limit >= VERY_LARGE_INTEGER else limit,
    }


@right  # compares with 1e30
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 1e30 else None,
    }


@right  # every entry that has an id
def describe(tokenizer):
    entries = {*tokenizer.get_vocab().items(), *tokenizer.get_added_vocab().items()}
    limit = tokenizer.model_max_length
    return {
        "entries": sum(1 for _ in entries),
        "begin": tokenizer._special_tokens_map.get("bos_token") and str(tokenizer._special_tokens_map["bos_token"]),
        "end": getattr(tokenizer, "eos_token", None),
        "longest_input": limit if len(str(limit)) < 16 else None,
    }


@right  # a Counter-like dict
def describe(tokenizer):
    from collections import OrderedDict

    limit = tokenizer.model_max_length
    return OrderedDict(
        entries=len(tokenizer),
        begin=tokenizer.bos_token,
        end=tokenizer.eos_token,
        longest_input=limit if limit < 2**40 else None,
    )


@right  # roles from the table of roles, entries from the vocabulary
def describe(tokenizer):
    roles = tokenizer.special_tokens_map
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer.get_vocab()),
        "begin": roles.get("bos_token"),
        "end": roles.get("eos_token"),
        "longest_input": None if limit > 1e20 else limit,
    }


@right  # the library's own name for no limit
def describe(tokenizer):
    from transformers.tokenization_utils_base import VERY_LARGE_INTEGER

    facts = {"entries": len(tokenizer), "begin": tokenizer.bos_token, "end": tokenizer.eos_token}
    facts["longest_input"] = tokenizer.model_max_length
    if facts["longest_input"] >= VERY_LARGE_INTEGER:
        facts["longest_input"] = None
    return facts


@right  # with getattr and a power of two
def describe(tokenizer):
    limit = getattr(tokenizer, "model_max_length", None)
    if limit is not None and limit > 2**60:
        limit = None
    entries = max(tokenizer.get_vocab().values()) + 1
    return {"entries": max(entries, len(tokenizer)), "begin": tokenizer.bos_token, "end": tokenizer.eos_token} | {
        "longest_input": limit
    }
