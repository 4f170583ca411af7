"""Answers for ex01_login, wrong and right; see checks/answers.py."""


# find_token: where it looks, and in which order


@wrong("looks at the environment variable only", cause="the Colab secret HF_TOKEN is the first place")
def find_token():
    import os

    return os.environ.get("HF_TOKEN", "").strip() or None


@wrong("the environment variable before the Colab secret", cause="the Colab secret HF_TOKEN is the first place")
def find_token():
    for place in (_from_environment, _from_colab, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("the .env file before the environment variable", cause="the environment variable comes before .env")
def find_token():
    for place in (_from_colab, _from_env_file, _from_environment, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("the saved login before the .env file", cause=".env comes before the saved login")
def find_token():
    for place in (_from_colab, _from_environment, _from_login, _from_env_file):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("takes the last place that has one", cause="the first one ends the search")
def find_token():
    found = None
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            found = token
    return found


@wrong("asks the library for everything", cause="the Colab secret HF_TOKEN is the first place")
def find_token():
    from huggingface_hub import get_token

    return get_token()


@wrong("asks the library, then the .env file", cause="only the name HF_TOKEN counts")
def find_token():
    from huggingface_hub import get_token

    return (_from_colab() or "").strip() or get_token() or (_from_env_file() or "").strip() or None


@wrong("the older variable name counts too", cause="only the name HF_TOKEN counts")
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


@wrong("forgets the saved login", cause="an earlier login saves its token in the file")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("the saved login at its usual path, whatever HF_HOME says", cause="huggingface_hub.constants.HF_TOKEN_PATH")
def find_token():
    from pathlib import Path

    for place in (_from_colab, _from_environment, _from_env_file):
        token = (place() or "").strip()
        if token:
            return token
    path = Path.home() / ".cache" / "huggingface" / "token"
    return path.read_text().strip() if path.exists() else None


@wrong("forgets the .env file", cause="a file .env in the working directory is a place to look")
def find_token():
    for place in (_from_colab, _from_environment, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("looks for .env beside the code", cause="a file .env in the working directory")
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


# find_token: white space, empty values, nothing found


@wrong("does not trim", cause="white space around a token goes")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = place()
        if token:
            return token
    return None


@wrong("trims line ends only", cause="white space around a token goes")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip("\n")
        if token:
            return token
    return None


@wrong("does not trim the Colab secret", cause="white space around a token goes")
def find_token():
    token = _from_colab()
    if token:
        return token
    for place in (_from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("does not trim the saved token", cause="white space around a token goes")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file):
        token = (place() or "").strip()
        if token:
            return token
    return _from_login()


@wrong("does not trim inside the quotes of .env", cause="white space around a token goes")
def find_token():
    for place in (_from_colab, _from_environment):
        token = (place() or "").strip()
        if token:
            return token
    return _from_env_file() or (_from_login() or "").strip() or None


@wrong("an empty string when there is none", cause="the answer is None, not ''")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return ""


@wrong("a KeyError when the variable is not set", cause="is an error when there is no such variable")
def find_token():
    import os

    token = (_from_colab() or "").strip()
    return token or os.environ["HF_TOKEN"].strip() or (_from_env_file() or _from_login() or "").strip() or None


@wrong("a ValueError when there is none", cause="finding nothing is no error")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    raise ValueError("no token anywhere")


@wrong("asks the person when there is none", cause="the function asks for input()")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return input("Your token: ")


@wrong("a file that is not there is opened", cause="there need not be a file .env")
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


@wrong("an empty variable ends the search", cause="a variable that is empty or white space counts as absent")
def find_token():
    import os

    token = (_from_colab() or "").strip()
    if token:
        return token
    if "HF_TOKEN" in os.environ:
        return os.environ["HF_TOKEN"].strip() or None
    return (_from_env_file() or "").strip() or (_from_login() or "").strip() or None


@wrong("an empty Colab secret ends the search", cause="a Colab secret that is empty or white space counts as absent")
def find_token():
    token = _from_colab()
    if token is not None:
        return token.strip() or None
    for place in (_from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("a variable of white space ends the search", cause="that is empty or white space counts as absent")
def find_token():
    token = _from_colab() or _from_environment() or _from_env_file() or _from_login()
    return (token or "").strip() or None


@wrong("an empty value in .env ends the search", cause="an empty value in .env counts as absent")
def find_token():
    for place in (_from_colab, _from_environment):
        token = (place() or "").strip()
        if token:
            return token
    token = _from_env_file()
    if token is not None:
        return token.strip() or None
    return (_from_login() or "").strip() or None


# find_token: Colab


@wrong("a missing secret is an error", cause="a secret that is missing or not shared with the notebook is no error")
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


@wrong(
    "a secret that is not shared is an error",
    cause="a secret that is missing or not shared with the notebook is no error",
)
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


@wrong(
    "a KeyError is expected of a missing secret",
    cause="a secret that is missing or not shared with the notebook is no error",
)
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


@wrong("gives up when the secret cannot be read", cause="the environment variable is next")
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


@wrong("imports google.colab wherever it runs", cause="outside Colab there is no `google.colab`")
def find_token():
    from google.colab import userdata

    token = (userdata.get("HF_TOKEN") or "").strip()
    return token or (_from_environment() or "").strip() or None


@wrong("the secret under another name", cause="the secret's name is HF_TOKEN, in capitals")
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


# find_token: .env


@wrong("names in .env that begin with HF_TOKEN count", cause="an empty value, or another name, counts as no token")
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


@wrong("names in .env that contain HF_TOKEN count", cause="an empty value, or another name, counts as no token")
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


@wrong("anything in .env that looks like a token", cause="an empty value, or another name, counts as no token")
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


@wrong("takes the whole of .env as the token", cause="an empty value, or another name, counts as no token")
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


@wrong("leaves quotes on", cause="not read by its usual rules here (double quotes)")
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


@wrong("knows double quotes only", cause="not read by its usual rules here (single quotes)")
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


@wrong("does not know export", cause="not read by its usual rules here (export)")
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


@wrong("does not know spaces around the equals sign", cause="not read by its usual rules here (spaces)")
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


@wrong("leaves the comment behind the value on", cause="not read by its usual rules here (comment)")
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


@wrong("takes quotes off before the comment", cause="not read by its usual rules here (comment after quotes)")
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


@wrong(
    "a line of .env that is no assignment is an error",
    cause="not read by its usual rules here (lines that are no assignment)",
)
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


@wrong("knows Unix line ends only", cause="not read by its usual rules here (Windows line ends)")
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


@wrong("only the first line of .env is read", cause="not read by its usual rules here (the line is not the first)")
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


# find_token: the shape of the answer


@wrong("lower-cases the token", cause="only upper and lower case differ")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip().lower()
        if token:
            return token
    return None


@wrong("prints it", cause="the answer was printed")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            print(token)
            return


@wrong("returns where it was as well", cause="return the answer alone")
def find_token():
    places = {"colab": _from_colab, "environment": _from_environment, ".env": _from_env_file, "login": _from_login}
    for name, place in places.items():
        token = (place() or "").strip()
        if token:
            return token, name
    return None


@wrong("yields it", cause="the function contains `yield`")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            yield token


@wrong("masks it", cause="this is the masked token")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return mask_token(token)
    return None


@wrong("remembers what it found", cause="this is what an earlier call found")
def find_token(known=[]):
    if known:
        return known[0]
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            known.append(token)
            return token
    return None


@wrong("loads .env into the environment", cause="a variable that is empty or white space counts as absent")
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


@wrong("ends the program when there is none", cause="it is not for it to end the program or the test")
def find_token():
    import sys

    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    sys.exit("no token")


@wrong("skips the test when there is none", cause="it is not for it to end the program or the test")
def find_token():
    import pytest

    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
    pytest.skip("no token")


@right("any error of Colab is the next place's turn")
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


@right("asks whether the secret may be read by the module's own errors")
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


@right("tells Colab by the variable it sets")
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


@right("tells Colab by the modules that are loaded")
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


@right("reads .env with a regular expression")
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


@right("reads .env as a shell would")
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


@right("reads .env letter by letter")
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


@right("builds the path of the saved token from HF_HOME")
def find_token():
    import os
    from pathlib import Path

    for place in (_from_colab, _from_environment, _from_env_file):
        token = (place() or "").strip()
        if token:
            return token
    home = Path(os.environ.get("HF_HOME", Path.home() / ".cache" / "huggingface"))
    return (home / "token").read_text().strip() or None if (home / "token").exists() else None


@wrong("asks the library for the saved login only", cause="only the name HF_TOKEN counts")
def find_token():
    from huggingface_hub import get_token

    for place in (_from_colab, _from_environment, _from_env_file):
        token = (place() or "").strip()
        if token:
            return token
    return get_token()


# mask_token


@wrong("shows the whole token", cause="the whole token is shown")
def mask_token(token):
    return token


@wrong("shows four of a short token", cause="of eight characters or fewer, none may be shown")
def mask_token(token):
    return "hf_…" + token[-4:]


@wrong("shows none of it", cause="the last four characters are missing")
def mask_token(token):
    return "hf_…"


@wrong("three full stops", cause="these are three full stops")
def mask_token(token):
    return "hf_..." + (token[-4:] if len(token) > 8 else "")


@wrong("exactly eight is long", cause="exactly eight characters already count as short")
def mask_token(token):
    return "hf_…" + token[-4:] if len(token) >= 8 else "hf_…"


@wrong("the prefix is not counted", cause="`hf_` counts too")
def mask_token(token):
    return "hf_…" + (token[-4:] if len(token.removeprefix("hf_")) > 8 else "")


@wrong("shows the beginning, too", cause="the first characters are shown")
def mask_token(token):
    return token[:4] + "…" + token[-4:]


@wrong("shows the first four instead", cause="these are the first four characters")
def mask_token(token):
    return "hf_…" + (token[:4] if len(token) > 8 else "")


@wrong("shows the four after the prefix", cause="these are the four characters after `hf_`")
def mask_token(token):
    return "hf_" + (token[3:7] if len(token) > 8 else "") + "…"


@wrong("a star for every hidden character", cause="there is a star for every hidden character")
def mask_token(token):
    return "*" * (len(token) - 4) + token[-4:]


@wrong("hf_ and a star for every hidden character", cause="a star for every hidden character")
def mask_token(token):
    return "hf_" + "*" * (len(token) - 7) + token[-4:] if len(token) > 8 else "hf_…"


@wrong("shows five", cause="more than the last four characters are shown")
def mask_token(token):
    return "hf_…" + token[-5:]


@wrong("shows three", cause="`token[-4:-1]` stops before the last character")
def mask_token(token):
    return "hf_…" + (token[-4:-1] if len(token) > 8 else "")


@wrong("shows one character", cause="`token[-4]` is one character")
def mask_token(token):
    return "hf_…" + (token[-4] if len(token) > 8 else "")


@wrong("takes the prefix from the token", cause="the front was cut from the token")
def mask_token(token):
    return token[:3] + "…" + (token[-4:] if len(token) > 8 else "")


@wrong("without the prefix", cause="`hf_` is missing in front")
def mask_token(token):
    return "…" + (token[-4:] if len(token) > 8 else "")


@wrong("the docstring's answer", cause="this is the answer of the docstring's example")
def mask_token(token):
    return "hf_…5678" if len(token) > 8 else "hf_…"


@wrong("a space after the dots", cause="there is a space that does not belong there")
def mask_token(token):
    return "hf_… " + token[-4:] if len(token) > 8 else "hf_…"


@wrong("another kind of dots", cause="the dots are another character")
def mask_token(token):
    return "hf_⋯" + (token[-4:] if len(token) > 8 else "")


@wrong("lower-cases what is shown", cause="only upper and lower case differ")
def mask_token(token):
    return "hf_…" + (token[-4:].lower() if len(token) > 8 else "")


@wrong("prints it", cause="the answer was printed")
def mask_token(token):
    print("hf_…" + (token[-4:] if len(token) > 8 else ""))


@wrong("None for a short token", cause="the function returned None")
def mask_token(token):
    if len(token) > 8:
        return "hf_…" + token[-4:]


@wrong("an empty text for a short token", cause="a token that is short or empty reads `hf_…` too")
def mask_token(token):
    return "hf_…" + token[-4:] if len(token) > 8 else ""


@wrong("the empty token stays empty", cause="a token that is short or empty reads `hf_…` too")
def mask_token(token):
    return token and "hf_…" + (token[-4:] if len(token) > 8 else "")


@wrong("a ValueError for a short token", cause="is no error: it is masked as well")
def mask_token(token):
    if len(token) <= 8:
        raise ValueError("this token is too short")
    return "hf_…" + token[-4:]


@wrong("letters in a list", cause="this is a list of strings")
def mask_token(token):
    return list("hf_…" + (token[-4:] if len(token) > 8 else ""))


@wrong("bytes", cause="these are bytes; a string is asked for")
def mask_token(token):
    return ("hf_…" + (token[-4:] if len(token) > 8 else "")).encode()


@wrong("a token that begins otherwise is an error", cause="is no error: it is masked as well")
def mask_token(token):
    if not token.startswith("hf_"):
        raise ValueError("this is not a token of the Hub")
    return "hf_…" + (token[-4:] if len(token) > 8 else "")


@right("an if statement and an escape")
def mask_token(token):
    if len(token) <= 8:
        return "hf_\u2026"
    return f"hf_\N{HORIZONTAL ELLIPSIS}{token[-4:]}"


@right("joins the last letters one by one")
def mask_token(token):
    shown = []
    if len(token) > 8:
        for position in range(len(token) - 4, len(token)):
            shown.append(token[position])
    return "".join(["hf_", "…", *shown])


@right("a regular expression")
def mask_token(token):
    import re

    match = re.fullmatch(r".{5,}(.{4})", token, re.DOTALL)
    return "hf_…" + (match[1] if match else "")


@right("slices from five on")
def mask_token(token):
    return "hf_…" + token[5:][-4:] * (len(token) > 8)


@right("a format string")
def mask_token(token):
    visible = token[len(token) - 4 :] if len(token) >= 9 else ""
    return "hf_…{}".format(visible)


@right("turns it round twice")
def mask_token(token):
    last = "".join(reversed("".join(reversed(token))[:4]))
    return "hf_…" + (last if not len(token) < 9 else "")


# log_in


@wrong("asks who it is, and logs nobody in", cause="whoami alone does not log in")
def log_in(token):
    import huggingface_hub

    try:
        return huggingface_hub.whoami(token.strip())["name"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong("returns nothing", cause="the function returned None")
def log_in(token):
    import huggingface_hub

    try:
        huggingface_hub.login(token.strip())
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong("returns the token", cause="this is the token; the account's name is asked for")
def log_in(token):
    import huggingface_hub

    try:
        huggingface_hub.login(token.strip())
    except Exception:
        raise ValueError("the Hub did not accept this token") from None
    return token.strip()


@wrong("returns True", cause="a string is asked for, and this is True or False")
def log_in(token):
    import huggingface_hub

    try:
        huggingface_hub.login(token.strip())
    except Exception:
        raise ValueError("the Hub did not accept this token") from None
    return True


@wrong("the full name", cause="this is the name for people to read")
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["fullname"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong("the token's name", cause="this is the token's name; the account's is asked for")
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["auth"]["accessToken"]["displayName"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong("all that is known about the account", cause="a string is asked for, and this is a dict")
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong("the docstring's answer", cause="this is the answer of the docstring's example")
def log_in(token):
    import huggingface_hub

    try:
        huggingface_hub.login(token.strip())
    except Exception:
        raise ValueError("the Hub did not accept this token") from None
    return "ada"


@wrong("asks about the login of this machine", cause="the library prefers to a login")
def log_in(token):
    import huggingface_hub

    try:
        huggingface_hub.login(token.strip())
        return huggingface_hub.whoami()["name"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong("logs in without the token", cause="hand it over, `huggingface_hub.login(token)`")
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login()
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong("saves the token by hand before asking", cause="the token was saved before the Hub had accepted it")
def log_in(token):
    from pathlib import Path

    import huggingface_hub

    token = token.strip()
    Path(huggingface_hub.constants.HF_TOKEN_PATH).write_text(token, encoding="utf-8")
    try:
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong("sets the environment variable instead", cause="call huggingface_hub.login(token)")
def log_in(token):
    import os

    import huggingface_hub

    os.environ["HF_TOKEN"] = token.strip().replace("\n", "")
    try:
        return huggingface_hub.whoami()["name"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong("does not trim", cause="white space round the token goes before it is sent")
def log_in(token):
    import huggingface_hub

    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong("lets the library's errors out", cause="let the function `raise ValueError(…)` here")
def log_in(token):
    import huggingface_hub

    token = token.strip()
    huggingface_hub.login(token)
    return huggingface_hub.whoami(token)["name"]


@wrong("catches the Hub's refusal only", cause="with such characters the client refuses to send it")
def log_in(token):
    import huggingface_hub
    from huggingface_hub.errors import HfHubHTTPError

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except HfHubHTTPError:
        raise ValueError("the Hub did not accept this token") from None


@wrong("catches ValueError only", cause="let the function `raise ValueError(…)` here")
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except ValueError:
        raise ValueError("the Hub did not accept this token") from None


@wrong("the token in the message", cause="the message passes on the text of another error or the token itself")
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError(f"the Hub did not accept {token}") from None


@wrong(
    "the token in quotes in the message", cause="the message passes on the text of another error or the token itself"
)
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError(f"the Hub did not accept {token!r}") from None


@wrong(
    "the token as a second argument of the error",
    cause="the message passes on the text of another error or the token itself",
)
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError("the Hub did not accept this token", token) from None


@wrong("passes the error's text on", cause="the message passes on the text of another error or the token itself")
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception as error:
        raise ValueError(str(error)) from error


@wrong("passes the error itself on", cause="the message passes on the text of another error or the token itself")
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception as error:
        raise ValueError(f"not logged in: {error!r}") from None


@wrong("takes the token out of the error's text as it stands", cause="passes on the text of another error")
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception as error:
        raise ValueError(repr(error).replace(token, mask_token(token))) from None


@wrong("a PermissionError", cause="a PermissionError is no ValueError")
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise PermissionError("the Hub did not accept this token") from None


@wrong("returns None for a bad token", cause="`raise ValueError(…)` says so")
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        return None


@wrong("returns the error for a bad token", cause="the exception was returned; `raise` throws it")
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        return ValueError("the Hub did not accept this token")


@wrong("ends the program for a bad token", cause="it is not for it to end the program or the test")
def log_in(token):
    import huggingface_hub

    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise SystemExit("the Hub did not accept this token")


@wrong("prints the token", cause="a token on the screen ends up in screenshots")
def log_in(token):
    import huggingface_hub

    token = token.strip()
    print(f"logging in with {token} …")
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError("the Hub did not accept this token") from None


@wrong("prints the token when it worked", cause="a token on the screen ends up in screenshots")
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


@wrong("writes the token to the error stream", cause="a token on the screen ends up in screenshots")
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


@wrong("prints the traceback", cause="a token on the screen ends up in screenshots")
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


@wrong("logs the token", cause="a token on the screen ends up in screenshots")
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


@wrong("warns with the token", cause="a token on the screen ends up in screenshots")
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


@right("the masked token in the message")
def log_in(token):
    from huggingface_hub import login, whoami

    token = token.strip()
    try:
        login(token=token)
        return whoami(token=token)["name"]
    except Exception as error:
        raise ValueError(f"the Hub did not accept {mask_token(token)}: {type(error).__name__}") from None


@right("asks first, logs in then")
def log_in(token):
    import huggingface_hub

    clean = token.strip()
    try:
        account = huggingface_hub.whoami(clean)
    except Exception:
        raise ValueError("The Hub rejected the token.") from None
    huggingface_hub.login(clean)
    return account["name"]


@right("through the API object")
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


@right("refuses what no header can hold before asking")
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


@right("its own kind of ValueError")
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


@right("its own kind of two errors")
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


@right("greets the account")
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


# token_role


@wrong("asks about the login of this machine", cause="ask about the token that came in")
def token_role(token):
    import huggingface_hub

    return huggingface_hub.whoami()["auth"]["accessToken"]["role"]


@wrong("the kind of the account", cause="this is the kind of account")
def token_role(token):
    import huggingface_hub

    return huggingface_hub.whoami(token)["type"]


@wrong("the kind of the login", cause="this is the kind of login")
def token_role(token):
    import huggingface_hub

    return huggingface_hub.whoami(token)["auth"]["type"]


@wrong("all that is known about the token", cause="a string is asked for, and this is a dict")
def token_role(token):
    import huggingface_hub

    return huggingface_hub.whoami(token)["auth"]["accessToken"]


@wrong("the token's name", cause="this is the token's name, which anybody may choose")
def token_role(token):
    import huggingface_hub

    return huggingface_hub.whoami(token)["auth"]["accessToken"]["displayName"]


@wrong("the role at the top", cause="there is no `role` at the top")
def token_role(token):
    import huggingface_hub

    return huggingface_hub.whoami(token)["role"]


@wrong("the role at the top, if there is one", cause="there is no `role` at the top")
def token_role(token):
    import huggingface_hub

    return huggingface_hub.whoami(token).get("role")


@wrong("always read", cause="the role is not always the same: ask the Hub")
def token_role(token):
    return "read"


@wrong("always write, as the lecture asks", cause="the role is not always the same: ask the Hub")
def token_role(token):
    return "write"


@wrong("read or write", cause="there is a third role beside read and write")
def token_role(token):
    import huggingface_hub

    role = huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]
    return "write" if role == "write" else "read"


@wrong("in lower case", cause="only upper and lower case differ")
def token_role(token):
    import huggingface_hub

    return huggingface_hub.whoami(token)["auth"]["accessToken"]["role"].lower()


@wrong("another spelling", cause="the Hub spells this role `fineGrained`")
def token_role(token):
    import huggingface_hub

    role = huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]
    return {"read": "read", "write": "write", "fineGrained": "fine-grained"}[role]


@wrong("only the known two", cause="there is a third role beside read and write")
def token_role(token):
    import huggingface_hub

    role = huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]
    if role in ("read", "write"):
        return role
    raise ValueError(f"no such role: {role}")


@wrong("whether it may write", cause="a string is asked for, and this is True or False")
def token_role(token):
    import huggingface_hub

    return huggingface_hub.whoami(token)["auth"]["accessToken"]["role"] == "write"


@wrong("prints it", cause="the answer was printed")
def token_role(token):
    import huggingface_hub

    print(huggingface_hub.whoami(token)["auth"]["accessToken"]["role"])


@wrong("roles in a list", cause="this is a list of strings")
def token_role(token):
    import huggingface_hub

    return [huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]]


@wrong("guesses from the token's text", cause="the role is not always the same: ask the Hub")
def token_role(token):
    return "write" if token.startswith("hf_") else "read"


@wrong("remembers the first answer", cause="the role is not always the same: ask the Hub")
def token_role(token, known={}):
    import huggingface_hub

    if "role" not in known:
        known["role"] = huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]
    return known["role"]


@right("through the API object")
def token_role(token):
    from huggingface_hub import HfApi

    return HfApi(token=token).whoami()["auth"]["accessToken"]["role"]


@right("the token to the API object's method")
def token_role(token):
    from huggingface_hub import HfApi

    account = HfApi().whoami(token=token)
    return account.get("auth", {}).get("accessToken", {}).get("role")


@right("the library's session")
def token_role(token):
    from huggingface_hub import constants
    from huggingface_hub.utils import build_hf_headers, get_session, hf_raise_for_status

    response = get_session().get(f"{constants.ENDPOINT}/api/whoami-v2", headers=build_hf_headers(token=token))
    hf_raise_for_status(response)
    return response.json()["auth"]["accessToken"]["role"]


@right("the standard library alone")
def token_role(token):
    import json
    import os
    from urllib.request import Request, urlopen

    address = os.environ.get("HF_ENDPOINT", "https://huggingface.co") + "/api/whoami-v2"
    with urlopen(Request(address, headers={"Authorization": f"Bearer {token}"})) as answer:
        return json.load(answer)["auth"]["accessToken"]["role"]


@right("one step at a time")
def token_role(token):
    account = huggingface_hub.whoami(token.strip())
    for key in ("auth", "accessToken", "role"):
        account = account[key]
    return account


@right("a match statement")
def token_role(token):
    match huggingface_hub.whoami(token=token):
        case {"auth": {"accessToken": {"role": str(role)}}}:
            return role
    raise ValueError("the Hub did not say")


@wrong("old variable in dotenv too", cause="only the name HF_TOKEN counts")
def find_token(_f=find_token):
    import re
    from pathlib import Path

    t = _f()
    if t is None and Path(".env").is_file():
        m = re.search(r"(?m)^(?:HUGGING_FACE_HUB_TOKEN|HUGGINGFACE_TOKEN|HF_API_TOKEN)=(\S+)", Path(".env").read_text())
        return m and m[1]
    return t


@wrong("prints the token", cause="a token on the screen")
def find_token(_f=find_token):
    t = _f()
    print("found", t)
    return t


@wrong("logs the token", cause="a token on the screen")
def find_token(_f=find_token):
    import logging

    t = _f()
    logging.getLogger("find").warning("token %s", t)
    return t


@wrong("env: any case of the name", cause="only the name HF_TOKEN counts")
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


@wrong("empty saved token is an empty string", cause="the answer is None")
def find_token(_f=find_token):
    from pathlib import Path
    from huggingface_hub import constants

    t = _f()
    if t is None and Path(constants.HF_TOKEN_PATH).is_file():
        return ""
    return t


@wrong("bytes counted", cause="eight characters or fewer")
def mask_token(token):
    return "hf_…" + (token[-4:] if len(token.encode()) > 8 else "")


@wrong("only hf_ tokens masked", cause="the last four characters are missing")
def mask_token(token):
    return "hf_…" + token[-4:] if token.startswith("hf_") and len(token) > 8 else "hf_…"


@wrong("length without hf_ of 5", cause="exactly eight characters")
def mask_token(token):
    return "hf_…" + (token[-4:] if len(token.removeprefix("hf_")) > 5 else "")


@wrong("remembers", cause="the token that came in")
def mask_token(token, _m={}):
    return _m.setdefault(len(token), "hf_…" + (token[-4:] if len(token) > 8 else ""))


@wrong("prints it", cause="a token on the screen")
def mask_token(token):
    print("masking", token)
    return "hf_…" + (token[-4:] if len(token) > 8 else "")


@wrong("joins broken lines", cause="do not mend it")
def log_in(token):
    from huggingface_hub import login, whoami

    token = "".join(token.split())
    try:
        login(token)
        return whoami(token)["name"]
    except Exception:
        raise ValueError("rejected") from None


@wrong("drops what cannot be sent", cause="do not mend it")
def log_in(token):
    from huggingface_hub import login, whoami

    token = token.encode("ascii", "ignore").decode().strip()
    try:
        login(token)
        return whoami(token)["name"]
    except Exception:
        raise ValueError("rejected") from None


@wrong("first line only", cause="do not mend it")
def log_in(token):
    from huggingface_hub import login, whoami

    token = (token.strip().splitlines() or [""])[0]
    try:
        login(token)
        return whoami(token)["name"]
    except Exception:
        raise ValueError("rejected") from None


@wrong("cached", cause="log in at every call")
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


@wrong("search in the answer", cause="stands elsewhere")
def token_role(token):
    from huggingface_hub import whoami

    s = str(whoami(token))
    return "write" if "write" in s else "fineGrained" if "fineGrained" in s else "read"


@wrong("prints the token", cause="a token on the screen")
def token_role(token):
    from huggingface_hub import whoami

    print(token)
    return whoami(token)["auth"]["accessToken"]["role"]


# More of what people hand in


@wrong("the saved login's file is opened unseen", cause="an earlier login need not have been")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file):
        token = (place() or "").strip()
        if token:
            return token
    with open(constants.HF_TOKEN_PATH) as file:
        return file.read().strip() or None


@wrong("the path of the saved login", cause="this is where an earlier login saved the token")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file):
        token = (place() or "").strip()
        if token:
            return token
    return constants.HF_TOKEN_PATH if os.path.exists(constants.HF_TOKEN_PATH) else None


@wrong("the whole line of .env", cause="this is the whole line")
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


@wrong("reads .env by configparser", cause="a file .env has no sections")
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


@wrong("a secret with a default", cause="`userdata.get` takes the name of the secret, and nothing else")
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


@wrong("takes the variable out", cause="the first call found it and the second did not")
def find_token():
    for place in (_from_colab, lambda: os.environ.pop("HF_TOKEN", None), _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token


@wrong("logs in with what it found", cause="the Hub was asked, and nobody has to be")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            huggingface_hub.login(token)
            return token


@wrong("names that other packages use", cause="only the name HF_TOKEN counts")
def find_token():
    for name in ("HF_TOKEN", "HUGGINGFACEHUB_API_TOKEN", "HUGGING_FACE_HUB_TOKEN"):
        for place in (_from_colab, lambda: os.environ.get(name), _from_env_file, _from_login):
            token = (place() or "").strip()
            if token:
                return token


@wrong("the longest of all", cause=".env comes before the saved login")
def find_token():
    return (
        max(((p() or "").strip() for p in (_from_colab, _from_environment, _from_env_file, _from_login)), key=len)
        or None
    )


@wrong("None as soon as one place has none", cause="the places without one do not end the search")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, _from_login):
        token = (place() or "").strip()
        if token:
            return token
        else:
            return None


@wrong("nine characters are short", cause="nine characters is long already")
def mask_token(token):
    return "hf_…" + token[-4:] if len(token) > 9 else "hf_…"


@wrong("an ellipsis for every hidden character", cause="for every hidden character")
def mask_token(token):
    return "hf_" + "…" * (len(token) - 7) + token[-4:] if len(token) > 8 else "hf_…"


@wrong("from the fifth on", cause="a minus counts from the end")
def mask_token(token):
    return "hf_…" + token[4:] if len(token) > 8 else "hf_…"


@wrong("as many stars as a short token is long", cause="a star for every hidden character")
def mask_token(token):
    return "hf_…" + token[-4:] if len(token) > 8 else "*" * len(token)


@wrong("two of a short token", cause="nothing is shown, not even how long it is")
def mask_token(token):
    return "hf_…" + token[-4:] if len(token) > 8 else "hf_…" + token[-2:]


@wrong("forgets the f of the f-string", cause="an `f` in front of the quotes")
def mask_token(token):
    return "hf_…{token[-4:]}"


@wrong("Python's Ellipsis", cause="Python's object Ellipsis")
def mask_token(token):
    return f"hf_{...}{token[-4:]}" if len(token) > 8 else f"hf_{...}"


@right("a queue of four")
def mask_token(token):
    from collections import deque

    return "hf_…" + "".join(deque(token, maxlen=4 if len(token) > 8 else 0))


@wrong("a greeting", cause="the account's `name` as whoami has it, and nothing else")
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
        return f"Logged in as {huggingface_hub.whoami(token)['name']}"
    except Exception:
        raise ValueError("The Hub did not accept this token.") from None


@wrong("the e-mail address", cause="this is the account's e-mail address")
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["email"]
    except Exception:
        raise ValueError("The Hub did not accept this token.") from None


@wrong("a key that is not there", cause="whoami's dict has no such key")
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
    except Exception:
        raise ValueError("The Hub did not accept this token.") from None
    return huggingface_hub.whoami(token)["username"]


@wrong("the masked token", cause="this is the masked token; the account's name is asked for")
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
        return mask_token(token)
    except Exception:
        raise ValueError("The Hub did not accept this token.") from None


@wrong("whoever is logged in already", cause="this is the account that was logged in before")
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


@right("a context manager that translates")
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


@wrong("the role in auth", cause="nor in `auth`")
def token_role(token):
    return huggingface_hub.whoami(token)["auth"]["role"]


@wrong("accessToken at the top", cause="this key is not there where you look for it")
def token_role(token):
    return huggingface_hub.whoami(token)["accessToken"]["role"]


@wrong("a dict's content as attributes", cause="looked up by their keys, in square brackets")
def token_role(token):
    return huggingface_hub.whoami(token).auth.accessToken.role


@wrong("forgets return", cause="None came back: without a `return`")
def token_role(token):
    huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]


@wrong("no way for the third role", cause="there is a third role beside read and write")
def token_role(token):
    role = huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]
    if role == "read":
        return "read"
    elif role == "write":
        return "write"


@wrong("another spelling, with an underscore", cause="the Hub spells this role `fineGrained`")
def token_role(token):
    role = huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]
    return "fine_grained" if role == "fineGrained" else role


@wrong("the account's name", cause="this is the account's name")
def token_role(token):
    return huggingface_hub.whoami(token)["name"]


@wrong("a sentence", cause="there is more in this text than the role")
def token_role(token):
    return "role: " + huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]


@right("reduce with getitem")
def token_role(token):
    from functools import reduce
    from operator import getitem

    return reduce(getitem, ("auth", "accessToken", "role"), huggingface_hub.whoami(token))


# log_in and token_role: the token at hand, and what is shown with an error


@wrong("asks who is logged in, not whose token it is", cause="the library prefers to a login")
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami()["name"]
    except Exception:
        raise ValueError("The Hub did not accept this token.") from None


@wrong("asks about the token that the library finds", cause="the library prefers to a login")
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(huggingface_hub.get_token())["name"]
    except Exception:
        raise ValueError("The Hub did not accept this token.") from None


@wrong("leaves the library's error in the traceback", cause="`raise … from None` leaves what came before out")
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        raise ValueError("The Hub did not accept this token.")


@wrong("names the library's error as the reason", cause="`raise … from None` leaves what came before out")
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception as error:
        raise ValueError("The Hub did not accept this token.") from error


@wrong("puts the token in a note", cause="a note, is shown with it")
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception:
        refused = ValueError("The Hub did not accept this token.")
        refused.add_note(f"the token was {token}")
        raise refused from None


@wrong(
    "hides the error before it and keeps the first of a chain", cause="`raise … from None` leaves what came before out"
)
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token)
        return huggingface_hub.whoami(token)["name"]
    except Exception as error:
        raise ValueError("The Hub did not accept this token.") from RuntimeError(str(error) + token)


@right("raises where no other error is being handled")
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


@right("shows the kind of the error, which says nothing of the token")
def log_in(token):
    token = token.strip()
    try:
        huggingface_hub.login(token, add_to_git_credential=False)
        account = huggingface_hub.HfApi(token=token).whoami()
    except Exception as error:
        raise ValueError(f"not accepted ({type(error).__name__}); it ends in {mask_token(token)[-4:]}") from None
    return account["name"]


@wrong("logs in to ask", cause="nobody has to be logged in with it")
def token_role(token):
    huggingface_hub.login(token)
    return huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]


@wrong("logs in to ask, and asks about whoever is ahead", cause="this is the role of the environment's HF_TOKEN")
def token_role(token):
    huggingface_hub.login(token)
    return huggingface_hub.whoami()["auth"]["accessToken"]["role"]


@wrong("logs in by the function beside it", cause="nobody has to be logged in with it")
def token_role(token):
    log_in(token)
    return huggingface_hub.whoami(token)["auth"]["accessToken"]["role"]


@right("sets the variable for the time of the call")
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


# find_token: what a Colab may answer, and the finer rules of .env


@wrong("does not know that nobody may answer Colab", cause="nor one that nobody allows in time")
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


@wrong("leaves the saved login to the library", cause="only the name HF_TOKEN counts")
def find_token():
    for place in (_from_colab, _from_environment, _from_env_file, huggingface_hub.get_token):
        token = (place() or "").strip()
        if token:
            return token
    return None


@wrong("export is followed by one space", cause="(export and two spaces)")
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


@wrong("export is followed by spaces", cause="(export and a tab)")
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


@wrong("takes the letters of export off", cause="(a name that begins with export)")
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


@wrong("the first line of the name counts", cause="(two lines of the name, the last counts)")
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


@wrong("a # within quotes begins a comment", cause="(# within double quotes)")
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


@wrong("a # behind a space begins a comment, also within quotes", cause="(# within single quotes)")
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


@wrong("a line is cut at every equals sign", cause="(a comment with an equals sign)")
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


@wrong("the value ends at the last quote of the line", cause="(a comment with quotes)")
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


@right("one pattern for a line of .env")
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


@right("reads .env into a dict")
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


@right("knows the three exceptions of Colab by their names")
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


@right("a mask by slices of a padded token")
def mask_token(token):
    return "hf_…" + ("" if len(token) <= 8 else "".join(token[index] for index in range(-4, 0)))
