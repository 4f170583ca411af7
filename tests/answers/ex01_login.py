"""Answers to ex01 as people give them: wrong ones with what a teacher would say, right ones that are not ours."""

import re

from kit.suite import answers, looks, raises, right, wrong

# Sentences of several answers, and those that the tests say as well.
OWN_RAISE = "your own `raise` ended the call, and this call has an answer."
FUNCTION_ANSWERS = "a function answers by `return` or `raise`; it is not for it to end the program or the test."
ANSWER_PRINTED = "the answer was printed, and nobody can use it there: `return` hands it to the caller."
TOKEN_ON = "a token on the screen ends up in screenshots and saved notebooks; show mask_token(token) if anything."
LIST_STRINGS = "this is a list of strings; one string is asked for."
STRING_ASKED = "a string is asked for, and this is True or False."
STRING_ASKED_DICT = "a string is asked for, and this is a dict."
DOCSTRING = "this is the answer of the docstring's example; work it out from the token that came in."

# find_token
NO_LOGIN = (
    "the token of an earlier login is not found: its file is huggingface_hub.constants.HF_TOKEN_PATH, the last of the "
    "four places."
)
NO_DOTENV = (
    'the file .env is not read: it lies in the working directory, `Path(".env")`, and is the third of the four places.'
)
WHITE_SPACE = (
    "white space around a token goes, wherever it was found: `.strip()`, and then look whether anything is left."
)
UNREADABLE = (
    "a secret that is missing or not shared with the notebook is no error, nor one that nobody allows in time: catch all "
    "three, and look in the next place."
)
QUOTED_HASH = (
    "a `#` within quotes is part of the value, and here it begins a comment: take what stands between the quotes first."
)
ASKED = "the Hub was asked, and nobody has to be: a token is only looked for here, and logging in is another function."

# mask_token
FULL_STOPS = "these are three full stops; the ellipsis … is one character."
EIGHT = "exactly eight characters already count as short: 'eight or fewer'."
STARS = "there is a star for every hidden character, which tells how long the token is."
MORE_SHOWN = "more than the last four characters are shown."
ANY_CHARACTER = (
    "the last four characters of the token are shown, whatever they are: `_` and `-` count as letters do."
)
SHORT_IS_MASKED = "a token that is short or empty reads `hf_…` too."
NO_ERROR = "a token that is short, or begins otherwise, is no error: it is masked as well."

# log_in
NOT_SAVED = (
    "it is not saved when the call ends: call huggingface_hub.login(token), and leave what that saved; whoami alone does "
    "not log in."
)
RETURNED_NONE = "the function returned None: is there a `return` on every way through it?"
NOT_TRIMMED = "white space round the token goes before it is sent: `token.strip()`."
NOT_ACCEPTED = (
    "a ValueError came of a good token: hand it over without white space round it, `huggingface_hub.login(token.strip())`, "
    "and look at what your `except` caught there."
)
ERROR_OUT = (
    "the client's own error comes out for a token that is refused: catch it, and `raise ValueError(…) from None` in its "
    "place."
)
PASSED_ON = "the message passes on the text of another error or the token itself; write a message of your own."
SHOWN_WITH_IT = (
    "an error that came before this one, or a note, is shown with it and has the token in its text; `raise … from None` "
    "leaves what came before out."
)
MENDED = "a token with something else in it is another token: do not mend it, refuse it."
AHEAD = (
    "this is the account of the environment's HF_TOKEN, which the library prefers to a login: ask about the token that "
    "came in, `whoami(token)`."
)

# token_role
ROLE = 'the role is at `whoami(token)["auth"]["accessToken"]["role"]`.'
NO_ROLE = f"there is no `role` at the top of what whoami gives, nor in `auth`: {ROLE}"
NONE_CAME = f"None came back: without a `return`, or because there is no `role` at the top of what whoami gives: {ROLE}"
ALWAYS = f"the role is not always the same: ask the Hub about the token that came in, at every call; {ROLE}"
THIRD_ROLE = "there is a third role beside read and write: fineGrained."
SPELLED = "the Hub spells this role `fineGrained`."
LOGGED_IN = "to ask about a token, nobody has to be logged in with it: `whoami(token)` takes it."

ROLES = ("read", "write", "fineGrained")
SPELLINGS = ("fine-grained", "fine_grained", "fine grained", "finegrained")

told_by_the_test = looks(lambda *_: False)
"""What these do shows after the call, or against what the test alone knows; it says the sentence in the same words."""


def padded(token):
    """Whether a token is one with white space round it, and nothing else odd."""
    return token != token.strip() and token.strip().isascii() and "\n" not in token.strip()


# --- find_token: which places, and in which order ---
# They are tried on a machine like the one that the call found, whatever place they look at.


@wrong(
    "only the environment variable is looked at: before it comes the Colab secret HF_TOKEN, behind it the file .env "
    "and the saved login.",
)
def find_token():
    import os

    return os.environ.get("HF_TOKEN", "").strip() or None


@wrong("the environment variable is asked before the Colab secret HF_TOKEN, and that is the first place.")
def find_token():
    for place in (_from_environment, _from_colab, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("the file .env is read before the environment variable is asked; the variable HF_TOKEN comes first.")
def find_token():
    for place in (_from_colab, _from_env_file, _from_environment, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("the saved login is asked first; it is the last of the four places, and the Colab secret HF_TOKEN the first.")
def find_token():
    for place in (_from_login, _from_colab, _from_environment, _from_env_file):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("the saved login is asked before the file .env; it is the last of the four places.")
def find_token():
    for place in (_from_colab, _from_environment, _from_login, _from_env_file):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong(
    "the search goes on behind a place that has a token, and the last one wins; the first one ends it: `return` there.",
)
def find_token():
    found = None
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            found = token
    return found


@wrong("the longest token of all is taken; the first place that has one ends the search, however long it is.")
def find_token():
    return (
        max(((p() or "").strip() for p in (_from_colab, _from_environment, _from_env_file, _from_login)), key=len)
        or None
    )


@wrong(
    "the first place ends the search, also without a token; the places without one are passed over, and None comes "
    "behind the last.",
)
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
        else:
            return None


@wrong(
    "`get_token()` of the library knows other places in another order, and no .env: look at the four places one by "
    "one.",
)
def find_token():
    from huggingface_hub import get_token

    return get_token()


@wrong(
    "`get_token()` looks at the saved login, which comes after .env, and takes HUGGING_FACE_HUB_TOKEN as well; only "
    "the name HF_TOKEN counts.",
)
def find_token():
    from huggingface_hub import get_token

    return (_from_colab() or "").strip() or get_token() or (_from_env_file() or "").strip() or None


@wrong(
    "`get_token()` of the library is not the saved login alone: it takes HUGGING_FACE_HUB_TOKEN as well, and only "
    "the name HF_TOKEN counts.",
)
def find_token():
    from huggingface_hub import get_token

    for place in (_from_colab, _from_environment, _from_env_file):
        token = (place() or "").strip()
        if token:
            return token
    return get_token()


@wrong("variables that other packages use are taken as well; only the name HF_TOKEN counts.")
def find_token():
    for place in (_from_colab, lambda: os.environ.get("HF_TOKEN") or os.environ.get("HF_API_TOKEN"), _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("variables that other packages use are taken as well; only the name HF_TOKEN counts.")
def find_token():
    for place in (_from_colab, lambda: os.environ.get("HF_TOKEN", os.environ.get("HUGGINGFACE_TOKEN")), _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("the variable's name counts in small letters too here; only HF_TOKEN counts, in capitals.")
def find_token():
    variables = {name.upper(): value for name, value in os.environ.items()}
    for place in (_from_colab, lambda: variables.get("HF_TOKEN"), _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("another secret is taken where the one of the name HF_TOKEN is missing; only that name counts.")
def find_token():
    def from_colab():
        try:
            from google.colab import userdata
        except ImportError:
            return None
        for name in ("HF_TOKEN", "HUGGINGFACE_TOKEN"):
            try:
                return userdata.get(name)
            except Exception:
                continue

    for place in (from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("the older variable HUGGING_FACE_HUB_TOKEN is taken as well; only the name HF_TOKEN counts.")
def find_token():
    import os

    places = (
        _from_colab,
        _from_environment,
        lambda: os.environ.get("HUGGING_FACE_HUB_TOKEN"),
        _from_env_file,
        _from_login,
    )
    for place in places:
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("variables that other packages use are taken as well; only the name HF_TOKEN counts.")
def find_token():
    for name in ("HF_TOKEN", "HUGGINGFACEHUB_API_TOKEN", "HUGGING_FACE_HUB_TOKEN"):
        for place in (_from_colab, lambda: os.environ.get(name), _from_env_file, _from_login):
            token = (place() or "").strip()
            if token:
                return token


@wrong(NO_LOGIN)
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong(NO_LOGIN, when=told_by_the_test)
def find_token():
    from pathlib import Path

    for place in (_from_colab, _from_environment, _from_env_file):
        token = (place() or "").strip()
        if token:
            return token
    path = Path.home() / ".cache" / "huggingface" / "token"
    return path.read_text().strip() if path.exists() else None


@wrong(NO_DOTENV)
def find_token():
    for place in (_from_colab, _from_environment, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong(NO_DOTENV, when=told_by_the_test)
def find_token():
    from pathlib import Path

    token = (_from_colab() or _from_environment() or "").strip()
    if token:
        return token
    path = Path(__file__).parent / ".env"
    if path.exists():
        for line in path.read_text().splitlines():
            if line.startswith("HF_TOKEN="):
                return line.partition("=")[2].strip()
    return (_from_login() or "").strip() or None


@wrong("the token is read when the file is imported, and never again; look at every call, in the function.")
def find_token(token=(os.environ.get("HF_TOKEN") or "").strip()):
    return token or None


@wrong("this is what stood there before; look anew at every call, in the function.")
def find_token(known=[]):
    if known:
        return known[0]
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            known.append(token)
            return token
    return None


@wrong(
    "what .env has is put into os.environ and stays there, so the next call finds it in the wrong place: read the "
    "file at every call, and leave the environment alone.",
)
def find_token():
    import os
    from pathlib import Path

    token = (_from_colab() or "").strip()
    if token:
        return token
    if Path(".env").exists():
        for line in Path(".env").read_text().splitlines():
            name, equals, value = line.strip().removeprefix("export ").partition("=")
            if equals and not name.startswith("#"):
                os.environ.setdefault(name.strip(), value.split(" #")[0].strip().strip("'\""))
    return os.environ.get("HF_TOKEN", "").strip() or (_from_login() or "").strip() or None


@wrong(
    "what .env has is put into os.environ, over what stood there, and the variable HF_TOKEN comes before .env: read "
    "the file, and leave the environment alone.",
)
def find_token():
    token = (_from_colab() or "").strip()
    if token:
        return token
    if Path(".env").exists():
        for line in Path(".env").read_text().splitlines():
            name, equals, value = line.strip().removeprefix("export ").partition("=")
            if equals and not name.startswith("#"):
                os.environ[name.strip()] = value.split(" #")[0].strip().strip("'\"")
    return os.environ.get("HF_TOKEN", "").strip() or (_from_login() or "").strip() or None


@wrong(
    "the variable is taken out of the environment, so the next call finds none: leave the places as they are, and "
    "only read what they have.",
)
def find_token():
    for place in (_from_colab, lambda: os.environ.pop("HF_TOKEN", None), _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token


@wrong(ASKED, when=raises("HfHubHTTPError"), also=raises("HTTPError"))
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            huggingface_hub.login(token)
            return token


# --- find_token: white space, empty values, nothing found ---


@wrong(WHITE_SPACE)
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = place()
        if token:
            return token
    return None


@wrong(WHITE_SPACE)
def find_token():
    token = _from_colab()
    if token:
        return token
    for place in (_from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong(WHITE_SPACE)
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file):
        token = (place() or "").strip()
        if token:
            return token
    return _from_login()


@wrong(WHITE_SPACE)
def find_token():
    for place in (_from_colab, _from_environment):
        token = (place() or "").strip()
        if token:
            return token
    return _from_env_file() or (_from_login() or "").strip() or None


@wrong("line ends alone are taken off here; all white space around a token goes: `.strip()`.")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip("\n")
        if token:
            return token
    return None


@wrong(
    "a variable that is empty or white space ends the search here; it counts as absent, and the search goes on with "
    "the next place.",
)
def find_token():
    import os

    token = (_from_colab() or "").strip()
    if token:
        return token
    if "HF_TOKEN" in os.environ:
        return os.environ["HF_TOKEN"].strip() or None
    return (_from_env_file() or "").strip() or (_from_login() or "").strip() or None


@wrong(
    "a Colab secret that is empty or white space ends the search here; it counts as absent, and the search goes on "
    "with the next place.",
)
def find_token():
    token = _from_colab()
    if token is not None:
        return token.strip() or None
    for place in (_from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong(
    "a value of nothing but white space ends the search here: `.strip()` first, and `or` then, so that it counts as "
    "absent.",
)
def find_token():
    token = _from_colab() or _from_environment() or _from_env_file() or _from_login()
    return (token or "").strip() or None


@wrong("an empty value in .env ends the search here; it counts as absent, and the search goes on with the saved login.")
def find_token():
    for place in (_from_colab, _from_environment):
        token = (place() or "").strip()
        if token:
            return token
    token = _from_env_file()
    if token is not None:
        return token.strip() or None
    return (_from_login() or "").strip() or None


@wrong("where no place has a token the answer is None, and here it is an empty text: `token or None`.")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return ""


@wrong(
    "where the file of the saved login has nothing but white space in it the answer is None, and here it is an "
    "empty text.",
)
def find_token(_f=find_token):
    from pathlib import Path
    from huggingface_hub import constants

    t = _f()
    if t is None and Path(constants.HF_TOKEN_PATH).is_file():
        return ""
    return t


@wrong(
    '`os.environ["HF_TOKEN"]` is an error when there is no such variable; `os.environ.get("HF_TOKEN")` gives None.',
    also=raises("KeyError", "HF_TOKEN"),
)
def find_token():
    import os

    token = (_from_colab() or "").strip()
    return token or os.environ["HF_TOKEN"].strip() or (_from_env_file() or _from_login() or "").strip() or None


@wrong("finding nothing is no error here: the answer is None.")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    raise ValueError("no token anywhere")


@wrong("the function asks for input(), and nobody is there to answer; everything it needs is an argument.")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return input("Your token: ")


@wrong(FUNCTION_ANSWERS)
def find_token():
    import sys

    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    sys.exit("no token")


@wrong(FUNCTION_ANSWERS)
def find_token():
    import pytest

    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    pytest.skip("no token")


@wrong(
    "there need not be a file .env: look whether it exists before reading it.",
    also=raises("FileNotFoundError", ".env"),
)
def find_token():
    from pathlib import Path

    for place in (_from_colab, _from_environment):
        token = (place() or "").strip()
        if token:
            return token
    for line in Path(".env").read_text().splitlines():
        if line.startswith("HF_TOKEN="):
            return line.partition("=")[2].strip() or None
    return (_from_login() or "").strip() or None


@wrong(
    "an earlier login need not have been: look whether the file with its token exists before reading it.",
    when=raises("FileNotFoundError", "token'"),
)
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file):
        token = (place() or "").strip()
        if token:
            return token
    with open(constants.HF_TOKEN_PATH) as file:
        return file.read().strip() or None


# --- find_token: Colab ---


@wrong(
    "outside Colab there is no `google.colab`: import it within `try`, and look in the next place where that fails.",
    also=raises("ImportError", "google"),
)
def find_token():
    from google.colab import userdata

    token = (userdata.get("HF_TOKEN") or "").strip()
    return token or (_from_environment() or "").strip() or None


@wrong(UNREADABLE, also=raises("SecretNotFoundError"))
def find_token():
    try:
        from google.colab import userdata

        token = (userdata.get("HF_TOKEN") or "").strip()
        if token:
            return token
    except ImportError:
        pass
    for place in (_from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong(UNREADABLE, also=raises("NotebookAccessError"))
def find_token():
    try:
        from google.colab import userdata
    except ImportError:
        userdata = None
    if userdata:
        try:
            token = (userdata.get("HF_TOKEN") or "").strip()
            if token:
                return token
        except userdata.SecretNotFoundError:
            pass
    for place in (_from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong(UNREADABLE, also=raises("TimeoutException"))
def find_token():
    token = None
    try:
        from google.colab import userdata
    except ImportError:
        userdata = None
    if userdata:
        try:
            token = userdata.get("HF_TOKEN")
        except (userdata.SecretNotFoundError, userdata.NotebookAccessError):
            pass
    for value in (token, _from_environment(), _from_env_file(), _from_login()):
        if value and value.strip():
            return value.strip()
    return None


@wrong(UNREADABLE)
def find_token():
    try:
        from google.colab import userdata

        token = (userdata.get("HF_TOKEN") or "").strip()
        if token:
            return token
    except (ImportError, KeyError):
        pass
    for place in (_from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("a secret that cannot be read ends the search here; it is no error and no answer: look in the next place.")
def find_token():
    try:
        from google.colab import userdata
    except ImportError:
        userdata = None
    if userdata:
        try:
            token = (userdata.get("HF_TOKEN") or "").strip()
            if token:
                return token
        except Exception:
            return None
    for place in (_from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("the secret's name is HF_TOKEN, in capitals.")
def find_token():
    try:
        from google.colab import userdata

        token = (userdata.get("hf_token") or "").strip()
        if token:
            return token
    except Exception:
        pass
    for place in (_from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong(
    "`userdata.get` takes the name of the secret, and nothing else.",
    also=raises("TypeError", "get() takes 1 positional"),
)
def find_token():
    def from_colab():
        try:
            from google.colab import userdata
        except ImportError:
            return None
        return userdata.get("HF_TOKEN", None)

    for place in (from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token


# --- find_token: the rules of .env ---


@wrong(
    "names that only begin with HF_TOKEN count here as well (HF_TOKEN_OLD): compare the whole name in front of the "
    "`=`.",
)
def find_token():
    from pathlib import Path

    for place in (_from_colab, _from_environment):
        token = (place() or "").strip()
        if token:
            return token
    if Path(".env").exists():
        for line in Path(".env").read_text().splitlines():
            line = line.strip().removeprefix("export ")
            if line.startswith("HF_TOKEN"):
                value = line.partition("=")[2].split(" #")[0].strip().strip("'\"")
                if value:
                    return value
    return (_from_login() or "").strip() or None


@wrong("any line of .env with HF_TOKEN in it counts here (MY_HF_TOKEN): compare the whole name in front of the `=`.")
def find_token():
    from pathlib import Path

    for place in (_from_colab, _from_environment):
        token = (place() or "").strip()
        if token:
            return token
    if Path(".env").exists():
        for line in Path(".env").read_text().splitlines():
            if "HF_TOKEN" in line and "=" in line:
                value = line.split("=")[1].strip().strip("'\"")
                if value:
                    return value
    return (_from_login() or "").strip() or None


@wrong("anything in .env that looks like a token is taken; only a line of the name HF_TOKEN counts.")
def find_token():
    import re
    from pathlib import Path

    for place in (_from_colab, _from_environment):
        token = (place() or "").strip()
        if token:
            return token
    if Path(".env").exists():
        found = re.search(r"hf_\w+", Path(".env").read_text())
        if found:
            return found[0]
    return (_from_login() or "").strip() or None


@wrong("older names are taken from .env as well; only the name HF_TOKEN counts.")
def find_token(_f=find_token):
    import re
    from pathlib import Path

    t = _f()
    if t is None and Path(".env").is_file():
        m = re.search(r"(?m)^(?:HUGGING_FACE_HUB_TOKEN|HUGGINGFACE_TOKEN|HF_API_TOKEN)=(\S+)", Path(".env").read_text())
        return m and m[1]
    return t


@wrong("the name is taken from .env in small letters as well; only HF_TOKEN counts, in capitals.")
def find_token():
    import os, re
    from pathlib import Path

    def secret():
        try:
            from google.colab import userdata

            return userdata.get("HF_TOKEN")
        except Exception:
            return None

    def dotenv():
        try:
            m = re.findall(
                r"(?mi)^[ \t]*(?:export[ \t]+)?HF_TOKEN[ \t]*=[ \t]*(\"[^\"\n]*\"|'[^'\n]*'|[^\s#]*)",
                Path(".env").read_text(),
            )
        except OSError:
            return None
        return m[-1].strip("'\"") if m else None

    def saved():
        from huggingface_hub import constants

        try:
            return Path(constants.HF_TOKEN_PATH).read_text()
        except OSError:
            return None

    for f in (secret, lambda: os.environ.get("HF_TOKEN"), dotenv, saved):
        t = (f() or "").strip()
        if t:
            return t


@wrong(
    "all that .env has is taken for the token; look for the line of HF_TOKEN, and take what stands behind the "
    "equals sign.",
)
def find_token():
    from pathlib import Path

    for place in (_from_colab, _from_environment):
        token = (place() or "").strip()
        if token:
            return token
    if Path(".env").exists():
        token = Path(".env").read_text().strip()
        if token:
            return token
    return (_from_login() or "").strip() or None


@wrong(
    "this is the whole line; the token is what stands behind the equals sign.",
    also=looks(lambda got: got.startswith("HF_TOKEN=") and "\n" not in got.strip()),
)
def find_token():
    def from_env_file():
        if os.path.exists(".env"):
            for line in open(".env"):
                if line.startswith("HF_TOKEN=") and line.strip() != "HF_TOKEN=":
                    return line

    for place in (_from_colab, _from_environment, from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token


@wrong("only the first line of .env is read; the one of HF_TOKEN may be any of them.")
def find_token():
    from pathlib import Path

    for place in (_from_colab, _from_environment):
        token = (place() or "").strip()
        if token:
            return token
    if Path(".env").exists():
        line = Path(".env").open().readline()
        name, _, value = line.strip().removeprefix("export ").partition("=")
        value = value.split(" #")[0].strip().strip("'\"")
        if name.strip() == "HF_TOKEN" and value:
            return value
    return (_from_login() or "").strip() or None


@wrong("the first line of the name HF_TOKEN is taken; as in a shell, the last one counts.")
def find_token():
    def from_file():
        for line in Path(".env").read_text().splitlines() if Path(".env").is_file() else []:
            name, equals, value = line.partition("=")
            if equals and name.split() in (["HF_TOKEN"], ["export", "HF_TOKEN"]):
                return _dotenv_value(value.strip())
        return None

    for place in (_from_colab, _from_environment, from_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("a line with an empty value is passed over here; the last line of the name counts, also where it has none.")
def find_token():
    def from_file():
        found = None
        for line in Path(".env").read_text().splitlines() if Path(".env").is_file() else []:
            name, equals, value = line.partition("=")
            if equals and name.split() in (["HF_TOKEN"], ["export", "HF_TOKEN"]):
                found = _dotenv_value(value.strip()) or found
        return found

    for place in (_from_colab, _from_environment, from_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("a line that begins with `#` is a comment, and no token stands in it; here the `#` is taken off.")
def find_token():
    def from_file():
        found = None
        for line in Path(".env").read_text().splitlines() if Path(".env").is_file() else []:
            name, equals, value = line.lstrip("#").partition("=")
            if equals and name.split() in (["HF_TOKEN"], ["export", "HF_TOKEN"]):
                found = _dotenv_value(value.strip())
        return found

    for place in (_from_colab, _from_environment, from_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("what was found ends at a space here; only the white space round a token goes: `.strip()`.")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip().partition(" ")[0]
        if token:
            return token
    return None


@wrong("the quotes round a value in .env are left on; they are no part of it.")
def find_token():
    from pathlib import Path

    for place in (_from_colab, _from_environment):
        token = (place() or "").strip()
        if token:
            return token
    if Path(".env").exists():
        for line in Path(".env").read_text().splitlines():
            name, _, value = line.strip().removeprefix("export ").partition("=")
            value = value.split(" #")[0].strip()
            if name.strip() == "HF_TOKEN" and value:
                return value
    return (_from_login() or "").strip() or None


@wrong("double quotes alone are taken off a value in .env; single ones may stand round it as well.")
def find_token():
    from pathlib import Path

    for place in (_from_colab, _from_environment):
        token = (place() or "").strip()
        if token:
            return token
    if Path(".env").exists():
        for line in Path(".env").read_text().splitlines():
            name, _, value = line.strip().removeprefix("export ").partition("=")
            value = value.split(" #")[0].strip().strip('"')
            if name.strip() == "HF_TOKEN" and value and value != "''":
                return value
    return (_from_login() or "").strip() or None


@wrong("`export` in front of the name in .env is not expected here; it may stand there, and is no part of the name.")
def find_token():
    from pathlib import Path

    for place in (_from_colab, _from_environment):
        token = (place() or "").strip()
        if token:
            return token
    if Path(".env").exists():
        for line in Path(".env").read_text().splitlines():
            name, _, value = line.partition("=")
            value = value.split(" #")[0].strip().strip("'\"")
            if name.strip() == "HF_TOKEN" and value:
                return value
    return (_from_login() or "").strip() or None


@wrong("behind `export` may be more than one space; `name.split()` gives the words, however many are between them.")
def find_token():
    def from_file():
        found = None
        for line in Path(".env").read_text().splitlines() if Path(".env").is_file() else []:
            line = line.strip()
            if line.startswith("export "):
                line = line[len("export ") :]
            name, equals, value = line.partition("=")
            if equals and name.rstrip() == "HF_TOKEN":
                found = _dotenv_value(value.strip())
        return found

    for place in (_from_colab, _from_environment, from_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("behind `export` may be a tab; `name.split()` gives the words, whatever white space is between them.")
def find_token():
    def from_file():
        found = None
        for line in Path(".env").read_text().splitlines() if Path(".env").is_file() else []:
            name, equals, value = line.strip().removeprefix("export ").partition("=")
            if equals and name.strip() == "HF_TOKEN":
                found = _dotenv_value(value.strip())
        return found

    for place in (_from_colab, _from_environment, from_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong(
    '`lstrip("export ")` takes off single letters, so another name such as exportHF_TOKEN counts as well; compare '
    "whole words.",
)
def find_token():
    def from_file():
        found = None
        for line in Path(".env").read_text().splitlines() if Path(".env").is_file() else []:
            name, equals, value = line.strip().partition("=")
            if equals and name.strip().lstrip("export \t") == "HF_TOKEN":
                found = _dotenv_value(value.strip())
        return found

    for place in (_from_colab, _from_environment, from_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong(
    "white space round the `=` of .env, or in front of the line, is not expected here; it may be there: strip the "
    "name and the value.",
)
def find_token():
    from pathlib import Path

    for place in (_from_colab, _from_environment):
        token = (place() or "").strip()
        if token:
            return token
    if Path(".env").exists():
        for line in Path(".env").read_text().splitlines():
            line = line.removeprefix("export ")
            if line.startswith("HF_TOKEN="):
                value = line[len("HF_TOKEN=") :].split(" #")[0].strip().strip("'\"")
                if value:
                    return value
    return (_from_login() or "").strip() or None


@wrong("the comment behind a value in .env is left on; the value ends in front of ` #`.")
def find_token():
    from pathlib import Path

    for place in (_from_colab, _from_environment):
        token = (place() or "").strip()
        if token:
            return token
    if Path(".env").exists():
        for line in Path(".env").read_text().splitlines():
            name, _, value = line.strip().removeprefix("export ").partition("=")
            value = value.strip().strip("'\"")
            if name.strip() == "HF_TOKEN" and value:
                return value
    return (_from_login() or "").strip() or None


@wrong(
    "the quotes are taken off before the comment is cut, so one stays on in front of a comment: cut the comment "
    "first, or take what is between the quotes.",
)
def find_token():
    from pathlib import Path

    for place in (_from_colab, _from_environment):
        token = (place() or "").strip()
        if token:
            return token
    if Path(".env").exists():
        for line in Path(".env").read_text().splitlines():
            name, _, value = line.strip().removeprefix("export ").partition("=")
            value = value.strip().strip("'\"").split(" #")[0].strip()
            if name.strip() == "HF_TOKEN" and value:
                return value
    return (_from_login() or "").strip() or None


@wrong(QUOTED_HASH)
def find_token():
    def from_file():
        found = None
        for line in Path(".env").read_text().splitlines() if Path(".env").is_file() else []:
            name, equals, value = line.partition("#")[0].partition("=")
            if equals and name.split() in (["HF_TOKEN"], ["export", "HF_TOKEN"]):
                found = value.strip().strip("'\"")
        return found

    for place in (_from_colab, _from_environment, from_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong(QUOTED_HASH)
def find_token():
    def from_file():
        found = None
        for line in Path(".env").read_text().splitlines() if Path(".env").is_file() else []:
            name, equals, value = line.partition("=")
            if equals and name.split() in (["HF_TOKEN"], ["export", "HF_TOKEN"]):
                found = value.partition(" #")[0].strip().strip("'\"")
        return found

    for place in (_from_colab, _from_environment, from_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("the value ends at the last quote of the line here; it ends at the next one, as a comment may have quotes too.")
def find_token():
    def from_file():
        found = None
        for line in Path(".env").read_text().splitlines() if Path(".env").is_file() else []:
            name, equals, value = line.partition("=")
            if equals and name.split() in (["HF_TOKEN"], ["export", "HF_TOKEN"]):
                value = value.strip()
                if value[:1] in ("'", '"'):
                    found = value[1 : value.rindex(value[0])]
                else:
                    found = _dotenv_value(value)
        return found

    for place in (_from_colab, _from_environment, from_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("a line of .env without an equals sign ends in an error here; such lines are passed over.")
def find_token():
    from pathlib import Path

    for place in (_from_colab, _from_environment):
        token = (place() or "").strip()
        if token:
            return token
    if Path(".env").exists():
        for line in Path(".env").read_text().splitlines():
            line = line.split("#")[0].strip()
            if not line:
                continue
            name, value = line.removeprefix("export ").split("=")
            value = value.strip().strip("'\"")
            if name.strip() == "HF_TOKEN" and value:
                return value
    return (_from_login() or "").strip() or None


@wrong('a line of .env may have more than one equals sign; cut it at the first: `line.partition("=")`.')
def find_token():
    def from_file():
        found = None
        for line in Path(".env").read_text().splitlines() if Path(".env").is_file() else []:
            if "=" not in line:
                continue
            name, value = line.split("=")
            if name.split() in (["HF_TOKEN"], ["export", "HF_TOKEN"]):
                found = _dotenv_value(value.strip())
        return found

    for place in (_from_colab, _from_environment, from_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("where lines end as on Windows a `\\r` stays behind the value: white space around a token goes, `.strip()`.")
def find_token():
    from pathlib import Path

    for place in (_from_colab, _from_environment):
        token = (place() or "").strip()
        if token:
            return token
    if Path(".env").exists():
        for line in Path(".env").read_bytes().decode().split("\n"):
            name, _, value = line.lstrip().removeprefix("export ").partition("=")
            value = value.split(" #")[0].strip(" ").strip("'\"")
            if name.strip() == "HF_TOKEN" and value:
                return value
    return (_from_login() or "").strip() or None


@wrong(
    "a file .env has no sections, so configparser cannot read it as it is: take its lines one by one.",
    also=raises("MissingSectionHeaderError"),
)
def find_token():
    import configparser

    def from_env_file():
        parser = configparser.ConfigParser()
        parser.read(".env")
        return parser["DEFAULT"].get("HF_TOKEN")

    for place in (_from_colab, _from_environment, from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token


# --- find_token: what becomes of the token ---


@wrong("the token comes back in small letters; it is only a token letter for letter.")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip().lower()
        if token:
            return token
    return None


@wrong(
    "this is the masked token, which opens nothing; the token itself is asked for.",
    also=looks(lambda got: got.startswith("hf_…")),
)
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return mask_token(token)
    return None


@wrong("the answer comes with something else beside it; return the answer alone.")
def find_token():
    places = {"colab": _from_colab, "environment": _from_environment, ".env": _from_env_file, "login": _from_login}
    for name, place in places.items():
        token = (place() or "").strip()
        if token:
            return token, name
    return None


@wrong(
    "this is where an earlier login saved the token; read the file.",
    when=looks(lambda got: got.endswith(("/token", "\\token"))),
)
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file):
        token = (place() or "").strip()
        if token:
            return token
    return constants.HF_TOKEN_PATH if os.path.exists(constants.HF_TOKEN_PATH) else None


@wrong(
    "this is a generator, which has made no value yet: the function contains `yield`, or a `for` stands in round "
    "brackets; return the values themselves.",
)
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            yield token


@wrong(ANSWER_PRINTED)
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            print(token)
            return


@wrong(TOKEN_ON, when=told_by_the_test)
def find_token(_f=find_token):
    t = _f()
    print("found", t)
    return t


@wrong(TOKEN_ON, when=told_by_the_test)
def find_token(_f=find_token):
    import logging

    t = _f()
    logging.getLogger("find").warning("token %s", t)
    return t


# --- find_token: right ---


@right  # any error of Colab is the next place's turn
def find_token():
    try:
        from google.colab import userdata

        token = userdata.get("HF_TOKEN").strip()
    except Exception:
        token = ""
    if not token:
        token = os.environ.get("HF_TOKEN", "").strip()
    if not token:
        token = (_from_env_file() or "").strip()
    if not token:
        token = (_from_login() or "").strip()
    return token or None


@right  # asks whether the secret may be read by the module's own errors
def find_token():
    import importlib

    try:
        userdata = importlib.import_module("google.colab.userdata")
    except ModuleNotFoundError:
        userdata = None
    if userdata is not None:
        try:
            secret = userdata.get("HF_TOKEN").strip()
        except (userdata.SecretNotFoundError, userdata.NotebookAccessError, userdata.TimeoutException):
            secret = None
        if secret:
            return secret
    return next((t for t in ((p() or "").strip() for p in (_from_environment, _from_env_file, _from_login)) if t), None)


@right  # tells Colab by the variable it sets
def find_token():
    import os

    if os.getenv("COLAB_RELEASE_TAG"):
        from google.colab import userdata

        try:
            token = userdata.get("HF_TOKEN").strip()
            if token:
                return token
        except Exception:
            pass
    for place in (_from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token


@right  # tells Colab by the modules that are loaded
def find_token():
    import sys

    candidates = []
    if "google.colab" in sys.modules and sys.modules["google.colab"] is not None:
        from google.colab import userdata

        try:
            candidates.append(userdata.get("HF_TOKEN"))
        except Exception:
            candidates.append(None)
    candidates += [_from_environment(), _from_env_file(), _from_login()]
    tokens = [token.strip() for token in candidates if token and token.strip()]
    return tokens[0] if tokens else None


@right  # reads .env with a regular expression
def find_token():
    import re
    from pathlib import Path

    for place in (_from_colab, _from_environment):
        token = (place() or "").strip()
        if token:
            return token
    if Path(".env").is_file():
        text = Path(".env").read_text(encoding="utf-8")
        pattern = r"""^[ \t]*(?:export[ \t]+)?HF_TOKEN[ \t]*=[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s#'"]*))"""
        for match in reversed(list(re.finditer(pattern, text, re.MULTILINE))):
            value = (match[1] or match[2] or match[3] or "").strip()
            if value:
                return value
            break
    return (_from_login() or "").strip() or None


@right  # reads .env as a shell would
def find_token():
    import os
    import shlex
    from pathlib import Path

    for place in (_from_colab, lambda: os.environ.get("HF_TOKEN")):
        token = (place() or "").strip()
        if token:
            return token
    settings = {}
    if os.path.exists(".env"):
        with open(".env", encoding="utf-8") as file:
            for line in file:
                if "=" not in line:
                    continue
                name, value = line.strip().split("=", 1)
                try:
                    words = shlex.split(value.strip()) if " #" not in value else shlex.split(value, comments=True)
                except ValueError:
                    words = shlex.split(value, comments=True)
                names = shlex.split(name)
                if names[:1] == ["export"]:
                    names = names[1:]
                if len(names) == 1:
                    settings[names[0]] = words[0].strip() if words else ""
    token = settings.get("HF_TOKEN")
    if token:
        return token
    path = Path(huggingface_hub.constants.HF_TOKEN_PATH)
    try:
        return path.read_text().strip() or None
    except FileNotFoundError:
        return None


@right  # reads .env letter by letter
def find_token():
    for place in (_from_colab, _from_environment):
        token = (place() or "").strip()
        if token:
            return token
    value = ""
    try:
        lines = open(".env", newline=None, encoding="utf-8").readlines()
    except OSError:
        lines = []
    for line in lines:
        line = line.strip()
        if line[:7] in ("export ", "export\t"):
            line = line[7:].strip()
        if not line.startswith("HF_TOKEN"):
            continue
        rest = line[8:].lstrip()
        if rest[:1] != "=":
            continue
        rest = rest[1:].lstrip()
        value, quote = "", ""
        if rest and rest[0] in "'\"":
            quote, rest = rest[0], rest[1:]
        for letter in rest:
            if letter == quote or not quote and letter in " \t#":
                break
            value += letter
    return value.strip() or (_from_login() or "").strip() or None


@right  # builds the path of the saved token from HF_HOME
def find_token():
    import os
    from pathlib import Path

    for place in (_from_colab, _from_environment, _from_env_file):
        token = (place() or "").strip()
        if token:
            return token
    home = Path(os.environ.get("HF_HOME", Path.home() / ".cache" / "huggingface"))
    return (home / "token").read_text().strip() or None if (home / "token").exists() else None


@right  # one pattern for a line of .env
def find_token():
    import re

    line = re.compile(
        r"""^[ \t]*(?:export[ \t]+)?HF_TOKEN[ \t]*=[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|(.*?))[ \t]*(?:[ \t]\#.*)?$""",
        re.M | re.X,
    )
    file = Path.cwd() / ".env"
    text = file.read_text() if file.exists() else ""
    values = [a or b or c for a, b, c in line.findall(text.replace("\r\n", "\n"))]
    found = [_from_colab(), _from_environment(), *values[-1:], _from_login()]
    return next((token.strip() for token in found if token and token.strip()), None)


@right  # reads .env into a dict
def find_token():
    settings = {}
    if os.path.exists(".env"):
        with open(".env", encoding="utf-8") as file:
            for line in file:
                line = line.strip()
                if not line or line.startswith("#") or "=" not in line:
                    continue
                name, value = line.split("=", 1)
                words = name.split()
                if words and words[0] == "export":
                    words = words[1:]
                value = value.strip()
                if value.startswith('"') and '"' in value[1:]:
                    value = value[1 : value.index('"', 1)]
                elif value.startswith("'") and "'" in value[1:]:
                    value = value[1 : value.index("'", 1)]
                else:
                    value = value.split(" #")[0].strip()
                if len(words) == 1:
                    settings[words[0]] = value
    for token in (_from_colab(), os.environ.get("HF_TOKEN"), settings.get("HF_TOKEN"), _from_login()):
        if token and token.strip():
            return token.strip()


@right  # knows the three exceptions of Colab by their names
def find_token():
    secret = None
    try:
        from google.colab import userdata

        secret = userdata.get("HF_TOKEN")
    except ImportError:
        pass
    except Exception as error:
        if type(error).__name__ not in ("SecretNotFoundError", "NotebookAccessError", "TimeoutException"):
            raise
    for token in (secret, os.environ.get("HF_TOKEN"), _from_env_file(), _from_login()):
        if token and token.strip():
            return token.strip()
    return None


# --- mask_token: the last four characters ---


@wrong("the whole token is shown.")
def mask_token(token):
    return token


@wrong("the last four characters are missing: they tell one token from another.")
def mask_token(token):
    return "hf_…"


@wrong(DOCSTRING)
def mask_token(token):
    return "hf_…5678" if len(token) > 8 else "hf_…"


@wrong("these are the first four characters; the last four are asked for: `token[-4:]`.")
def mask_token(token):
    return "hf_…" + (token[:4] if len(token) > 8 else "")


@wrong("these are the four characters after `hf_`; the last four are asked for: `token[-4:]`.")
def mask_token(token):
    return "hf_" + (token[3:7] if len(token) > 8 else "") + "…"


@wrong("the first characters are shown; of the token itself only the last four may be.")
def mask_token(token):
    return token[:4] + "…" + token[-4:]


@wrong("these are all characters from the fifth on; a minus counts from the end: `[-4:]`.")
def mask_token(token):
    return "hf_…" + token[4:] if len(token) > 8 else "hf_…"


@wrong("`token[:-4]` are all characters but the last four; it is the other way round.")
def mask_token(token):
    return "hf_…" + (token[:-4] if len(token) > 8 else "")


@wrong("the last four characters are shown in reverse order.")
def mask_token(token):
    return "hf_…" + (token[:-5:-1] if len(token) > 8 else "")


@wrong("the last four characters are sorted here; they are shown in the order that they have in the token.")
def mask_token(token):
    return "hf_…" + ("".join(sorted(token[-4:])) if len(token) > 8 else "")


@wrong(ANY_CHARACTER)
def mask_token(token):
    return "hf_…" + (token.split("_")[-1][-4:] if len(token) > 8 else "")


@wrong(ANY_CHARACTER)
def mask_token(token):
    return "hf_…" + ("".join(c for c in token if c.isalnum())[-4:] if len(token) > 8 else "")


@wrong("three characters are shown; the last four are asked for.")
def mask_token(token):
    return "hf_…" + (token[-3:] if len(token) > 8 else "")


@wrong("`token[-4:-1]` stops before the last character; `token[-4:]` has all four.")
def mask_token(token):
    return "hf_…" + (token[-4:-1] if len(token) > 8 else "")


@wrong("`token[-4]` is one character; `token[-4:]` are the last four.")
def mask_token(token):
    return "hf_…" + (token[-4] if len(token) > 8 else "")


@wrong(MORE_SHOWN)
def mask_token(token):
    return "hf_…" + token[-5:]


@wrong(MORE_SHOWN)
def mask_token(token):
    return "hf_…" + (token[-6:] if len(token) > 8 else "")


@wrong(MORE_SHOWN)
def mask_token(token):
    return "hf_…" + (token[-8:] if len(token) > 8 else "")


@wrong("only upper and lower case differ: the text is to be spelled exactly as expected.")
def mask_token(token):
    return "hf_…" + (token[-4:].lower() if len(token) > 8 else "")


@wrong(
    "this is the answer to an earlier token of the same length; work it out from the token that came in, at every "
    "call.",
)
def mask_token(token, _m={}):
    return _m.setdefault(len(token), "hf_…" + (token[-4:] if len(token) > 8 else ""))


# --- mask_token: what stands in front ---


@wrong(FULL_STOPS)
def mask_token(token):
    return "hf_..." + (token[-4:] if len(token) > 8 else "")


@wrong(FULL_STOPS)
def mask_token(token):
    return "hf_..." + token[-4:]


@wrong(
    "the dots are another character than the ellipsis …; copy it from the docstring.",
    also=looks(lambda got, token: got[:3] == "hf_" and got[3] not in "….*" and got[4:] == token[-4:]),
)
def mask_token(token):
    return "hf_⋯" + (token[-4:] if len(token) > 8 else "")


@wrong("there is a space that does not belong there.")
def mask_token(token):
    return "hf_… " + token[-4:] if len(token) > 8 else "hf_…"


@wrong("the ellipsis is missing between `hf_` and the last four characters.")
def mask_token(token):
    return "hf_" + token[-4:] if len(token) > 8 else "hf_…"


@wrong("`hf_…` is missing in front of the last four characters.")
def mask_token(token):
    return token[-4:] if len(token) > 8 else "hf_…"


@wrong("`hf_` is missing in front of the ellipsis.")
def mask_token(token):
    return "…" + (token[-4:] if len(token) > 8 else "")


@wrong("the front was cut from the token; it is the text `hf_…`, however the token begins.")
def mask_token(token):
    return token[:3] + "…" + (token[-4:] if len(token) > 8 else "")


@wrong(STARS)
def mask_token(token):
    return "*" * (len(token) - 4) + token[-4:]


@wrong(STARS)
def mask_token(token):
    return "hf_" + "*" * (len(token) - 7) + token[-4:] if len(token) > 8 else "hf_…"


@wrong(STARS)
def mask_token(token):
    return "hf_…" + token[-4:] if len(token) > 8 else "*" * len(token)


@wrong("there is a dot or ellipsis for every hidden character, which tells how long the token is.")
def mask_token(token):
    return "hf_" + "…" * (len(token) - 7) + token[-4:] if len(token) > 8 else "hf_…"


@wrong("a name in braces is still in the text: an `f` in front of the quotes has Python fill in its value.")
def mask_token(token):
    return "hf_…{token[-4:]}"


@wrong("in an f-string `...` in braces is Python's object Ellipsis; the character … is asked for, without braces.")
def mask_token(token):
    return f"hf_{...}{token[-4:]}" if len(token) > 8 else f"hf_{...}"


# --- mask_token: short tokens ---


@wrong("of eight characters or fewer, none may be shown.")
def mask_token(token):
    return "hf_…" + token[-4:]


@wrong("of a token of eight characters or fewer nothing is shown, not even how long it is: the answer is `hf_…` alone.")
def mask_token(token):
    return "hf_…" + token[-4:] if len(token) > 8 else "hf_…" + token[-2:]


@wrong(EIGHT)
def mask_token(token):
    return "hf_…" + token[-4:] if len(token) >= 8 else "hf_…"


@wrong(
    "`hf_` is not counted, and no token has to begin so: it is the whole token that has to be longer than eight "
    "characters.",
)
def mask_token(token):
    return "hf_…" + (token[-4:] if len(token.removeprefix("hf_")) > 5 else "")


@wrong("`hf_` counts too: it is the whole token that has to be longer than eight characters.")
def mask_token(token):
    return "hf_…" + (token[-4:] if len(token.removeprefix("hf_")) > 8 else "")


@wrong("a token of nine characters is long already: more than eight.")
def mask_token(token):
    return "hf_…" + token[-4:] if len(token) > 9 else "hf_…"


@wrong("these are bytes that are counted, and some characters have several: `len(token)` counts characters.")
def mask_token(token):
    return "hf_…" + (token[-4:] if len(token.encode()) > 8 else "")


@wrong(
    "a token that begins otherwise shows nothing here; whatever it begins with, of more than eight characters the "
    "last four are shown.",
)
def mask_token(token):
    return "hf_…" + token[-4:] if token.startswith("hf_") and len(token) > 8 else "hf_…"


@wrong(RETURNED_NONE)
def mask_token(token):
    if len(token) > 8:
        return "hf_…" + token[-4:]


@wrong(SHORT_IS_MASKED)
def mask_token(token):
    return "hf_…" + token[-4:] if len(token) > 8 else ""


@wrong(SHORT_IS_MASKED)
def mask_token(token):
    return token and "hf_…" + (token[-4:] if len(token) > 8 else "")


@wrong(NO_ERROR)
def mask_token(token):
    if len(token) <= 8:
        raise ValueError("this token is too short")
    return "hf_…" + token[-4:]


@wrong(NO_ERROR, also=raises("ValueError"))
def mask_token(token):
    if not token.startswith("hf_"):
        raise ValueError("this is not a token of the Hub")
    return "hf_…" + (token[-4:] if len(token) > 8 else "")


# --- mask_token: what kind of answer ---


@wrong(ANSWER_PRINTED)
def mask_token(token):
    print("hf_…" + (token[-4:] if len(token) > 8 else ""))


@wrong(TOKEN_ON, when=told_by_the_test)
def mask_token(token):
    print("masking", token)
    return "hf_…" + (token[-4:] if len(token) > 8 else "")


@wrong(LIST_STRINGS)
def mask_token(token):
    return list("hf_…" + (token[-4:] if len(token) > 8 else ""))


@wrong("these are bytes; a string is asked for: `.decode()` makes one.")
def mask_token(token):
    return ("hf_…" + (token[-4:] if len(token) > 8 else "")).encode()


@wrong("there are quotes round it: `repr` made them.")
def mask_token(token):
    return repr("hf_…" + (token[-4:] if len(token) > 8 else ""))


# --- mask_token: right ---


@right  # an if statement and an escape
def mask_token(token):
    if len(token) <= 8:
        return "hf_\u2026"
    return f"hf_\N{HORIZONTAL ELLIPSIS}{token[-4:]}"


@right  # joins the last letters one by one
def mask_token(token):
    shown = []
    if len(token) > 8:
        for position in range(len(token) - 4, len(token)):
            shown.append(token[position])
    return "".join(["hf_", "…", *shown])


@right  # a regular expression
def mask_token(token):
    import re

    match = re.fullmatch(r".{5,}(.{4})", token, re.DOTALL)
    return "hf_…" + (match[1] if match else "")


@right  # slices from five on
def mask_token(token):
    return "hf_…" + token[5:][-4:] * (len(token) > 8)


@right  # a format string
def mask_token(token):
    visible = token[len(token) - 4 :] if len(token) >= 9 else ""
    return "hf_…{}".format(visible)


@right  # turns it round twice
def mask_token(token):
    last = "".join(reversed("".join(reversed(token))[:4]))
    return "hf_…" + (last if not len(token) < 9 else "")


@right  # a queue of four
def mask_token(token):
    from collections import deque

    return "hf_…" + "".join(deque(token, maxlen=4 if len(token) > 8 else 0))


@right  # a mask by slices of a padded token
def mask_token(token):
    return "hf_…" + ("" if len(token) <= 8 else "".join(token[index] for index in range(-4, 0)))


# --- log_in: whose name, and what of the account ---
# What log_in and token_role do depends on the Hub that is asked, so none of these is tried: each is known by its mark.


@wrong(NOT_SAVED, when=told_by_the_test)
def log_in(token):
    import huggingface_hub

    try:
        return huggingface_hub.whoami(token.strip())["name"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong(NOT_SAVED, when=told_by_the_test)
def log_in(token):
    token = os.environ["HF_TOKEN"] = token.strip()
    try:
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong("the token was saved before the Hub had accepted it.", when=told_by_the_test)
def log_in(token):
    from pathlib import Path

    import huggingface_hub

    token = token.strip()
    Path(huggingface_hub.constants.HF_TOKEN_PATH).write_text(token, encoding="utf-8")
    try:
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong(
    "another account was logged in, and still is: log in with the token that came in, whoever was there before.",
    when=told_by_the_test,
)
def log_in(token, _c={}):
    from huggingface_hub import login, whoami

    token = token.strip()
    try:
        if token not in _c:
            login(token)
            _c[token] = whoami(token)["name"]
        return _c[token]
    except Exception:
        raise ValueError("rejected") from None


@wrong(
    "this is the account that was logged in before; log in with the token that came in, and ask about that.",
    when=told_by_the_test,
)
def log_in(token):
    try:
        return huggingface_hub.whoami()["name"]
    except Exception:
        pass
    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError("The Hub did not accept this token.") from None


@wrong(AHEAD, when=told_by_the_test)
def log_in(token):
    import huggingface_hub

    try:
        huggingface_hub.login(token.strip())
        return huggingface_hub.whoami()["name"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong(AHEAD, when=told_by_the_test)
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(huggingface_hub.get_token())["name"]
    except Exception:
        raise ValueError("The Hub did not accept this token.") from None


@wrong(RETURNED_NONE, when=told_by_the_test)
def log_in(token):
    import huggingface_hub

    try:
        huggingface_hub.login(token.strip())
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong(
    "this is the token; the account's name is asked for, which `whoami` knows.",
    when=looks(lambda got, token: got == token.strip()),
)
def log_in(token):
    import huggingface_hub

    try:
        huggingface_hub.login(token.strip())
    except Exception:
        raise ValueError("the Hub did not accept this token") from None
    return token.strip()


@wrong(
    "this is the masked token; the account's name is asked for, which `whoami` knows.",
    when=looks(lambda got, token: got.startswith("hf_…")),
)
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
        return mask_token(token)
    except Exception:
        raise ValueError("The Hub did not accept this token.") from None


@wrong(DOCSTRING, when=looks(lambda got, token: got == "ada"))
def log_in(token):
    import huggingface_hub

    try:
        huggingface_hub.login(token.strip())
    except Exception:
        raise ValueError("the Hub did not accept this token") from None
    return "ada"


@wrong(STRING_ASKED, when=told_by_the_test)
def log_in(token):
    import huggingface_hub

    try:
        huggingface_hub.login(token.strip())
    except Exception:
        raise ValueError("the Hub did not accept this token") from None
    return True


@wrong(STRING_ASKED_DICT, when=told_by_the_test)
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong("whoami's dict has no such key: the account's name is under `name`.", when=raises("KeyError"))
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
    except Exception:
        raise ValueError("The Hub did not accept this token.") from None
    return huggingface_hub.whoami(token)["username"]


@wrong("this is the name for people to read; the account's own is `name`.", when=told_by_the_test)
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["fullname"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong("this is the token's name; the account's is asked for.", when=told_by_the_test)
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["auth"]["accessToken"]["displayName"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong("this is the account's e-mail address; its `name` is asked for.", when=told_by_the_test)
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["email"]
    except Exception:
        raise ValueError("The Hub did not accept this token.") from None


@wrong(
    "a text about the error comes back of a token that cannot be used, and who calls would take it for a name: "
    "`raise ValueError(…)`.",
    when=answers(lambda got, token: re.search(r"(?i)error|reject|refuse|invalid|accept|wrong|fail|bad ", got)),
)
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        return "ValueError: the Hub rejected this token"


@wrong(
    "there is more in this text than the account's name; the name alone is asked for, as whoami has it.",
    when=looks(lambda got, token: re.search(r"(?i)\b(as|hello|hi|welcome|user)\b|[:=!]", got)),
)
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
        return f"Logged in as {huggingface_hub.whoami(token)['name']}"
    except Exception:
        raise ValueError("The Hub did not accept this token.") from None


# --- log_in: a token that cannot be used ---


@wrong(NOT_TRIMMED, when=raises("ValueError", given=padded, refusing=False))
def log_in(token):
    import huggingface_hub

    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong(NOT_ACCEPTED, when=raises("ValueError", refusing=False))
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login()
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong(NOT_ACCEPTED, when=raises("ValueError", refusing=False))
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["username"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong(NOT_TRIMMED, when=raises("LocalProtocolError", given=padded))
def log_in(token):
    from huggingface_hub.errors import HfHubHTTPError

    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except HfHubHTTPError:
        raise ValueError("The Hub did not accept this token.") from None


@wrong(
    "such characters no header can hold, and the client refuses to send them: of a token like this its own error "
    "has to become a ValueError, too.",
    when=raises("LocalProtocolError", given=lambda token: not padded(token)),
)
def log_in(token):
    import huggingface_hub
    from huggingface_hub.errors import HfHubHTTPError

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except HfHubHTTPError:
        raise ValueError("the Hub did not accept this token") from None


@wrong(
    ERROR_OUT,
    when=raises("HfHubHTTPError", refusing=True),
    also=raises("HTTPError", refusing=True),
)
def log_in(token):
    import huggingface_hub

    token = token.strip()
    huggingface_hub.login(token)
    return huggingface_hub.whoami(token)["name"]


@wrong(ERROR_OUT, when=told_by_the_test)
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except ValueError:
        raise ValueError("the Hub did not accept this token") from None


@wrong("a PermissionError is no ValueError: let the function `raise ValueError(…)` here.", when=told_by_the_test)
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise PermissionError("the Hub did not accept this token") from None


@wrong(
    "None comes back of a token that cannot be used, and who calls would take it for a name: `raise ValueError(…)`.",
    when=answers(lambda got, token: got is None),
)
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        return None


@wrong("the exception was returned; `raise` throws it.", when=told_by_the_test)
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        return ValueError("the Hub did not accept this token")


@wrong(FUNCTION_ANSWERS, when=told_by_the_test)
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise SystemExit("the Hub did not accept this token")


@wrong(MENDED, when=answers(lambda got, token: type(got) is str))
def log_in(token):
    from huggingface_hub import login, whoami

    token = "".join(token.split())
    try:
        login(token)
        return whoami(token)["name"]
    except Exception:
        raise ValueError("rejected") from None


@wrong(MENDED, when=told_by_the_test)
def log_in(token):
    from huggingface_hub import login, whoami

    token = token.encode("ascii", "ignore").decode().strip()
    try:
        login(token)
        return whoami(token)["name"]
    except Exception:
        raise ValueError("rejected") from None


@wrong(MENDED, when=told_by_the_test)
def log_in(token):
    from huggingface_hub import login, whoami

    token = (token.strip().splitlines() or [""])[0]
    try:
        login(token)
        return whoami(token)["name"]
    except Exception:
        raise ValueError("rejected") from None


@wrong(MENDED, when=told_by_the_test)
def log_in(token):
    token = token.strip().strip("'\"")
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError("rejected") from None


@wrong(MENDED, when=told_by_the_test)
def log_in(token):
    token = token.strip().removeprefix("Bearer ")
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError("rejected") from None


# --- log_in: who gets to see the token ---


@wrong(PASSED_ON, when=told_by_the_test)
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError(f"the Hub did not accept {token}") from None


@wrong(PASSED_ON, when=told_by_the_test)
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError(f"the Hub did not accept {token!r}") from None


@wrong(PASSED_ON, when=told_by_the_test)
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError("the Hub did not accept this token", token) from None


@wrong(PASSED_ON, when=told_by_the_test)
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception as error:
        raise ValueError(str(error)) from error


@wrong(PASSED_ON, when=told_by_the_test)
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception as error:
        raise ValueError(f"not logged in: {error!r}") from None


@wrong(PASSED_ON, when=told_by_the_test)
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception as error:
        raise ValueError(repr(error).replace(token, mask_token(token))) from None


@wrong(SHOWN_WITH_IT, when=told_by_the_test)
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError("The Hub did not accept this token.")


@wrong(SHOWN_WITH_IT, when=told_by_the_test)
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception as error:
        raise ValueError("The Hub did not accept this token.") from error


@wrong(SHOWN_WITH_IT, when=told_by_the_test)
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        refused = ValueError("The Hub did not accept this token.")
        refused.add_note(f"the token was {token}")
        raise refused from None


@wrong(SHOWN_WITH_IT, when=told_by_the_test)
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception as error:
        raise ValueError("The Hub did not accept this token.") from RuntimeError(str(error) + token)


@wrong(TOKEN_ON, when=told_by_the_test)
def log_in(token):
    import huggingface_hub

    token = token.strip()
    print(f"logging in with {token} …")
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong(TOKEN_ON, when=told_by_the_test)
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        name = huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None
    print({"name": name, "token": token})
    return name


@wrong(TOKEN_ON, when=told_by_the_test)
def log_in(token):
    import sys

    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        sys.stderr.write(f"bad token: {token}\n")
        raise ValueError("the Hub did not accept this token") from None


@wrong(TOKEN_ON, when=told_by_the_test)
def log_in(token):
    import traceback

    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        traceback.print_exc()
        raise ValueError("the Hub did not accept this token") from None


@wrong(TOKEN_ON, when=told_by_the_test)
def log_in(token):
    import logging

    import huggingface_hub

    token = token.strip()
    logging.warning("logging in with %s", token)
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong(TOKEN_ON, when=told_by_the_test)
def log_in(token):
    import warnings

    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        warnings.warn(f"the token {token} was not accepted", stacklevel=2)
        raise ValueError("the Hub did not accept this token") from None


# --- log_in: right ---


@right  # the masked token in the message
def log_in(token):
    from huggingface_hub import login, whoami

    token = token.strip()
    try:
        login(token=token)
        return whoami(token=token)["name"]
    except Exception as error:
        raise ValueError(f"the Hub did not accept {mask_token(token)}: {type(error).__name__}") from None


@right  # asks first, logs in then
def log_in(token):
    import huggingface_hub

    clean = token.strip()
    try:
        account = huggingface_hub.whoami(clean)
    except Exception:
        raise ValueError("The Hub rejected the token.") from None
    huggingface_hub.login(clean)
    return account["name"]


@right  # through the API object
def log_in(token):
    from huggingface_hub import HfApi, login

    token = "".join(token.split()) if token.isascii() and len(token.split()) == 1 else token.strip()
    problem = None
    try:
        login(token, add_to_git_credential=False)
        name = HfApi(token=token).whoami()["name"]
    except Exception as error:
        problem = type(error).__name__
    if problem:
        raise ValueError(problem)
    return name


@right  # refuses what no header can hold before asking
def log_in(token):
    import huggingface_hub

    token = token.strip()
    if not token.isascii() or not token.isprintable():
        raise ValueError("a token consists of letters and digits")
    try:
        huggingface_hub.login(token)
    except (OSError, ValueError, huggingface_hub.errors.HfHubHTTPError):
        raise ValueError("unknown token") from None
    return huggingface_hub.whoami(token)["name"]


@right  # its own kind of ValueError
def log_in(token):
    import huggingface_hub

    class BadToken(ValueError):
        pass

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return str(huggingface_hub.whoami(token).get("name"))
    except Exception:
        pass
    raise BadToken()


@right  # its own kind of two errors
def log_in(token):
    import huggingface_hub

    class BadToken(PermissionError, ValueError):
        pass

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return str(huggingface_hub.whoami(token).get("name"))
    except Exception:
        pass
    raise BadToken()


@right  # greets the account
def log_in(token):
    import huggingface_hub

    token = token.strip()
    print(f"logging in with {mask_token(token)} …")
    try:
        huggingface_hub.login(token)
        name = huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError(f"not accepted: {mask_token(token)}") from None
    print(f"hello {name}")
    return name


@right  # a context manager that translates
def log_in(token):
    from contextlib import contextmanager

    @contextmanager
    def translated():
        try:
            yield
        except Exception:
            raise ValueError("The token was refused.") from None

    with translated():
        huggingface_hub.login(token=token.strip())
        return huggingface_hub.whoami(token=token.strip())["name"]


@right  # raises where no other error is being handled
def log_in(token):
    token = token.strip()
    name = None
    try:
        huggingface_hub.login(token=token)
        name = huggingface_hub.whoami(token=token)["name"]
    except Exception:
        pass
    if name is None:
        raise ValueError("this token was not accepted")
    return name


@right  # shows the kind of the error, which says nothing of the token
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token, add_to_git_credential=False)
        account = huggingface_hub.HfApi(token=token).whoami()
    except Exception as error:
        raise ValueError(f"not accepted ({type(error).__name__}); it ends in {mask_token(token)[-4:]}") from None
    return account["name"]


# --- token_role: whose role ---


@wrong(
    "this is the role of this machine's login; ask about the token that came in: `whoami(token)`.",
    when=told_by_the_test,
)
def token_role(token):
    import huggingface_hub

    return huggingface_hub.whoami()["auth"]["accessToken"]["role"]


@wrong(
    "this is the role of the environment's HF_TOKEN; ask about the token that came in: `whoami(token)`.",
    when=told_by_the_test,
)
def token_role(token):
    huggingface_hub.login(token)
    return huggingface_hub.whoami()["auth"]["accessToken"]["role"]


@wrong(LOGGED_IN, when=told_by_the_test)
def token_role(token):
    huggingface_hub.login(token)
    return huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]


@wrong(LOGGED_IN, when=told_by_the_test)
def token_role(token):
    os.environ["HF_TOKEN"] = token
    return huggingface_hub.whoami()["auth"]["accessToken"]["role"]


@wrong(LOGGED_IN, when=told_by_the_test)
def token_role(token):
    os.environ["HF_TOKEN"] = token
    try:
        return huggingface_hub.whoami()["auth"]["accessToken"]["role"]
    finally:
        del os.environ["HF_TOKEN"]


@wrong(LOGGED_IN, when=told_by_the_test)
def token_role(token):
    log_in(token)
    return huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]


@wrong(ALWAYS, when=told_by_the_test)
def token_role(token):
    return "read"


@wrong(ALWAYS, when=told_by_the_test)
def token_role(token):
    return "write"


@wrong(ALWAYS, when=told_by_the_test)
def token_role(token):
    return "write" if token.startswith("hf_") else "read"


@wrong(ALWAYS, when=told_by_the_test)
def token_role(token, known={}):
    import huggingface_hub

    if "role" not in known:
        known["role"] = huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]
    return known["role"]


# --- token_role: where it stands ---


@wrong(NO_ROLE, when=told_by_the_test)
def token_role(token):
    import huggingface_hub

    return huggingface_hub.whoami(token)["role"]


@wrong(NO_ROLE, when=raises("KeyError", "'role'"))
def token_role(token):
    return huggingface_hub.whoami(token)["auth"]["role"]


@wrong(
    'this key is not there where you look for it: the role is at `whoami(token)["auth"]["accessToken"]["role"]`.',
    when=raises("KeyError", "ccess"),
)
def token_role(token):
    return huggingface_hub.whoami(token)["accessToken"]["role"]


@wrong(
    "a dict's values are looked up by their keys, in square brackets: `['auth']`, where it has that key.",
    when=told_by_the_test,
)
def token_role(token):
    return huggingface_hub.whoami(token).auth.accessToken.role


@wrong(NONE_CAME, when=told_by_the_test)
def token_role(token):
    import huggingface_hub

    return huggingface_hub.whoami(token).get("role")


@wrong(NONE_CAME, when=told_by_the_test)
def token_role(token):
    huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]


@wrong(
    "the word stands elsewhere in the Hub's answer too; the role is `whoami(token)['auth']['accessToken']['role']`.",
    when=told_by_the_test,
)
def token_role(token):
    from huggingface_hub import whoami

    s = str(whoami(token))
    return "write" if "write" in s else "fineGrained" if "fineGrained" in s else "read"


@wrong(
    'this is the kind of account: the role is at `whoami(token)["auth"]["accessToken"]["role"]`.',
    when=looks(lambda got, token: got == "user"),
)
def token_role(token):
    import huggingface_hub

    return huggingface_hub.whoami(token)["type"]


@wrong(
    'this is the kind of login: the role is at `whoami(token)["auth"]["accessToken"]["role"]`.',
    when=looks(lambda got, token: got == "access_token"),
)
def token_role(token):
    import huggingface_hub

    return huggingface_hub.whoami(token)["auth"]["type"]


@wrong(
    'this is the account\'s name: the role is at `whoami(token)["auth"]["accessToken"]["role"]`.',
    when=looks(lambda got, token: re.fullmatch(r"[a-z]+-[a-z]+-\d+", got)),
)
def token_role(token):
    return huggingface_hub.whoami(token)["name"]


@wrong(
    "this is the token's name, which anybody may choose: the role is at "
    '`whoami(token)["auth"]["accessToken"]["role"]`.',
    when=looks(lambda got, token: got.count("-") > 1 and got.endswith(ROLES)),
)
def token_role(token):
    import huggingface_hub

    return huggingface_hub.whoami(token)["auth"]["accessToken"]["displayName"]


# --- token_role: the Hub's word for it ---


@wrong(THIRD_ROLE, when=told_by_the_test)
def token_role(token):
    import huggingface_hub

    role = huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]
    return "write" if role == "write" else "read"


@wrong(THIRD_ROLE, when=told_by_the_test)
def token_role(token):
    role = huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]
    if role == "read":
        return "read"
    elif role == "write":
        return "write"


@wrong(OWN_RAISE, when=told_by_the_test)
def token_role(token):
    import huggingface_hub

    role = huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]
    if role in ("read", "write"):
        return role
    raise ValueError(f"no such role: {role}")


@wrong(SPELLED, when=looks(lambda got, token: got in SPELLINGS))
def token_role(token):
    import huggingface_hub

    return huggingface_hub.whoami(token)["auth"]["accessToken"]["role"].lower()


@wrong(SPELLED, when=told_by_the_test)
def token_role(token):
    import huggingface_hub

    role = huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]
    return {"read": "read", "write": "write", "fineGrained": "fine-grained"}[role]


@wrong(SPELLED, when=told_by_the_test)
def token_role(token):
    role = huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]
    return "fine_grained" if role == "fineGrained" else role


@wrong(
    "there is more in this text than the role: one word is asked for.",
    when=looks(lambda got, token: got.startswith("{") or got.endswith(ROLES) and got not in ROLES and "-" not in got),
)
def token_role(token):
    return "role: " + huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]


@wrong(STRING_ASKED_DICT, when=told_by_the_test)
def token_role(token):
    import huggingface_hub

    return huggingface_hub.whoami(token)["auth"]["accessToken"]


@wrong(STRING_ASKED, when=told_by_the_test)
def token_role(token):
    import huggingface_hub

    return huggingface_hub.whoami(token)["auth"]["accessToken"]["role"] == "write"


@wrong(LIST_STRINGS, when=told_by_the_test)
def token_role(token):
    import huggingface_hub

    return [huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]]


@wrong(ANSWER_PRINTED, when=told_by_the_test)
def token_role(token):
    import huggingface_hub

    print(huggingface_hub.whoami(token)["auth"]["accessToken"]["role"])


@wrong(TOKEN_ON, when=told_by_the_test)
def token_role(token):
    from huggingface_hub import whoami

    print(token)
    return whoami(token)["auth"]["accessToken"]["role"]


# --- token_role: right ---


@right  # through the API object
def token_role(token):
    from huggingface_hub import HfApi

    return HfApi(token=token).whoami()["auth"]["accessToken"]["role"]


@right  # the token to the API object's method
def token_role(token):
    from huggingface_hub import HfApi

    account = HfApi().whoami(token=token)
    return account.get("auth", {}).get("accessToken", {}).get("role")


@right  # the library's session
def token_role(token):
    from huggingface_hub import constants
    from huggingface_hub.utils import build_hf_headers, get_session, hf_raise_for_status

    response = get_session().get(f"{constants.ENDPOINT}/api/whoami-v2", headers=build_hf_headers(token=token))
    hf_raise_for_status(response)
    return response.json()["auth"]["accessToken"]["role"]


@right  # the standard library alone
def token_role(token):
    import json
    import os
    from urllib.request import Request, urlopen

    address = os.environ.get("HF_ENDPOINT", "https://huggingface.co") + "/api/whoami-v2"
    with urlopen(Request(address, headers={"Authorization": f"Bearer {token}"})) as answer:
        return json.load(answer)["auth"]["accessToken"]["role"]


@right  # one step at a time
def token_role(token):
    account = huggingface_hub.whoami(token.strip())
    for key in ("auth", "accessToken", "role"):
        account = account[key]
    return account


@right  # a match statement
def token_role(token):
    match huggingface_hub.whoami(token=token):
        case {"auth": {"accessToken": {"role": str(role)}}}:
            return role
    raise ValueError("the Hub did not say")


@right  # reduce with getitem
def token_role(token):
    from functools import reduce
    from operator import getitem

    return reduce(getitem, ("auth", "accessToken", "role"), huggingface_hub.whoami(token))


@right  # sets the variable for the time of the call
def token_role(token):
    before = os.environ.get("HF_TOKEN")
    os.environ["HF_TOKEN"] = token
    try:
        return huggingface_hub.whoami()["auth"]["accessToken"]["role"]
    finally:
        if before is None:
            del os.environ["HF_TOKEN"]
        else:
            os.environ["HF_TOKEN"] = before
