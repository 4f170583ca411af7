"""Answers for ex02_access, wrong and right; see checks/answers.py."""


# access: errors and what they mean


@wrong("not found is caught before gated", cause="a gated model was taken for a missing one")
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    try:
        auth_check(model_id)
    except RepositoryNotFoundError:
        return "not found"
    except GatedRepoError:
        return "sign the terms"
    except HfHubHTTPError:
        return "sign in"
    return "granted"


@wrong("not found is caught before gated, 401 told apart", cause="GatedRepoError is a RepositoryNotFoundError too")
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    try:
        auth_check(model_id)
    except RepositoryNotFoundError as error:
        return "sign in" if error.response.status_code == 401 else "not found"
    except GatedRepoError:
        return "sign the terms"
    except HfHubHTTPError:
        return "sign in"
    return "granted"


@wrong("every gated model says sign the terms", cause="with status 401 when nobody is signed in")
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    try:
        auth_check(model_id)
    except GatedRepoError:
        return "sign the terms"
    except RepositoryNotFoundError as error:
        return "sign in" if error.response.status_code == 401 else "not found"
    except HfHubHTTPError:
        return "sign in"
    return "granted"


@wrong("tells gated by whether a token is saved", cause="for a token that is not valid")
def access(model_id):
    from huggingface_hub import auth_check, get_token
    from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError

    if get_token() is None:
        return "sign in"
    try:
        auth_check(model_id)
    except GatedRepoError:
        return "sign the terms"
    except RepositoryNotFoundError:
        return "not found"
    return "granted"


@wrong("no token is sign in, whatever the model", cause="with a token or without")
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
    except HfHubHTTPError:
        return "sign in"
    return "granted"


@wrong("a missing model is not found also for a stranger", cause="a stranger is not told which models exist")
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    try:
        auth_check(model_id)
    except GatedRepoError as error:
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except RepositoryNotFoundError:
        return "not found"
    except HfHubHTTPError:
        return "sign in"
    return "granted"


@wrong("a token that is not valid is not foreseen", cause="for a token that is not valid")
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


@wrong("any other error is not found", cause="the Hub answers 401 when it does not know a token")
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


@wrong("every error is not found", cause="a gated model was taken for a missing one")
def access(model_id):
    from huggingface_hub import auth_check

    try:
        auth_check(model_id)
    except Exception:
        return "not found"
    return "granted"


@wrong("every error is sign in", cause="only status 401 means 'sign in'")
def access(model_id):
    from huggingface_hub import auth_check

    try:
        auth_check(model_id)
    except Exception:
        return "sign in"
    return "granted"


@wrong("catches nothing", cause="catch what `auth_check` raises")
def access(model_id):
    from huggingface_hub import auth_check

    auth_check(model_id)
    return "granted"


@wrong("401 and 403 the wrong way round", cause="with status 401 when nobody is signed in, with 403")
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import HfHubHTTPError

    try:
        auth_check(model_id)
    except HfHubHTTPError as error:
        return {403: "sign in", 401: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@wrong("looks for words in the message", cause="with status 401 when nobody is signed in, with 403")
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


# access: what is asked


@wrong("asks for the description, which is open", cause="nobody was asked who knows")
def access(model_id):
    from huggingface_hub import model_info
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    try:
        model_info(model_id)
    except GatedRepoError as error:
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except RepositoryNotFoundError as error:
        return "sign in" if error.response.status_code == 401 else "not found"
    except HfHubHTTPError:
        return "sign in"
    return "granted"


@wrong(
    "reads in the description whether it is gated",
    cause="ask at every call, and for access, not whether the model is gated",
)
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


@wrong("asks for the list of files, which is open", cause="nobody was asked who knows")
def access(model_id):
    from huggingface_hub import list_repo_files
    from huggingface_hub.errors import HfHubHTTPError

    try:
        list_repo_files(model_id)
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@wrong("asks whether the repository exists", cause="nobody was asked who knows")
def access(model_id):
    from huggingface_hub import get_token, repo_exists

    if repo_exists(model_id):
        return "granted"
    return "not found" if get_token() else "sign in"


@wrong("asks whether a file exists", cause="a stranger is not told which models exist")
def access(model_id):
    from huggingface_hub import file_exists
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError

    try:
        found = file_exists(model_id, "tokenizer_config.json")
    except GatedRepoError as error:
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except HfHubHTTPError:
        return "sign in"
    return "granted" if found else "not found"


@wrong(
    "asks AutoTokenizer and takes any OSError as missing terms",
    cause="with status 401 when nobody is signed in, with 403",
)
def access(model_id):
    from transformers import AutoTokenizer

    try:
        AutoTokenizer.from_pretrained(model_id)
    except OSError:
        return "sign the terms"
    return "granted"


@wrong("expects AutoTokenizer to raise the Hub's errors", cause="AutoTokenizer hides both in an OSError")
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


@wrong("looks at the model's page, which is open", cause="nobody was asked who knows")
def access(model_id):
    from huggingface_hub import constants
    from huggingface_hub.utils import build_hf_headers, get_session

    status = get_session().get(f"{constants.ENDPOINT}/{model_id}", headers=build_hf_headers()).status_code
    return {200: "granted", 401: "sign in", 403: "sign the terms", 404: "not found"}.get(status, "sign in")


@wrong("asks the public Hub", cause="another Hub was asked than the one in use")
def access(model_id):
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError

    try:
        HfApi(endpoint="http://huggingface.invalid").auth_check(model_id)
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@wrong("asks without the token", cause="let the library send the saved token")
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import HfHubHTTPError

    try:
        auth_check(model_id, token=False)
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@wrong("demands a token", cause="a token that the library demands")
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


@wrong("the lecture's model is the only gated one", cause="nobody was asked who knows")
def access(model_id):
    from huggingface_hub import get_token

    if not get_token():
        return "sign in"
    return "sign the terms" if model_id.startswith("meta-llama/") else "granted"


@wrong("the docstring's answer", cause="this is the docstring's answer")
def access(model_id):
    return "sign the terms"


@wrong("remembers the answer for a model", cause="ask at every call")
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


# access: the words of the answer


@wrong("with capitals", cause="only upper and lower case differ")
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import HfHubHTTPError

    try:
        auth_check(model_id)
    except HfHubHTTPError as error:
        return {401: "Sign in", 403: "Sign the terms", 404: "Not found"}[error.response.status_code]
    return "Granted"


@wrong("nothing when it is granted", cause="`auth_check` gives None")
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import HfHubHTTPError

    try:
        auth_check(model_id)
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]


@wrong("what auth_check returns", cause="`auth_check` gives None")
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import HfHubHTTPError

    try:
        return auth_check(model_id)
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]


@wrong("prints it", cause="the answer was printed")
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import HfHubHTTPError

    try:
        auth_check(model_id)
        print("granted")
    except HfHubHTTPError as error:
        print({401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code])


@wrong("yes or no", cause="a string is asked for, and this is True or False")
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import HfHubHTTPError

    try:
        auth_check(model_id)
    except HfHubHTTPError:
        return False
    return True


@wrong("the status code", cause="a string is asked for, and this is a number")
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import HfHubHTTPError

    try:
        auth_check(model_id)
    except HfHubHTTPError as error:
        return error.response.status_code
    return 200


@wrong("a sentence that goes on", cause="one of the four words alone")
def access(model_id):
    from huggingface_hub import auth_check, constants
    from huggingface_hub.errors import HfHubHTTPError

    try:
        auth_check(model_id)
    except HfHubHTTPError as error:
        answers = {401: "sign in", 403: f"sign the terms at {constants.ENDPOINT}/{model_id}", 404: "not found"}
        return answers[error.response.status_code]
    return "granted"


@wrong("a token that lacks the permission is sign in", cause="a token without the permission for gated models")
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


@wrong("ends the program when it is not granted", cause="it is not for it to end the program")
def access(model_id):
    import sys

    from huggingface_hub import auth_check

    try:
        auth_check(model_id)
    except Exception as error:
        sys.exit(str(error))
    return "granted"


@wrong("an OSError when it is not granted", cause="your own `raise` ended the call")
def access(model_id):
    from huggingface_hub import auth_check

    try:
        auth_check(model_id)
    except Exception as error:
        raise OSError("not granted") from error
    return "granted"


@right("the status code alone")
def access(model_id):
    from huggingface_hub import auth_check
    from huggingface_hub.errors import HfHubHTTPError

    try:
        auth_check(model_id)
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@right("through the API object")
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


@wrong("downloads a small file", cause="answered or downloaded earlier does not hold")
def access(model_id):
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    try:
        hf_hub_download(model_id, "tokenizer_config.json")
    except GatedRepoError as error:
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except RepositoryNotFoundError as error:
        return "sign in" if error.response.status_code == 401 else "not found"
    except HfHubHTTPError:
        return "sign in"
    return "granted"


@right("asks about a small file")
def access(model_id):
    from huggingface_hub import get_hf_file_metadata, hf_hub_url
    from huggingface_hub.errors import HfHubHTTPError

    try:
        get_hf_file_metadata(hf_hub_url(model_id, "tokenizer_config.json"))
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@right("asks about config.json")
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


@right("the library's session")
def access(model_id):
    from huggingface_hub import constants
    from huggingface_hub.utils import build_hf_headers, get_session

    address = f"{constants.ENDPOINT}/api/models/{model_id}/auth-check"
    status = get_session().get(address, headers=build_hf_headers()).status_code
    if status == 200:
        return "granted"
    return "sign in" if status == 401 else "sign the terms" if status == 403 else "not found"


@right("asks who it is first")
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


@right("the file exists or the error tells")
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


@right("unwraps what AutoTokenizer hides")
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


# terms_page


@wrong("the public Hub", cause="it is not always the public one")
def terms_page(model_id):
    return f"https://huggingface.co/{model_id}"


@wrong("the public Hub's short name", cause="it is not always the public one")
def terms_page(model_id):
    return "https://hf.co/" + model_id


@wrong("the public Hub unless the variable is another", cause="it is not always the public one")
def terms_page(model_id):
    import os

    return f"{os.environ.get('HF_HUB', 'https://huggingface.co')}/{model_id}"


@wrong("among the models", cause="this is an address below or beside the model's own page")
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/models/{model_id}"


@wrong("the address for programs", cause="this is an address below or beside the model's own page")
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/api/models/{model_id}"


@wrong("the address of a file", cause="this is an address below or beside the model's own page")
def terms_page(model_id):
    from huggingface_hub import hf_hub_url

    return hf_hub_url(model_id, "LICENSE")


@wrong("the list of files", cause="this is an address below or beside the model's own page")
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/{model_id}/tree/main"


@wrong("the person's settings", cause="this is a page of the Hub, and not of the model")
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/settings/gated-repos"


@wrong("the publisher's page", cause="this is the publisher's page")
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/{model_id.split('/')[0]}"


@wrong("the model's name without its publisher", cause="the publisher is missing in the address")
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/{model_id.split('/')[1]}"


@wrong("no slash between", cause="a slash is missing")
def terms_page(model_id):
    from huggingface_hub import constants

    return constants.ENDPOINT + model_id


@wrong("the slash of the id is escaped", cause="the slash in the model's id stays a slash")
def terms_page(model_id):
    from urllib.parse import quote_plus

    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/{quote_plus(model_id)}"


@wrong("in lower case", cause="only upper and lower case differ")
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/{model_id}".lower()


@wrong("as a path of the file system", cause="the Hub's address was changed")
def terms_page(model_id):
    from pathlib import PurePosixPath

    from huggingface_hub import constants

    return str(PurePosixPath(constants.ENDPOINT) / model_id)


@wrong("without the scheme", cause="the Hub's address was changed")
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT.partition('://')[2]}/{model_id}"


@wrong("always https", cause="the Hub's address was changed")
def terms_page(model_id):
    from urllib.parse import urlsplit

    from huggingface_hub import constants

    return f"https://{urlsplit(constants.ENDPOINT).netloc}/{model_id}"


@wrong("the lecture's model", cause="this is a page of the Hub, and not of the model")
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/meta-llama/Meta-Llama-3.1-8B"


@wrong("a link in Markdown", cause="with nothing round it")
def terms_page(model_id):
    from huggingface_hub import constants

    return f"[{model_id}]({constants.ENDPOINT}/{model_id})"


@wrong("the name of the place where the address is", cause="this is the name of the constant in quotes")
def terms_page(model_id):
    return "huggingface_hub.constants.ENDPOINT/" + model_id


@wrong("prints it", cause="the answer was printed")
def terms_page(model_id):
    from huggingface_hub import constants

    print(f"{constants.ENDPOINT}/{model_id}")


@wrong("two parts", cause="these are the parts of the address")
def terms_page(model_id):
    from huggingface_hub import constants

    return constants.ENDPOINT, model_id


@wrong("bytes", cause="these are bytes; a string is asked for")
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/{model_id}".encode()


@right("joined")
def terms_page(model_id):
    from huggingface_hub import constants

    return "/".join([constants.ENDPOINT, model_id])


@right("the API object's endpoint")
def terms_page(model_id):
    from huggingface_hub import HfApi

    return HfApi().endpoint.rstrip("/") + "/" + model_id


@wrong("the environment variable", cause="huggingface_hub.constants.ENDPOINT")
def terms_page(model_id):
    import os

    return os.environ.get("HF_ENDPOINT", "https://huggingface.co").rstrip("/") + f"/{model_id}"


@right("the beginning of a file's address")
def terms_page(model_id):
    from huggingface_hub import hf_hub_url

    return hf_hub_url(model_id, "README.md").split("/resolve/")[0]


@right("urljoin")
def terms_page(model_id):
    from urllib.parse import urljoin

    from huggingface_hub.constants import ENDPOINT

    return urljoin(ENDPOINT + "/", model_id)


@right("with a slash at the end")
def terms_page(model_id):
    from huggingface_hub import constants

    return f"{constants.ENDPOINT}/{model_id}/"


@right("escaped where needed")
def terms_page(model_id):
    from urllib.parse import quote, urlsplit, urlunsplit

    from huggingface_hub import constants

    parts = urlsplit(constants.ENDPOINT)
    return urlunsplit((parts.scheme, parts.netloc, f"{parts.path.rstrip('/')}/{quote(model_id)}", "", ""))


# first_available


@wrong("the last one", cause="go through it from the front")
def first_available(model_ids):
    found = None
    for model_id in model_ids:
        if access(model_id) == "granted":
            found = model_id
    return found


@wrong("the first in alphabetical order, backwards", cause="go through it from the front")
def first_available(model_ids):
    for model_id in sorted(model_ids, reverse=True):
        if access(model_id) == "granted":
            return model_id
    return None


@wrong("the first one of all", cause="this model may not be used")
def first_available(model_ids):
    return model_ids[0] if model_ids else None


@wrong("any answer is true", cause="it may when access says 'granted', and only then")
def first_available(model_ids):
    for model_id in model_ids:
        if access(model_id):
            return model_id
    return None


@wrong("the first that exists", cause="it may when access says 'granted', and only then")
def first_available(model_ids):
    for model_id in model_ids:
        if access(model_id) != "not found":
            return model_id
    return None


@wrong("gives up at the first that may not be used", cause="is no reason to stop")
def first_available(model_ids):
    for model_id in model_ids:
        if access(model_id) == "granted":
            return model_id
        else:
            return None


@wrong("the first that is not gated", cause="whether it may be used, not whether it is gated")
def first_available(model_ids):
    from huggingface_hub import model_info

    for model_id in model_ids:
        try:
            if not model_info(model_id).gated:
                return model_id
        except Exception:
            continue
    return None


@wrong("the first whose description can be read", cause="it may when access says 'granted', and only then")
def first_available(model_ids):
    from huggingface_hub import model_info

    for model_id in model_ids:
        try:
            model_info(model_id)
            return model_id
        except Exception:
            continue
    return None


@wrong("all of them", cause="these are all that may be used")
def first_available(model_ids):
    return [model_id for model_id in model_ids if access(model_id) == "granted"]


@wrong("where it is in the list", cause="this is the position in the list")
def first_available(model_ids):
    for position, model_id in enumerate(model_ids):
        if access(model_id) == "granted":
            return position
    return None


@wrong("what access says", cause="this is the word that access gives")
def first_available(model_ids):
    for model_id in model_ids:
        answer = access(model_id)
        if answer == "granted":
            return answer
    return None


@wrong("an IndexError when there is none", cause="look before taking `[0]`")
def first_available(model_ids):
    return [model_id for model_id in model_ids if access(model_id) == "granted"][0]


@wrong("a StopIteration when there is none", cause="`next(…, None)` gives None")
def first_available(model_ids):
    return next(model_id for model_id in model_ids if access(model_id) == "granted")


@wrong("an empty text when there is none", cause="the answer is None, not ''")
def first_available(model_ids):
    return next((model_id for model_id in model_ids if access(model_id) == "granted"), "")


@wrong("the last of the list when there is none", cause="this model may not be used")
def first_available(model_ids):
    for model_id in model_ids:
        if access(model_id) == "granted":
            return model_id
    return model_ids[-1] if model_ids else None


@wrong("a ValueError when there is none", cause="finding nothing is no error")
def first_available(model_ids):
    for model_id in model_ids:
        if access(model_id) == "granted":
            return model_id
    raise ValueError("none of these may be used")


@wrong("takes models out of the list", cause="belongs to the caller")
def first_available(model_ids):
    while model_ids:
        model_id = model_ids.pop(0)
        if access(model_id) == "granted":
            return model_id
    return None


@wrong("sorts the list", cause="belongs to the caller")
def first_available(model_ids):
    model_ids.sort(key=lambda model_id: access(model_id) != "granted")
    return model_ids[0] if model_ids and access(model_ids[0]) == "granted" else None


@wrong("yields them", cause="the function contains `yield`")
def first_available(model_ids):
    for model_id in model_ids:
        if access(model_id) == "granted":
            yield model_id


@wrong("prints it", cause="the answer was printed")
def first_available(model_ids):
    for model_id in model_ids:
        if access(model_id) == "granted":
            print(model_id)
            break


@wrong("remembers the answers", cause="ask anew each time")
def first_available(model_ids, known={}):
    for model_id in model_ids:
        if model_id not in known:
            known[model_id] = access(model_id)
        if known[model_id] == "granted":
            return model_id
    return None


@wrong("looks at two of them at most", cause="go on to the end of the list")
def first_available(model_ids):
    for model_id in model_ids[:2]:
        if access(model_id) == "granted":
            return model_id
    return None


@wrong("the docstring's answer", cause="in the list that came in")
def first_available(model_ids):
    return "mistralai/Mistral-Nemo-Base-2407"


@wrong("the first that can be loaded, from the lecture's list", cause="in the list that came in")
def first_available(model_ids):
    for model_id in ("meta-llama/Meta-Llama-3.1-8B", "mistralai/Mistral-Nemo-Base-2407"):
        if access(model_id) == "granted":
            return model_id
    return None


@right("next with None")
def first_available(model_ids):
    return next((model_id for model_id in model_ids if access(model_id) == "granted"), None)


@right("all, then the first")
def first_available(model_ids):
    usable = [model_id for model_id in model_ids if access(model_id) == "granted"]
    return usable[0] if usable else None


@right("from the back")
def first_available(model_ids):
    found = None
    for model_id in reversed(model_ids):
        if access(model_id) == "granted":
            found = model_id
    return found


@right("asks the Hub itself")
def first_available(model_ids):
    from huggingface_hub import auth_check

    for model_id in model_ids:
        try:
            auth_check(model_id)
        except Exception:
            continue
        return model_id


@right("calls itself on the rest")
def first_available(model_ids):
    if not model_ids:
        return None
    first, *others = model_ids
    return first if access(first) == "granted" else first_available(others)


@right("a while loop over a copy")
def first_available(model_ids):
    waiting = list(model_ids)
    while waiting:
        model_id = waiting.pop(0)
        if access(model_id) == "granted":
            return model_id
    return None


@wrong("tries to download", cause="nobody is signed in, whatever was downloaded before")
def first_available(model_ids):
    from huggingface_hub import hf_hub_download

    for model_id in model_ids:
        try:
            hf_hub_download(model_id, "tokenizer_config.json")
            return model_id
        except Exception:
            pass
    return None


@wrong("remembers granted", cause="answered or downloaded earlier does not hold")
def access(model_id, _f=access, _c=set()):
    if model_id in _c:
        return "granted"
    a = _f(model_id)
    if a == "granted":
        _c.add(model_id)
    return a


@wrong("logged in with an invalid token and not there: not found", cause="401")
def access(model_id, _f=access):
    from huggingface_hub import get_token, whoami

    a = _f(model_id)
    if a == "sign in" and get_token():
        try:
            whoami()
        except Exception:
            return "not found" if "no-such" in model_id else a
    return a


@wrong("sorted", cause="the list's own order")
def first_available(model_ids):
    return next((m for m in sorted(model_ids) if access(m) == "granted"), None)


@wrong("a set", cause="the list's own order")
def first_available(model_ids):
    return min((m for m in set(model_ids) if access(m) == "granted"), default=None)


@wrong("only when logged in", cause="nobody is signed in")
def first_available(model_ids):
    from huggingface_hub import get_token

    return next((m for m in model_ids if access(m) == "granted"), None) if get_token() else None


# what was downloaded before, the Hub's address, and the two forms of a missing permission


@wrong("downloads, and gets what is there already", cause="answered or downloaded earlier does not hold")
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


@wrong("looks into the cache first", cause="answered or downloaded earlier does not hold")
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


@wrong("does not know the plain 403", cause="without the code that makes a GatedRepoError")
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


@wrong("takes the plain 403 for a stranger", cause="without the code that makes a GatedRepoError")
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


@wrong("takes every other error for no such model", cause="that is 'sign in', whatever the class")
def access(model_id):
    try:
        auth_check(model_id)
    except GatedRepoError as error:
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except Exception:
        from huggingface_hub import get_token

        return "sign in" if get_token() is None else "not found"
    return "granted"


@wrong("asks whether auth_check says yes", cause="`auth_check` gives None where the model may be used")
def access(model_id):
    try:
        if auth_check(model_id):
            return "granted"
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]


@wrong("remembers what was granted", cause="answered or downloaded earlier does not hold")
def access(model_id, granted=set()):
    if model_id in granted:
        return "granted"
    try:
        auth_check(model_id)
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    granted.add(model_id)
    return "granted"


@right("goes by the status alone, in a table")
def access(model_id):
    try:
        auth_check(model_id)
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@right("asks for a file's description")
def access(model_id):
    from huggingface_hub import get_hf_file_metadata, hf_hub_url

    try:
        get_hf_file_metadata(hf_hub_url(model_id, "tokenizer_config.json"))
    except HfHubHTTPError as error:
        return {401: "sign in", 403: "sign the terms", 404: "not found"}[error.response.status_code]
    return "granted"


@right("the API object's own check")
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


@wrong("takes the address from the environment", cause="huggingface_hub.constants.ENDPOINT")
def terms_page(model_id):
    import os

    return f"{os.environ['HF_ENDPOINT']}/{model_id}"


@wrong("takes the address from the environment, or the public one", cause="huggingface_hub.constants.ENDPOINT")
def terms_page(model_id):
    import os

    return f"{os.environ.get('HF_ENDPOINT', 'https://huggingface.co').rstrip('/')}/{model_id}"


@wrong("puts the address together by urljoin", cause="the Hub's address may have a path")
def terms_page(model_id):
    from urllib.parse import urljoin

    return urljoin(constants.ENDPOINT, model_id)


@wrong("puts the address together by urljoin, with a slash", cause="the Hub's address may have a path")
def terms_page(model_id):
    from urllib.parse import urljoin

    return urljoin(constants.ENDPOINT, f"/{model_id}")


@wrong("takes the Hub's host alone", cause="the Hub's address may have a path")
def terms_page(model_id):
    from urllib.parse import urlsplit

    hub = urlsplit(constants.ENDPOINT)
    return f"{hub.scheme}://{hub.netloc}/{model_id}"


@wrong("takes the environment's address, or the library's", cause="an address below or beside the model's own page")
def terms_page(model_id):
    import os

    return f"{os.getenv('HF_ENDPOINT') or constants.ENDPOINT}/{model_id}"


@right("the library's address, as it was when the file was read")
def terms_page(model_id, hub=constants.ENDPOINT):
    return hub + "/" + model_id


@right("the API object's address")
def terms_page(model_id):
    from huggingface_hub import HfApi

    return "/".join([HfApi().endpoint, model_id])


@right("a file's address, up to the model's id")
def terms_page(model_id):
    from huggingface_hub import hf_hub_url

    return hf_hub_url(model_id, "config.json").partition("/resolve/")[0]


@right("urljoin with a slash at the end")
def terms_page(model_id):
    from urllib.parse import urljoin

    return urljoin(constants.ENDPOINT + "/", model_id)


@wrong("downloads each, and gets what is there already", cause="nobody is signed in, whatever was downloaded before")
def first_available(model_ids):
    from huggingface_hub import hf_hub_download

    for model_id in model_ids:
        try:
            hf_hub_download(model_id, "tokenizer_config.json")
        except HfHubHTTPError:
            continue
        return model_id
    return None


@wrong("the first whose description can be read", cause="it may when access says 'granted'")
def first_available(model_ids):
    from huggingface_hub import model_info

    for model_id in model_ids:
        try:
            model_info(model_id)
        except HfHubHTTPError:
            continue
        return model_id
    return None


@right("a generator of those that raise nothing")
def first_available(model_ids):
    def usable():
        for model_id in model_ids:
            try:
                auth_check(model_id)
            except HfHubHTTPError:
                continue
            yield model_id

    return next(usable(), None)


@wrong("thinks that asking is having", cause="answered as unsigned ones are")
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


@right("asks for a file")
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
