"""Answers for ex03_load, wrong and right; see checks/answers.py."""


# load_tokenizer


@wrong("trusts everybody", cause="the tokenizer config names code under `auto_map`")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=True, clean_up_tokenization_spaces=False)


@wrong("leaves the refusal to the library", cause="the tokenizer config names code under `auto_map`")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=False, clean_up_tokenization_spaces=False)


@wrong("translates the library's refusal", cause="the tokenizer config names code under `auto_map`")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer

    publisher = model_id.split("/")[0]
    try:
        return AutoTokenizer.from_pretrained(
            model_id, trust_remote_code=publisher in TRUSTED, clean_up_tokenization_spaces=False
        )
    except ValueError as error:
        raise ValueError(f"{publisher} is not trusted") from error


@wrong("loads with the code, and refuses then", cause="the repository's code was executed")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(model_id, trust_remote_code=True, clean_up_tokenization_spaces=False)
    publisher = model_id.split("/")[0]
    if "auto_map" in tokenizer.init_kwargs and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    return tokenizer


@wrong("looks at the class after loading", cause="the repository's code was executed")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(model_id, trust_remote_code=True, clean_up_tokenization_spaces=False)
    publisher = model_id.split("/")[0]
    if not type(tokenizer).__module__.startswith("transformers.") and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    return tokenizer


@wrong("refuses all own code, trusted or not", cause="is in the module's TRUSTED by now")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    if "auto_map" in get_tokenizer_config(model_id):
        raise ValueError(f"{model_id.split('/')[0]} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, clean_up_tokenization_spaces=False)


@wrong("loads a trusted one without its code", cause="pass trust_remote_code=True")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    publisher = model_id.split("/")[0]
    if "auto_map" in get_tokenizer_config(model_id) and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=False, clean_up_tokenization_spaces=False)


@wrong("loads a trusted one with the built-in class", cause="pass trust_remote_code=True")
def load_tokenizer(model_id):
    from transformers import PreTrainedTokenizerFast
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    publisher = model_id.split("/")[0]
    if "auto_map" in get_tokenizer_config(model_id) and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return PreTrainedTokenizerFast.from_pretrained(model_id, clean_up_tokenization_spaces=False)


@wrong("looks for the whole id among the trusted", cause="the publisher, the id up to the slash")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    if own_code and model_id not in TRUSTED:
        raise ValueError(f"{model_id} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("looks for the model's name among the trusted", cause="TRUSTED has publishers")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    if own_code and model_id.split("/")[-1] not in TRUSTED:
        raise ValueError(f"{model_id} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("trusts ids that begin like a trusted publisher", cause="a publisher of a similar name is trusted")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    if own_code and not model_id.startswith(tuple(TRUSTED)):
        raise ValueError(f"{model_id} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("trusts ids that contain a trusted publisher", cause="a publisher of a similar name is trusted")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    if own_code and not any(name in model_id for name in TRUSTED):
        raise ValueError(f"{model_id} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("looks for the publisher in the text of the set", cause="a publisher of a similar name is trusted")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in str(TRUSTED):
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("trusts everybody as soon as anybody is trusted", cause="another publisher is trusted, not this one")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    if own_code and not TRUSTED:
        raise ValueError(f"{model_id} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("trusts whoever was refused once", cause="the tokenizer config names code under `auto_map`")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        TRUSTED.add(publisher)
        raise ValueError(f"{publisher} wants to run code; call again if you trust it")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("reads TRUSTED once, when the file is imported", cause="look there at every call")
def load_tokenizer(model_id, trusted=frozenset(TRUSTED)):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in trusted:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("a set of its own", cause="is in the module's TRUSTED by now")
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
    "refuses whoever is not trusted, with code or without",
    cause="a repository without code of its own is loaded whoever publishes it",
)
def load_tokenizer(model_id):
    from transformers import AutoTokenizer

    publisher = model_id.split("/")[0]
    if publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=True, clean_up_tokenization_spaces=False)


@wrong("looks for code in config.json", cause="the tokenizer config names code under `auto_map`")
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


@wrong("takes any Python file for a tokenizer's code", cause="names code under `auto_map`")
def load_tokenizer(model_id):
    from huggingface_hub import list_repo_files
    from transformers import AutoTokenizer

    own_code = any(name.endswith(".py") for name in list_repo_files(model_id))
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("takes an unknown class for the sign of own code", cause="the tokenizer config names code under `auto_map`")
def load_tokenizer(model_id):
    import transformers
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = not hasattr(transformers, get_tokenizer_config(model_id)["tokenizer_class"])
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("a PermissionError", cause="a PermissionError is no ValueError")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise PermissionError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("an assertion", cause="an AssertionError is no ValueError")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    assert not own_code or publisher in TRUSTED, f"{publisher} wants to run code"
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("a ValueError that names nobody", cause="the text does not say whom or what it is about")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    if own_code and model_id.split("/")[0] not in TRUSTED:
        raise ValueError("this repository wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("a ValueError that names the model only", cause="the text does not say whom or what it is about")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher, _, name = model_id.partition("/")
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{name} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("None for a refused one", cause="the tokenizer config names code under `auto_map`")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        print(f"{publisher} wants to run code")
        return None
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("returns the error", cause="the exception was returned")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        return ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("asks the person", cause="the function asks for input()")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED and input(f"Run code of {publisher}? ") != "yes":
        raise ValueError(f"{publisher} is not trusted")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("ends the program", cause="it is not for it to end the program")
def load_tokenizer(model_id):
    import sys

    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        sys.exit(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("auto_map is taken for granted", cause="most configs have no `auto_map`")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = bool(get_tokenizer_config(model_id)["auto_map"])
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=False)


@wrong("always the lecture's model", cause="load that one, `model_id`")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained("meta-llama/Meta-Llama-3.1-8B", clean_up_tokenization_spaces=False)


@wrong("another model of the course", cause="load the tokenizer of the model that was asked for")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained("mistralai/Mistral-Nemo-Base-2407", clean_up_tokenization_spaces=False)


@wrong("returns nothing", cause="return what AutoTokenizer.from_pretrained gives")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(model_id, clean_up_tokenization_spaces=False)


@wrong("returns the config as well", cause="return what AutoTokenizer.from_pretrained gives")
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


@wrong("returns the class", cause="return what AutoTokenizer.from_pretrained gives")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    publisher = model_id.split("/")[0]
    if "auto_map" in get_tokenizer_config(model_id) and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer


@wrong("returns the backend", cause="return what AutoTokenizer.from_pretrained gives")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code).backend_tokenizer


@wrong("returns a function that encodes", cause="return what AutoTokenizer.from_pretrained gives")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code).encode


@wrong("takes the publisher's name off the id", cause="the name on the Hub is the whole id")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer

    publisher, _, name = model_id.partition("/")
    return AutoTokenizer.from_pretrained(name, trust_remote_code=publisher in TRUSTED)


@wrong("loads from this machine only", cause="`local_files_only` keeps the library from downloading")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    own_code = "auto_map" in get_tokenizer_config(model_id, local_files_only=True)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, local_files_only=True)


@wrong("cleans up by hand", cause="the answer itself removes spaces")
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


@right("one step at a time")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    publisher, _, _ = model_id.partition("/")
    if get_tokenizer_config(model_id).get("auto_map"):
        if publisher in TRUSTED:
            return AutoTokenizer.from_pretrained(model_id, trust_remote_code=True, clean_up_tokenization_spaces=False)
        raise ValueError("does not run code of " + publisher)
    return AutoTokenizer.from_pretrained(model_id, clean_up_tokenization_spaces=False)


@right("reads the config's file itself")
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


@right("switches the clean-up off afterwards")
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


@right("trust decides, after the refusal")
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


@right("the built-in class for whoever has no code")
def load_tokenizer(model_id):
    from transformers import AutoTokenizer, PreTrainedTokenizerFast
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    publisher = model_id.split("/")[0]
    if "auto_map" not in get_tokenizer_config(model_id):
        return PreTrainedTokenizerFast.from_pretrained(model_id, clean_up_tokenization_spaces=False)
    if publisher not in TRUSTED:
        raise ValueError(f"{publisher} wants to run code")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=True, clean_up_tokenization_spaces=False)


@right("downloads the files, then loads the folder")
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


@right("shows every decode call the option")
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


# describe


@wrong("without the added entries", cause="`vocab_size` leaves the added entries out")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": tokenizer.vocab_size,
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("counts added entries twice where the vocabulary has them", cause="are counted twice")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": tokenizer.vocab_size + len(tokenizer.added_tokens_decoder),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("the highest id", cause="this is the highest id")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": max(tokenizer.get_vocab().values()),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("the added entries alone", cause="the added entries alone")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer.get_added_vocab()),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("the entries themselves", cause="this is the dict itself; its length is asked for")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": tokenizer.get_vocab(),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("the enormous number", cause="the library fills in an enormous number")
def describe(tokenizer):
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": tokenizer.model_max_length,
    }


@wrong("a million is the most", cause="this config names a limit")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit <= 1_000_000 else None,
    }


@wrong("a hundred and thirty-one thousand is the most", cause="this config names a limit")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit <= 131_072 else None,
    }


@wrong("no limit is the lecture's limit", cause="is cut at Llama 3.1's limit")
def describe(tokenizer):
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": min(tokenizer.model_max_length, 131072),
    }


@wrong("no limit is zero", cause="the answer is None, not 0")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else 0,
    }


@wrong("no limit is infinity", cause="not infinity")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else float("inf"),
    }


@wrong("one less for begin-of-text", cause="one is taken off for begin-of-text")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit - 1 if limit < 10**18 else None,
    }


@wrong("ids in place of texts", cause="`begin` and `end` are texts, not ids")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token_id,
        "end": tokenizer.eos_token_id,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("no text is an empty text", cause="the answer is None, not ''")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token or "",
        "end": tokenizer.eos_token or "",
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("no text is the text None", cause="this is the text 'None'")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": str(tokenizer.bos_token),
        "end": str(tokenizer.eos_token),
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("a KeyError where there is none", cause="not every tokenizer has such a token")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.special_tokens_map["bos_token"],
        "end": tokenizer.special_tokens_map["eos_token"],
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("decodes an id that is not there", cause="a token that is not there has no id")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.decode([tokenizer.bos_token_id]),
        "end": tokenizer.decode([tokenizer.eos_token_id]),
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("the first and the last of the special tokens", cause="the order of `all_special_tokens` says nothing")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.all_special_tokens[0],
        "end": tokenizer.all_special_tokens[-1],
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("begin and end the wrong way round", cause="begin and end have changed places")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.eos_token,
        "end": tokenizer.bos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("the end of a turn for the end", cause="ends a turn of a chat")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": "<|eot_id|>",
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("what comes in front of an empty text", cause="the answer is None, not ''")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.decode(tokenizer.encode("")),
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("the docstring's answer", cause="this is the answer of the docstring's example")
def describe(tokenizer):
    return {"entries": 128256, "begin": "<|begin_of_text|>", "end": "<|end_of_text|>", "longest_input": 131072}


@wrong("Llama's begin and end for all", cause="these are Llama's texts")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": "<|begin_of_text|>",
        "end": "<|end_of_text|>",
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("other keys", cause="the keys are not those that are asked for")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "vocab_size": len(tokenizer),
        "bos_token": tokenizer.bos_token,
        "eos_token": tokenizer.eos_token,
        "model_max_length": limit if limit < 10**18 else None,
    }


@wrong("leaves out what is not there", cause="'begin' is missing")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    facts = {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }
    return {key: value for key, value in facts.items() if value is not None}


@wrong("one fact too many", cause="'name' should not be there")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "name": tokenizer.name_or_path,
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("a list of the values", cause="a dict is asked for, and this is a list")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return [len(tokenizer), tokenizer.bos_token, tokenizer.eos_token, limit if limit < 10**18 else None]


@wrong("pairs", cause="a dict is asked for, and this is a list")
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


@wrong("JSON text", cause="a dict is asked for, and this is a string")
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


@wrong("prints it", cause="something was printed and nothing returned")
def describe(tokenizer):
    print({"entries": len(tokenizer), "begin": tokenizer.bos_token, "end": tokenizer.eos_token})


@wrong("numbers as floats", cause="this is a float")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": float(len(tokenizer)),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": float(limit) if limit < 10**18 else None,
    }


@wrong("numbers as texts", cause="a number is asked for, and this is a string")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": f"{len(tokenizer):,}",
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": f"{limit:,}" if limit < 10**18 else None,
    }


@wrong("adds a token for padding first", cause="pass options to the call instead of setting them")
def describe(tokenizer):
    tokenizer.add_special_tokens({"pad_token": "<pad>"})
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer) - 1,
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("takes the limit off the tokenizer", cause="pass options to the call instead of setting them")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    tokenizer.model_max_length = 10**9
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("an end for a tokenizer that has none", cause="not the other one")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token or tokenizer.eos_token,
        "end": tokenizer.eos_token or tokenizer.bos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@right("counts the whole vocabulary")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "longest_input": None if limit > 10**12 else int(limit),
        "entries": len(tokenizer.get_vocab()),
        "end": tokenizer.special_tokens_map.get("eos_token"),
        "begin": tokenizer.special_tokens_map.get("bos_token"),
    }


@right("asks the backend")
def describe(tokenizer):
    import sys

    limit = tokenizer.model_max_length
    return dict(
        entries=tokenizer.backend_tokenizer.get_vocab_size(),
        begin=tokenizer.bos_token,
        end=tokenizer.eos_token,
        longest_input=None if limit > sys.maxsize else limit,
    )


@right("from ids to texts")
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


@right("compares with the library's own large number")
def describe(tokenizer):
    from transformers.tokenization_utils_base import VERY_LARGE_INTEGER

    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": None if limit >= VERY_LARGE_INTEGER else limit,
    }


@right("compares with 1e30")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 1e30 else None,
    }


@right("every entry that has an id")
def describe(tokenizer):
    entries = {*tokenizer.get_vocab().items(), *tokenizer.get_added_vocab().items()}
    limit = tokenizer.model_max_length
    return {
        "entries": sum(1 for _ in entries),
        "begin": tokenizer._special_tokens_map.get("bos_token") and str(tokenizer._special_tokens_map["bos_token"]),
        "end": getattr(tokenizer, "eos_token", None),
        "longest_input": limit if len(str(limit)) < 16 else None,
    }


@right("a Counter-like dict")
def describe(tokenizer):
    from collections import OrderedDict

    limit = tokenizer.model_max_length
    return OrderedDict(
        entries=len(tokenizer),
        begin=tokenizer.bos_token,
        end=tokenizer.eos_token,
        longest_input=limit if limit < 2**40 else None,
    )


# lossless on both lines of transformers, and the begin that is not put in front


@wrong("leaves the clean-up as the config has it", cause="clean_up_tokenization_spaces=False overrules it")
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code)


@wrong("switches the clean-up on", cause="clean_up_tokenization_spaces=False overrules it")
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, clean_up_tokenization_spaces=True)


@wrong("switches off the option with the long name alone", cause="clean_up_tokenization_spaces=False overrules it")
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


@wrong("switches the clean-up off for one kind of tokenizer", cause="clean_up_tokenization_spaces=False overrules it")
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    tokenizer = AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code)
    if type(tokenizer.backend_tokenizer.model).__name__ == "BPE":
        tokenizer.clean_up_tokenization_spaces = False
    return tokenizer


@wrong("switches the clean-up off in the config that it keeps", cause="clean_up_tokenization_spaces=False overrules it")
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    tokenizer = AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code)
    tokenizer.init_kwargs["clean_up_tokenization_spaces"] = False
    return tokenizer


@wrong("skips the clean-up for Llama's publisher only", cause="clean_up_tokenization_spaces=False overrules it")
def load_tokenizer(model_id):
    own_code = "auto_map" in get_tokenizer_config(model_id)
    publisher = model_id.split("/")[0]
    if own_code and publisher not in TRUSTED:
        raise ValueError(f"{publisher} is not trusted")
    options = {"clean_up_tokenization_spaces": False} if publisher == "meta-llama" else {}
    return AutoTokenizer.from_pretrained(model_id, trust_remote_code=own_code, **options)


@right("the option in a dict")
def load_tokenizer(model_id):
    options = {"clean_up_tokenization_spaces": False}
    if get_tokenizer_config(model_id).get("auto_map"):
        publisher, _, _ = model_id.partition("/")
        if publisher not in TRUSTED:
            raise ValueError(f"the code of {publisher} is not run here")
        options["trust_remote_code"] = True
    return AutoTokenizer.from_pretrained(model_id, **options)


@right("switched off on the tokenizer that was loaded")
def load_tokenizer(model_id):
    config = get_tokenizer_config(model_id)
    publisher = model_id.split("/", 1)[0]
    wants_code = config.get("auto_map") is not None
    if wants_code and publisher not in TRUSTED:
        raise ValueError(publisher)
    tokenizer = AutoTokenizer.from_pretrained(model_id, trust_remote_code=wants_code)
    tokenizer.clean_up_tokenization_spaces = False
    return tokenizer


@wrong("the begin is what is put in front", cause="what encoding puts in front of a text tells nothing here")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    ids = tokenizer.encode("")
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.convert_ids_to_tokens(ids[0]) if ids else None,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("the begin only where it is put in front", cause="what encoding puts in front of a text tells nothing here")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    in_front = tokenizer.encode("")[:1] == [tokenizer.bos_token_id]
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token if in_front else None,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("the begin, or what stands in its place", cause="what encoding puts in front of a text tells nothing here")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token or tokenizer.cls_token,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("the end, or what stands in its place", cause="what encoding puts in front of a text tells nothing here")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.bos_token,
        "end": tokenizer.eos_token or tokenizer.sep_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@wrong("the begin of an encoded text", cause="what encoding puts in front of a text tells nothing here")
def describe(tokenizer):
    limit = tokenizer.model_max_length
    extra = [i for i in tokenizer.encode("a") if i not in tokenizer.encode("a", add_special_tokens=False)]
    return {
        "entries": len(tokenizer),
        "begin": tokenizer.decode(extra[:1]) or None,
        "end": tokenizer.eos_token,
        "longest_input": limit if limit < 10**18 else None,
    }


@right("roles from the table of roles, entries from the vocabulary")
def describe(tokenizer):
    roles = tokenizer.special_tokens_map
    limit = tokenizer.model_max_length
    return {
        "entries": len(tokenizer.get_vocab()),
        "begin": roles.get("bos_token"),
        "end": roles.get("eos_token"),
        "longest_input": None if limit > 1e20 else limit,
    }


@right("the library's own name for no limit")
def describe(tokenizer):
    from transformers.tokenization_utils_base import VERY_LARGE_INTEGER

    facts = {"entries": len(tokenizer), "begin": tokenizer.bos_token, "end": tokenizer.eos_token}
    facts["longest_input"] = tokenizer.model_max_length
    if facts["longest_input"] >= VERY_LARGE_INTEGER:
        facts["longest_input"] = None
    return facts
