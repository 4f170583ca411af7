"""Answers to ex02 as people give them: wrong ones with what a teacher would say, right ones that are not ours."""

from kit.suite import changes, looks, prints, raises, right, wrong

ANSWER_PRINTED = "the answer was printed, and nobody can use it there: `return` hands it to the caller."
ADDRESS_BELOW = (
    "this is an address below or beside the model's own page; that page is the Hub's address, a slash and the id."
)
PAGE_HUB = "this is a page of the Hub, and not of the model that was asked for."
FIRST_MAY = "this is not the first that may be used in the list that came in; go through it from the front."
LIST_OWN = (
    "the list's own order counts, from its first item on: nothing else, no name and no length, puts one before another."
)
GRANTED = (
    "'granted' is the answer where `auth_check` of this model raises nothing, now: a model's page and its files' names "
    "are open to all, what was downloaded or answered before tells nothing, nor how a download ends."
)
QUIET = "None was returned: that `auth_check` raises nothing is the answer 'granted', so `return` that word behind it."
STATUS = "the status decides, whatever the error's class: 401 is 'sign in', 403 'sign the terms', 404 'not found'; ask `auth_check` of this model, which sends the saved token, at every call and of open models too."
ONLY_404 = (
    "'not found' is for status 404 alone, whatever the error's class (a GatedRepoError is a RepositoryNotFoundError, "
    "too): 401 is 'sign in', 403 'sign the terms'."
)
CATCH = "no access is an answer here, not an error: catch all that `auth_check` raises, a plain HfHubHTTPError with status 401 or 403 too, and return the word for it."
SMALL = "the words are spelled in small letters, as the docstring has them."
STRANGER = "a stranger is not told which models exist: the Hub answers with status 401, and that is 'sign in'."
GATED_FIRST = (
    "a gated model was taken for a missing one: GatedRepoError is a RepositoryNotFoundError too, so its "
    "`except` comes first, and AutoTokenizer hides both in an OSError."
)
OWN_RAISE = "your own `raise` ended the call, and this call has an answer."
PUBLIC = (
    "this is not the address of the Hub in use: huggingface_hub.constants.ENDPOINT says which that is; it is not "
    "always the public one, and HF_ENDPOINT is not always set."
)
STRING = "a string is asked for: the Hub's address, a slash and the model's id, put together as text."
SLASH = (
    "a slash too many stands in front of the model's id: HF_ENDPOINT may end with one, and "
    "huggingface_hub.constants.ENDPOINT does not."
)
ENVIRONMENT = (
    "the address was looked for in the environment, where it is not when the Hub was set in code: "
    "huggingface_hub.constants.ENDPOINT has it."
)
PATH = (
    "the Hub's address may have a path, and it is lost here: huggingface_hub.constants.ENDPOINT as it is,"
    " a slash, and the model's id."
)
NONE_FOUND = (
    "None was returned although one of these may be used: go on to the end of the list, and ask `access` "
    "about each, also where nobody is signed in."
)
SIGNED = (
    "the terms of one of these models are signed by now: ask anew at every call, and whether it may be "
    "used, not whether it is gated."
)
MAY_NOT = "this model may not be used: it may when access says 'granted', and only then."
LIST = "the list that was passed in belongs to the caller; build a new one."

WORDS = ("granted", "sign in", "sign the terms", "not found")


def hub() -> str:
    """The address of the Hub in use."""
    from huggingface_hub import constants

    return constants.ENDPOINT


def around(page: str, model_id: str) -> bool:
    """Whether this is the right address with something round it."""
    return f"{hub()}/{model_id}" in page


def of_kind(got, *names: str) -> bool:
    """Whether the type of what came has a name that ends so."""
    return getattr(got, "name", "").endswith(names)


# What `access` says depends on the Hub that is asked, so no answer that asks is tried: each is known by its mark.
def word(one: str):
    """The mark of an answer that says this where another word is right."""
    return looks(lambda got, model_id: got == one)


gated_not_found = looks(
    lambda got, model_id: got == "not found" and model_id.endswith(("/gated-model", "/Meta-Llama-3-8B", "-16E"))
)
missing_not_found = looks(lambda got, model_id: got == "not found" and model_id.endswith("/no-such-model"))
may_not = looks(
    lambda got, model_ids: (
        got in model_ids
        and (got.endswith(("/gated-model", "/no-such-model")) or got.startswith("meta-llama/") and got == model_ids[0])
    )
)
not_first = looks(lambda got, model_ids: got.startswith("mistralai/") and got != model_ids[0])
signed = looks(
    lambda got, model_ids: (
        got is None
        and model_ids[0].startswith("meta-llama/")
        or got.endswith("/open-model")
        and any(model_id.endswith("/gated-model") for model_id in model_ids)
    )
)
public = looks(
    lambda page, model_id: page.startswith(("https://huggingface.co/", "https://hf.co/")) and page.endswith(model_id)
)
told_by_the_test = looks(lambda *_: False)
"""What these do the message or the test says in the same words."""


# --- access ---


@wrong(GATED_FIRST, when=gated_not_found)
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    try:
        auth_check(model_id)
    except RepositoryNotFoundError as error:
        return "sign in" if error.response.status_code == 401 else "not found"
    except GatedRepoError:
        return "sign the terms"
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms"}[error.response.status_code]
    return "granted"


@wrong(STRANGER, when=missing_not_found)
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    try:
        auth_check(model_id)
    except GatedRepoError as error:
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except RepositoryNotFoundError:
        return "not found"
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms"}[error.response.status_code]
    return "granted"


@wrong(STRANGER, when=missing_not_found)
def access(model_id):
    from huggingface_hub import file_exists
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError

    try:
        found = file_exists(model_id, "tokenizer_config.json")
    except GatedRepoError as error:
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms"}[error.response.status_code]
    return "granted" if found else "not found"


@wrong(ANSWER_PRINTED, when=prints())
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import HfHubHTTPError

    try:
        auth_check(model_id)
        print("granted")
    except HfHubHTTPError as error:
        print({401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code])


@wrong(ONLY_404, when=word("not found"))
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    try:
        auth_check(model_id)
    except RepositoryNotFoundError:
        return "not found"
    except GatedRepoError:
        return "sign the terms"
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms"}[error.response.status_code]
    return "granted"


@wrong(STATUS, when=word("sign the terms"))
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    try:
        auth_check(model_id)
    except GatedRepoError:
        return "sign the terms"
    except RepositoryNotFoundError as error:
        return "sign in" if error.response.status_code == 401 else "not found"
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms"}[error.response.status_code]
    return "granted"


@wrong(CATCH, when=raises("HfHubHTTPError"))
def access(model_id):
    from huggingface_hub import auth_check, get_token
    from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError

    try:
        auth_check(model_id)
    except GatedRepoError:
        return "sign in" if get_token() is None else "sign the terms"
    except RepositoryNotFoundError:
        return "sign in" if get_token() is None else "not found"
    return "granted"


@wrong(STATUS, when=word("sign in"))
def access(model_id):
    from huggingface_hub import auth_check, get_token
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    if get_token() is None:
        return "sign in"
    try:
        auth_check(model_id)
    except GatedRepoError:
        return "sign the terms"
    except RepositoryNotFoundError:
        return "not found"
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms"}[error.response.status_code]
    return "granted"


@wrong(CATCH, when=raises("HfHubHTTPError"))
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError

    try:
        auth_check(model_id)
    except GatedRepoError as error:
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except RepositoryNotFoundError as error:
        return "sign in" if error.response.status_code == 401 else "not found"
    return "granted"


@wrong(ONLY_404, when=word("not found"))
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import GatedRepoError

    try:
        auth_check(model_id)
    except GatedRepoError as error:
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except Exception:
        return "not found"
    return "granted"


@wrong(ONLY_404, when=word("not found"))
def access(model_id):
    try:
        auth_check(model_id)
    except GatedRepoError as error:
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except HfHubHTTPError as error:
        return "sign in" if error.response.status_code == 401 else "not found"
    return "granted"


@wrong(ONLY_404, when=word("not found"))
def access(model_id):
    import httpx
    from huggingface_hub import constants
    from huggingface_hub.utils import build_hf_headers

    address = f"{constants.ENDPOINT}/api/models/{model_id}/auth-check"
    status = httpx.get(address, headers=build_hf_headers()).status_code
    return {200: "granted", 401: "sign in", 403: "sign the terms"}.get(status, "not found")


@wrong(CATCH, when=raises("ValueError", "Force download failed"))
def access(model_id):
    from huggingface_hub import hf_hub_download

    try:
        hf_hub_download(model_id, "tokenizer_config.json", force_download=True)
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@wrong(GRANTED, when=raises("LocalEntryNotFoundError"))
def access(model_id):
    import tempfile

    from huggingface_hub import hf_hub_download

    with tempfile.TemporaryDirectory() as folder:
        try:
            hf_hub_download(model_id, "tokenizer_config.json", local_dir=folder)
        except HfHubHTTPError as error:
            return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@wrong(ONLY_404, when=word("not found"))
def access(model_id):
    from huggingface_hub import auth_check

    try:
        auth_check(model_id)
    except Exception:
        return "not found"
    return "granted"


@wrong(STATUS, when=word("sign in"))
def access(model_id):
    from huggingface_hub import auth_check

    try:
        auth_check(model_id)
    except Exception:
        return "sign in"
    return "granted"


@wrong(CATCH, when=raises("HfHubHTTPError"))
def access(model_id):
    from huggingface_hub import auth_check

    auth_check(model_id)
    return "granted"


@wrong(STATUS, when=word("sign in"))
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import HfHubHTTPError

    try:
        auth_check(model_id)
    except HfHubHTTPError as error:
        return {403: "sign in", 401: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@wrong(STATUS, when=word("sign the terms"))
def access(model_id):
    from huggingface_hub import auth_check

    try:
        auth_check(model_id)
    except Exception as error:
        text = str(error).lower()
        if "gated" in text or "restricted" in text:
            return "sign the terms"
        return "sign in" if "401" in text else "not found"
    return "granted"


@wrong(GRANTED, when=word("granted"))
def access(model_id):
    from huggingface_hub import model_info
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    try:
        model_info(model_id)
    except GatedRepoError as error:
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except RepositoryNotFoundError as error:
        return "sign in" if error.response.status_code == 401 else "not found"
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms"}[error.response.status_code]
    return "granted"


@wrong(STATUS, when=word("sign the terms"))
def access(model_id):
    from huggingface_hub import get_token, model_info
    from huggingface_hub.errors import HfHubHTTPError

    try:
        info = model_info(model_id)
    except HfHubHTTPError as error:
        return "sign in" if error.response.status_code == 401 else "not found"
    if not info.gated:
        return "granted"
    return "sign the terms" if get_token() else "sign in"


@wrong(GRANTED, when=word("granted"))
def access(model_id):
    from huggingface_hub import list_repo_files
    from huggingface_hub.errors import HfHubHTTPError

    try:
        list_repo_files(model_id)
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@wrong(GRANTED, when=word("granted"))
def access(model_id):
    from huggingface_hub import get_token, repo_exists

    try:
        if repo_exists(model_id):
            return "granted"
    except HfHubHTTPError:
        return "sign in"
    return "not found" if get_token() else "sign in"


@wrong(STATUS, when=word("sign the terms"))
def access(model_id):
    from transformers import AutoTokenizer

    try:
        AutoTokenizer.from_pretrained(model_id)
    except OSError:
        return "sign the terms"
    return "granted"


@wrong(ONLY_404, when=word("not found"))
def access(model_id):
    from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError
    from transformers import AutoTokenizer

    try:
        AutoTokenizer.from_pretrained(model_id)
    except GatedRepoError as error:
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except RepositoryNotFoundError as error:
        return "sign in" if error.response.status_code == 401 else "not found"
    except Exception:
        return "not found"
    return "granted"


@wrong(GRANTED, when=word("granted"))
def access(model_id):
    from huggingface_hub.utils import build_hf_headers, get_session

    if get_session().get(f"{constants.ENDPOINT}/{model_id}", headers=build_hf_headers()).status_code == 200:
        return "granted"
    try:
        auth_check(model_id)
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@wrong(
    "another Hub was asked than the one in use; leave the address to the library, or take "
    "huggingface_hub.constants.ENDPOINT.",
    when=raises("ConnectionError"),
    also=raises("ConnectError"),
)
def access(model_id):
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError

    try:
        HfApi(endpoint="http://huggingface.invalid").auth_check(model_id)
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@wrong(STATUS, when=word("sign in"))
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import HfHubHTTPError

    try:
        auth_check(model_id, token=False)
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@wrong(ONLY_404, when=word("not found"))
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import HfHubHTTPError

    try:
        auth_check(model_id, token=True)
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    except OSError:
        return "not found"
    return "granted"


@wrong(GRANTED, when=word("granted"))
def access(model_id):
    return "granted"


@wrong(STATUS, when=word("sign the terms"))
def access(model_id):
    return "sign the terms"


@wrong(STATUS, when=word("sign the terms"))
def access(model_id, known={}):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import HfHubHTTPError

    if model_id not in known:
        try:
            auth_check(model_id)
            known[model_id] = "granted"
        except HfHubHTTPError as error:
            known[model_id] = {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return known[model_id]


@wrong(SMALL, when=looks(lambda got, model_id: got not in WORDS and got.lower() in WORDS))
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import HfHubHTTPError

    try:
        auth_check(model_id)
    except HfHubHTTPError as error:
        return {401: "Sign in", 403: "Sign the terms", 404: "Not found"}[error.response.status_code]
    return "Granted"


@wrong(QUIET, when=looks(lambda got, model_id: got is None))
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import HfHubHTTPError

    try:
        auth_check(model_id)
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]


@wrong(QUIET, when=looks(lambda got, model_id: got is None))
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import HfHubHTTPError

    try:
        return auth_check(model_id)
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]


@wrong("a string is asked for, and this is True or False.", when=looks(lambda got, model_id: type(got) is bool))
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import HfHubHTTPError

    try:
        auth_check(model_id)
    except HfHubHTTPError:
        return False
    return True


@wrong("this is the status; one of the four words is asked for.", when=looks(lambda got, model_id: type(got) is int))
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import HfHubHTTPError

    try:
        auth_check(model_id)
    except HfHubHTTPError as error:
        return error.response.status_code
    return 200


@wrong(
    "there is more than the answer; one of the four words alone is asked for.",
    when=looks(lambda got, model_id: got.lower() not in WORDS and got.lower().startswith(WORDS)),
)
def access(model_id):
    from huggingface_hub import auth_check, constants
    from huggingface_hub.errors import HfHubHTTPError

    try:
        auth_check(model_id)
    except HfHubHTTPError as error:
        answers = {401: "sign in", 403: f"sign the terms at {constants.ENDPOINT}/{model_id}", 404: "not found"}
        return answers[error.response.status_code]
    return "granted"


@wrong(STATUS, when=word("sign in"))
def access(model_id):
    from huggingface_hub import auth_check, whoami
    from huggingface_hub.errors import HfHubHTTPError

    try:
        auth_check(model_id)
    except HfHubHTTPError as error:
        if error.response.status_code == 403 and whoami()["auth"]["accessToken"]["role"] == "fineGrained":
            return "sign in"
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@wrong(
    "a function answers by `return` or `raise`; it is not for it to end the program or the test.",
    when=raises("Ended"),
)
def access(model_id):
    import sys

    from huggingface_hub import auth_check

    try:
        auth_check(model_id)
    except Exception as error:
        sys.exit(str(error))
    return "granted"


@wrong(OWN_RAISE, when=raises("OSError", "not granted"))
def access(model_id):
    from huggingface_hub import auth_check

    try:
        auth_check(model_id)
    except Exception as error:
        raise OSError("not granted") from error
    return "granted"


@wrong(GRANTED, when=word("granted"), also=raises("LocalEntryNotFoundError"))
def access(model_id):
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    try:
        hf_hub_download(model_id, "tokenizer_config.json")
    except GatedRepoError as error:
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except RepositoryNotFoundError as error:
        return "sign in" if error.response.status_code == 401 else "not found"
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms"}[error.response.status_code]
    return "granted"


@wrong(GRANTED, when=word("granted"))
def access(model_id, _f=access, _c=set()):
    if model_id in _c:
        return "granted"
    a = _f(model_id)
    if a == "granted":
        _c.add(model_id)
    return a


@wrong(STRANGER, when=missing_not_found)
def access(model_id, _f=access):
    from huggingface_hub import get_token, whoami

    a = _f(model_id)
    if a == "sign in" and get_token():
        try:
            whoami()
        except Exception:
            return "not found" if "no-such" in model_id else a
    return a


@wrong(GRANTED, when=word("granted"), also=raises("LocalEntryNotFoundError"))
def access(model_id):
    from huggingface_hub import hf_hub_download

    try:
        hf_hub_download(model_id, "tokenizer_config.json")
    except GatedRepoError as error:
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except RepositoryNotFoundError as error:
        return "sign in" if error.response.status_code == 401 else "not found"
    except HfHubHTTPError as error:
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    return "granted"


@wrong(GRANTED, when=word("granted"), also=raises("LocalEntryNotFoundError"))
def access(model_id):
    from huggingface_hub import hf_hub_download, try_to_load_from_cache

    if isinstance(try_to_load_from_cache(model_id, "tokenizer_config.json"), str):
        return "granted"
    try:
        auth_check(model_id)
        hf_hub_download(model_id, "tokenizer_config.json")
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@wrong(CATCH, when=raises("HfHubHTTPError"))
def access(model_id):
    try:
        auth_check(model_id)
    except GatedRepoError as error:
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except RepositoryNotFoundError as error:
        return "sign in" if error.response.status_code == 401 else "not found"
    except HfHubHTTPError as error:
        if error.response.status_code == 401:
            return "sign in"
        raise
    return "granted"


@wrong(STATUS, when=word("sign in"))
def access(model_id):
    try:
        auth_check(model_id)
    except GatedRepoError as error:
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except RepositoryNotFoundError as error:
        return "sign in" if error.response.status_code == 401 else "not found"
    except HfHubHTTPError:
        return "sign in"
    return "granted"


@wrong(ONLY_404, when=word("not found"))
def access(model_id):
    try:
        auth_check(model_id)
    except GatedRepoError as error:
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except Exception:
        from huggingface_hub import get_token

        return "sign in" if get_token() is None else "not found"
    return "granted"


@wrong(QUIET, when=looks(lambda got, model_id: got is None))
def access(model_id):
    try:
        if auth_check(model_id):
            return "granted"
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]


@wrong(GRANTED, when=word("granted"))
def access(model_id, granted=set()):
    if model_id in granted:
        return "granted"
    try:
        auth_check(model_id)
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    granted.add(model_id)
    return "granted"


@wrong(GRANTED, when=word("granted"))
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    try:
        auth_check(model_id)
    except GatedRepoError as error:
        if "awaiting" in str(error):
            return "granted"
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except RepositoryNotFoundError as error:
        return "sign in" if error.response.status_code == 401 else "not found"
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms"}[error.response.status_code]
    return "granted"


@wrong(GRANTED, when=word("granted"), also=raises("LocalEntryNotFoundError"))
def access(model_id):
    from huggingface_hub import snapshot_download

    try:
        snapshot_download(model_id, allow_patterns="tokenizer_config.json")
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@wrong(QUIET, when=looks(lambda got, model_id: got is None))
def access(model_id):
    try:
        auth_check(model_id)
    except HfHubHTTPError as error:
        if error.response.status_code == 401:
            return "sign in"
        if error.response.status_code == 403:
            return "sign the terms"
        return "not found"
    else:
        "granted"


@wrong(STATUS, when=word("sign the terms"))
def access(model_id):
    try:
        auth_check(model_id)
        answer = "granted"
    except RepositoryNotFoundError as error:
        answer = "not found" if "gated" not in str(error) else "sign the terms"
    except HfHubHTTPError:
        answer = "sign in"
    return answer


@right  # the status code alone
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import HfHubHTTPError

    try:
        auth_check(model_id)
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@right  # through the API object
def access(model_id):
    from huggingface_hub import HfApi
    from huggingface_hub.utils import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    api = HfApi()
    try:
        api.auth_check(model_id)
    except HfHubHTTPError as error:
        if error.response.status_code == 401:
            return "sign in"
        if isinstance(error, GatedRepoError) or error.response.status_code == 403:
            return "sign the terms"
        if isinstance(error, RepositoryNotFoundError):
            return "not found"
        raise
    else:
        return "granted"


@right  # asks about a small file
def access(model_id):
    from huggingface_hub import get_hf_file_metadata, hf_hub_url
    from huggingface_hub.errors import HfHubHTTPError

    try:
        get_hf_file_metadata(hf_hub_url(model_id, "tokenizer_config.json"))
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@right  # asks about config.json
def access(model_id):
    from huggingface_hub import get_hf_file_metadata, hf_hub_url
    from huggingface_hub.errors import EntryNotFoundError, HfHubHTTPError

    try:
        get_hf_file_metadata(hf_hub_url(model_id, "config.json"))
    except EntryNotFoundError:
        return "granted"
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@right  # the library's session
def access(model_id):
    from huggingface_hub import constants
    from huggingface_hub.utils import build_hf_headers, get_session

    address = f"{constants.ENDPOINT}/api/models/{model_id}/auth-check"
    status = get_session().get(address, headers=build_hf_headers()).status_code
    if status == 200:
        return "granted"
    return "sign in" if status == 401 else "sign the terms" if status == 403 else "not found"


@right  # asks who it is first
def access(model_id):
    from huggingface_hub import auth_check, get_token, whoami
    from huggingface_hub.errors import HfHubHTTPError, RepositoryNotFoundError, GatedRepoError

    known = False
    if get_token():
        try:
            whoami()
            known = True
        except Exception:
            return "sign in"
    try:
        auth_check(model_id)
    except GatedRepoError:
        return "sign the terms" if known else "sign in"
    except RepositoryNotFoundError:
        return "not found" if known else "sign in"
    except HfHubHTTPError:
        return "sign the terms" if known else "sign in"
    return "granted"


@right  # the file exists or the error tells
def access(model_id):
    from huggingface_hub import file_exists, get_token, repo_exists
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError

    try:
        if not repo_exists(model_id):
            return "not found" if get_token() else "sign in"
        file_exists(model_id, "README.md")
    except GatedRepoError as error:
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except HfHubHTTPError as error:
        if error.response.status_code == 401:
            return "sign in"
        if error.response.status_code == 403:
            return "sign the terms"
        raise
    return "granted"


@right  # unwraps what AutoTokenizer hides
def access(model_id):
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError
    from transformers.models.auto.tokenization_auto import get_tokenizer_config

    try:
        get_tokenizer_config(model_id)
        auth_check(model_id)
    except (OSError, HfHubHTTPError) as error:
        while error is not None and not isinstance(error, HfHubHTTPError):
            error = error.__cause__ or error.__context__
        if error is None:
            raise
        if error.response.status_code == 401:
            return "sign in"
        return "sign the terms" if error.response.status_code == 403 else "not found"
    return "granted"


@right  # goes by the status alone, in a table
def access(model_id):
    try:
        auth_check(model_id)
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@right  # asks for a file's description
def access(model_id):
    from huggingface_hub import get_hf_file_metadata, hf_hub_url

    try:
        get_hf_file_metadata(hf_hub_url(model_id, "tokenizer_config.json"))
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@right  # the API object's own check
def access(model_id):
    from huggingface_hub import HfApi

    try:
        HfApi().auth_check(repo_id=model_id, repo_type="model")
        return "granted"
    except HfHubHTTPError as error:
        status = error.response.status_code
    if status == 401:
        return "sign in"
    return "sign the terms" if status == 403 else "not found"


@right  # asks for a file
def access(model_id):
    from huggingface_hub import get_hf_file_metadata, hf_hub_url, model_info
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    try:
        name = model_info(model_id).siblings[0].rfilename
        get_hf_file_metadata(hf_hub_url(model_id, name))
    except GatedRepoError as error:
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except RepositoryNotFoundError as error:
        return "sign in" if error.response.status_code == 401 else "not found"
    except HfHubHTTPError as error:
        if error.response.status_code == 401:
            return "sign in"
        if error.response.status_code == 403:
            return "sign the terms"
        raise
    return "granted"


@right  # a table of statuses, and what is left is an error
def access(model_id):
    answers = {401: "sign in", 403: "sign the terms", 404: "not found"}
    try:
        auth_check(model_id)
    except HfHubHTTPError as error:
        answer = answers.get(error.response.status_code)
        if answer is None:
            raise
        return answer
    else:
        return "granted"


# --- terms_page ---


@wrong(ANSWER_PRINTED, when=prints())
def terms_page(model_id):
    from huggingface_hub import constants

    print(f"{constants.ENDPOINT}/{model_id}")


@wrong(PUBLIC, when=public)
def terms_page(model_id):
    return f"https://huggingface.co/{model_id}"


@wrong(PUBLIC, when=public)
def terms_page(model_id):
    return "https://hf.co/" + model_id


@wrong(PUBLIC, when=public)
def terms_page(model_id):
    import os

    return f"{os.environ.get('HF_HUB', 'https://huggingface.co')}/{model_id}"


@wrong(
    ADDRESS_BELOW,
    when=looks(
        lambda page, model_id: page.startswith(f"{hub()}/") and model_id in page and page != f"{hub()}/{model_id}"
    ),
)
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/models/{model_id}"


@wrong(
    ADDRESS_BELOW,
    when=looks(
        lambda page, model_id: page.startswith(f"{hub()}/") and model_id in page and page != f"{hub()}/{model_id}"
    ),
)
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/api/models/{model_id}"


@wrong(
    ADDRESS_BELOW,
    when=looks(
        lambda page, model_id: page.startswith(f"{hub()}/") and model_id in page and page != f"{hub()}/{model_id}"
    ),
)
def terms_page(model_id):
    from huggingface_hub import hf_hub_url

    return hf_hub_url(model_id, "LICENSE")


@wrong(
    ADDRESS_BELOW,
    when=looks(
        lambda page, model_id: page.startswith(f"{hub()}/") and model_id in page and page != f"{hub()}/{model_id}"
    ),
)
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/{model_id}/tree/main"


@wrong(
    PAGE_HUB,
    when=looks(lambda page, model_id: page.startswith(f"{hub()}/") and model_id.partition("/")[0] not in page),
)
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/settings/gated-repos"


@wrong(
    "this is the publisher's page; the terms are on the page of the model, so the whole id belongs into the address.",
)
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/{model_id.split('/')[0]}"


@wrong("the publisher is missing in the address: the whole id belongs into it.")
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/{model_id.split('/')[1]}"


@wrong("a slash is missing between the Hub's address and the model's id.")
def terms_page(model_id):
    from huggingface_hub import constants

    return constants.ENDPOINT + model_id


@wrong("the slash in the model's id stays a slash: the address needs no escaping here.")
def terms_page(model_id):
    from urllib.parse import quote_plus

    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/{quote_plus(model_id)}"


@wrong("the slash in the model's id stays a slash in the address too.")
def terms_page(model_id):
    return f"{constants.ENDPOINT}/{model_id.replace('/', '--')}"


@wrong(STRING, when=looks(lambda got, model_id: of_kind(got, "URL", "Path")))
def terms_page(model_id):
    import httpx

    return httpx.URL(f"{constants.ENDPOINT}/{model_id}")


@wrong(STRING, when=looks(lambda got, model_id: of_kind(got, "URL", "Path")))
def terms_page(model_id):
    from pathlib import PurePosixPath

    return PurePosixPath(constants.ENDPOINT) / model_id


@wrong("the id is not the one that came in: the terms are on the model's own page, with the whole id in its address.")
def terms_page(model_id):
    return f"{constants.ENDPOINT}/{model_id.removesuffix('-Instruct')}"


@wrong(
    "None was returned: each model has its page, with terms that are signed, with others, or without; no need to ask.",
    when=looks(lambda got, model_id: got is None),
)
def terms_page(model_id):
    return None if access(model_id) == "granted" else f"{constants.ENDPOINT}/{model_id}"


@wrong("the address is in small letters; the model's id is spelled as it is.")
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/{model_id}".lower()


@wrong("a slash of the Hub's address is lost: it is no path of the file system.")
def terms_page(model_id):
    from pathlib import PurePosixPath

    from huggingface_hub import constants

    return str(PurePosixPath(constants.ENDPOINT) / model_id)


@wrong("the Hub's address begins with `http`; it goes in front as huggingface_hub.constants.ENDPOINT spells it.")
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT.partition('://')[2]}/{model_id}"


@wrong("`https` was put in front; the Hub's address goes there as huggingface_hub.constants.ENDPOINT spells it.")
def terms_page(model_id):
    from urllib.parse import urlsplit

    from huggingface_hub import constants

    return f"https://{urlsplit(constants.ENDPOINT).netloc}/{model_id}"


@wrong("this is the address of the docstring's model; the page of the model that was asked for is meant.")
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/meta-llama/Meta-Llama-3.1-8B"


@wrong("the address is asked for as it is, with nothing round it.")
def terms_page(model_id):
    from huggingface_hub import constants

    return f"[{model_id}]({constants.ENDPOINT}/{model_id})"


@wrong("this is the name of the constant in quotes; its value is the Hub's address.")
def terms_page(model_id):
    return "huggingface_hub.constants.ENDPOINT/" + model_id


@wrong("these are the parts of the address; one string is asked for.")
def terms_page(model_id):
    from huggingface_hub import constants

    return constants.ENDPOINT, model_id


@wrong("these are bytes; a string is asked for: `.decode()` makes one.")
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/{model_id}".encode()


@wrong(PUBLIC, when=public)
def terms_page(model_id):
    import os

    return os.environ.get("HF_ENDPOINT", "https://huggingface.co").rstrip("/") + f"/{model_id}"


@wrong(ENVIRONMENT, when=raises("KeyError", "HF_ENDPOINT"))
def terms_page(model_id):
    import os

    return f"{os.environ['HF_ENDPOINT']}/{model_id}"


@wrong(PUBLIC, when=public)
def terms_page(model_id):
    import os

    return f"{os.environ.get('HF_ENDPOINT', 'https://huggingface.co').rstrip('/')}/{model_id}"


@wrong(PATH)
def terms_page(model_id):
    from urllib.parse import urljoin

    return urljoin(constants.ENDPOINT, model_id)


@wrong(PATH)
def terms_page(model_id):
    from urllib.parse import urljoin

    return urljoin(constants.ENDPOINT, f"/{model_id}")


@wrong(PATH)
def terms_page(model_id):
    from urllib.parse import urlsplit

    hub = urlsplit(constants.ENDPOINT)
    return f"{hub.scheme}://{hub.netloc}/{model_id}"


@wrong(SLASH, when=looks(lambda page, model_id: "//" in page.partition("://")[2]))
def terms_page(model_id):
    import os

    return f"{os.getenv('HF_ENDPOINT') or constants.ENDPOINT}/{model_id}"


@wrong(SLASH)
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}//{model_id}"


@right  # joined
def terms_page(model_id):
    from huggingface_hub import constants

    return "/".join([constants.ENDPOINT, model_id])


@right  # the API object's endpoint
def terms_page(model_id):
    from huggingface_hub import HfApi

    return HfApi().endpoint.rstrip("/") + "/" + model_id


@right  # the beginning of a file's address
def terms_page(model_id):
    from huggingface_hub import hf_hub_url

    return hf_hub_url(model_id, "README.md").split("/resolve/")[0]


@right  # urljoin
def terms_page(model_id):
    from urllib.parse import urljoin

    from huggingface_hub.constants import ENDPOINT

    return urljoin(ENDPOINT + "/", model_id)


@right  # with a slash at the end
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/{model_id}/"


@right  # escaped where needed
def terms_page(model_id):
    from urllib.parse import quote, urlsplit, urlunsplit

    from huggingface_hub import constants

    parts = urlsplit(constants.ENDPOINT)
    return urlunsplit((parts.scheme, parts.netloc, f"{parts.path.rstrip('/')}/{quote(model_id)}", "", ""))


@right  # the library's address, as it was when the file was read
def terms_page(model_id, hub=constants.ENDPOINT):
    return hub + "/" + model_id


@right  # the API object's address
def terms_page(model_id):
    from huggingface_hub import HfApi

    return "/".join([HfApi().endpoint, model_id])


@right  # a file's address, up to the model's id
def terms_page(model_id):
    from huggingface_hub import hf_hub_url

    return hf_hub_url(model_id, "config.json").partition("/resolve/")[0]


@right  # urljoin with a slash at the end
def terms_page(model_id):
    from urllib.parse import urljoin

    return urljoin(constants.ENDPOINT + "/", model_id)


@right  # by a format
def terms_page(model_id):
    return "{}/{}".format(constants.ENDPOINT, model_id)


# --- first_available ---


@wrong(
    "where none may be used the answer is None, and this is the last of the list.",
    when=looks(lambda got, model_ids: got == model_ids[-1] and got.startswith("meta-llama/") and len(model_ids) == 2),
)
def first_available(model_ids):
    for model_id in model_ids:
        if access(model_id) == "granted":
            return model_id
    return model_ids[-1] if model_ids else None


@wrong(SIGNED, when=signed)
def first_available(model_ids):
    from huggingface_hub import model_info

    for model_id in model_ids:
        try:
            if not model_info(model_id).gated:
                return model_id
        except Exception:
            continue
    return None


@wrong(ANSWER_PRINTED, when=prints())
def first_available(model_ids):
    for model_id in model_ids:
        if access(model_id) == "granted":
            print(model_id)
            break


@wrong(SIGNED, when=signed)
def first_available(model_ids, known={}):
    for model_id in model_ids:
        if model_id not in known:
            known[model_id] = access(model_id)
        if known[model_id] == "granted":
            return model_id
    return None


@wrong(FIRST_MAY, when=not_first)
def first_available(model_ids):
    found = None
    for model_id in model_ids:
        if access(model_id) == "granted":
            found = model_id
    return found


@wrong(FIRST_MAY, when=not_first)
def first_available(model_ids):
    for model_id in sorted(model_ids, reverse=True):
        if access(model_id) == "granted":
            return model_id
    return None


@wrong(MAY_NOT, when=may_not)
def first_available(model_ids):
    return model_ids[0] if model_ids else None


@wrong(MAY_NOT, when=may_not)
def first_available(model_ids):
    for model_id in model_ids:
        if access(model_id):
            return model_id
    return None


@wrong(MAY_NOT, when=may_not)
def first_available(model_ids):
    for model_id in model_ids:
        if access(model_id) != "not found":
            return model_id
    return None


@wrong(NONE_FOUND, when=looks(lambda got, model_ids: got is None))
def first_available(model_ids):
    for model_id in model_ids:
        if access(model_id) == "granted":
            return model_id
        else:
            return None


@wrong(MAY_NOT, when=may_not)
def first_available(model_ids):
    from huggingface_hub import model_info

    for model_id in model_ids:
        try:
            model_info(model_id)
            return model_id
        except Exception:
            continue
    return None


@wrong(
    "these are all that may be used; the first of them is asked for.",
    when=looks(lambda got, model_ids: type(got) is list),
)
def first_available(model_ids):
    return [model_id for model_id in model_ids if access(model_id) == "granted"]


@wrong(
    "this is the position in the list; the model's id is asked for.",
    when=looks(lambda got, model_ids: type(got) is int),
)
def first_available(model_ids):
    for position, model_id in enumerate(model_ids):
        if access(model_id) == "granted":
            return position
    return None


@wrong(
    "this is the word that access gives; the model's id is asked for.",
    when=looks(lambda got, model_ids: got in WORDS),
)
def first_available(model_ids):
    for model_id in model_ids:
        answer = access(model_id)
        if answer == "granted":
            return answer
    return None


@wrong(
    "a list without its first item: where no model may be used, the answer is None, so look before taking `[0]`.",
    when=raises("IndexError"),
)
def first_available(model_ids):
    return [model_id for model_id in model_ids if access(model_id) == "granted"][0]


@wrong("`next(…)` found nothing; `next(…, None)` gives None then.", when=raises("StopIteration"))
def first_available(model_ids):
    return next(model_id for model_id in model_ids if access(model_id) == "granted")


@wrong("where none may be used the answer is None, not an empty text.", when=looks(lambda got, model_ids: got == ""))
def first_available(model_ids):
    return next((model_id for model_id in model_ids if access(model_id) == "granted"), "")


@wrong("finding nothing is no error here: the answer is None.", when=told_by_the_test)
def first_available(model_ids):
    for model_id in model_ids:
        if access(model_id) == "granted":
            return model_id
    raise ValueError("none of these may be used")


@wrong(LIST, when=changes("its argument"))
def first_available(model_ids):
    while model_ids:
        model_id = model_ids.pop(0)
        if access(model_id) == "granted":
            return model_id
    return None


@wrong(LIST, when=changes("its argument"))
def first_available(model_ids):
    model_ids.sort(key=lambda model_id: access(model_id) != "granted")
    return model_ids[0] if model_ids and access(model_ids[0]) == "granted" else None


@wrong(
    "this is a generator, which has made no value yet: the function contains `yield`, or a `for` stands "
    "in round brackets; return the values themselves.",
    when=told_by_the_test,
)
def first_available(model_ids):
    for model_id in model_ids:
        if access(model_id) == "granted":
            yield model_id


@wrong(NONE_FOUND, when=looks(lambda got, model_ids: got is None))
def first_available(model_ids):
    for model_id in model_ids[:2]:
        if access(model_id) == "granted":
            return model_id
    return None


@wrong(FIRST_MAY, when=not_first)
def first_available(model_ids):
    return "mistralai/Mistral-Nemo-Base-2407"


@wrong(FIRST_MAY, when=not_first)
def first_available(model_ids):
    for model_id in ("meta-llama/Meta-Llama-3.1-8B", "mistralai/Mistral-Nemo-Base-2407"):
        if access(model_id) == "granted":
            return model_id
    return None


@wrong(MAY_NOT, when=may_not)
def first_available(model_ids):
    from huggingface_hub import hf_hub_download

    for model_id in model_ids:
        try:
            hf_hub_download(model_id, "tokenizer_config.json")
            return model_id
        except Exception:
            pass
    return None


@wrong(MAY_NOT, when=may_not)
def first_available(model_ids):
    usable = [m for m in model_ids if access(m) == "granted"]
    return [*usable, *model_ids, None][0]


@wrong(FIRST_MAY, when=not_first)
def first_available(model_ids):
    for number in range(1, len(model_ids)):
        if access(model_ids[number]) == "granted":
            return model_ids[number]
    return None


@wrong(LIST_OWN, when=told_by_the_test)
def first_available(model_ids):
    return min((m for m in model_ids if access(m) == "granted"), key=len, default=None)


@wrong(LIST_OWN, when=told_by_the_test)
def first_available(model_ids):
    return next((m for m in sorted(model_ids) if access(m) == "granted"), None)


@wrong(LIST_OWN, when=told_by_the_test)
def first_available(model_ids):
    return min((m for m in set(model_ids) if access(m) == "granted"), default=None)


@wrong(NONE_FOUND, when=looks(lambda got, model_ids: got is None))
def first_available(model_ids):
    from huggingface_hub import get_token

    return next((m for m in model_ids if access(m) == "granted"), None) if get_token() else None


@wrong(MAY_NOT, when=may_not)
def first_available(model_ids):
    from huggingface_hub import hf_hub_download

    for model_id in model_ids:
        try:
            hf_hub_download(model_id, "tokenizer_config.json")
        except HfHubHTTPError:
            continue
        return model_id
    return None


@wrong(MAY_NOT, when=may_not)
def first_available(model_ids):
    from huggingface_hub import model_info

    for model_id in model_ids:
        try:
            model_info(model_id)
        except HfHubHTTPError:
            continue
        return model_id
    return None


@wrong(MAY_NOT, when=may_not)
def first_available(model_ids):
    usable = [model_id for model_id in model_ids if access(model_id) in ("granted", "sign the terms")]
    return usable[0] if usable else None


@wrong(NONE_FOUND, when=looks(lambda got, model_ids: got is None))
def first_available(model_ids):
    for model_id in model_ids:
        if access(model_id) != "granted":
            break
        return model_id


@right  # next with None
def first_available(model_ids):
    return next((model_id for model_id in model_ids if access(model_id) == "granted"), None)


@right  # all, then the first
def first_available(model_ids):
    usable = [model_id for model_id in model_ids if access(model_id) == "granted"]
    return usable[0] if usable else None


@right  # from the back
def first_available(model_ids):
    found = None
    for model_id in reversed(model_ids):
        if access(model_id) == "granted":
            found = model_id
    return found


@right  # asks the Hub itself
def first_available(model_ids):
    from huggingface_hub import auth_check

    for model_id in model_ids:
        try:
            auth_check(model_id)
        except Exception:
            continue
        return model_id


@right  # calls itself on the rest
def first_available(model_ids):
    if not model_ids:
        return None
    first, *others = model_ids
    return first if access(first) == "granted" else first_available(others)


@right  # a while loop over a copy
def first_available(model_ids):
    waiting = list(model_ids)
    while waiting:
        model_id = waiting.pop(0)
        if access(model_id) == "granted":
            return model_id
    return None


@right  # a generator of those that raise nothing
def first_available(model_ids):
    def usable():
        for model_id in model_ids:
            try:
                auth_check(model_id)
            except HfHubHTTPError:
                continue
            yield model_id

    return next(usable(), None)


@right  # filters lazily
def first_available(model_ids):
    return next(filter(lambda model_id: access(model_id) == "granted", model_ids), None)
