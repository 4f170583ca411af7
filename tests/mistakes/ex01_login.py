"""Wrong answers to ex01 that can be told by name; see kit/suite/mistakes.py."""

import re

from kit.suite.mistakes import Looks, Raises

UNREADABLE = (
    "a secret that is missing or not shared with the notebook is no error, nor one that nobody allows in time: catch all "
    "three, and look in the next place."
)
ROLE = 'the role is at `whoami(token)["auth"]["accessToken"]["role"]`.'
ROLES = ("read", "write", "fineGrained")
SPELLINGS = ("fine-grained", "fine_grained", "fine grained", "finegrained")
DOCSTRING = "this is the answer of the docstring's example; work it out from the token that came in."


def masked(front: str, back: str):
    """What mask_token returns of a long token, with another front or back, and `front` alone of a short one."""
    return lambda token: front.format(token) + (back.format(token) if len(token) > 8 else "")


ASKED = "the Hub was asked, and nobody has to be: a token is only looked for here, and logging in is another function."

MISTAKES = {
    "find_token": [
        Raises(
            '`os.environ["HF_TOKEN"]` is an error when there is no such variable; `os.environ.get("HF_TOKEN")` gives None.',
            "KeyError",
            "HF_TOKEN",
        ),
        Raises("there need not be a file .env: look whether it exists before reading it.", "FileNotFoundError", ".env"),
        Raises(
            "an earlier login need not have been: look whether the file with its token exists before reading it.",
            "FileNotFoundError",
            "token'",
        ),
        Raises(ASKED, "HTTPError"),
        Raises(ASKED, "HfHubHTTPError"),  # its base is no built-in one, and so stays behind in a sandbox
        Raises(
            "`userdata.get` takes the name of the secret, and nothing else.", "TypeError", "get() takes 1 positional"
        ),
        Raises(
            "a file .env has no sections, so configparser cannot read it as it is: take its lines one by one.",
            "MissingSectionHeaderError",
        ),
        Raises(UNREADABLE, "SecretNotFoundError"),
        Raises(UNREADABLE, "NotebookAccessError"),
        Raises(UNREADABLE, "TimeoutException"),
        Raises(
            "outside Colab there is no `google.colab`: import it within `try`, and look in the next place where that fails.",
            "ImportError",
            "google",
        ),
        Looks(
            "white space around a token goes, wherever it was found: `.strip()`.",
            lambda got: got.strip().startswith("hf_") and got != got.strip(),
        ),
        Looks(
            "this is the whole line; the token is what stands behind the equals sign.",
            lambda got: got.startswith("HF_TOKEN="),
        ),
        Looks(
            "this is where an earlier login saved the token; read the file.",
            lambda got: got.endswith(("/token", "\\token")),
        ),
        Looks(
            "this is the masked token, which opens nothing; the token itself is asked for.",
            lambda got: got.startswith("hf_…"),
        ),
    ],
    "mask_token": [
        ("a token that is short or empty reads `hf_…` too.", lambda token: ""),
        ("the whole token is shown.", lambda token: token or ...),
        (DOCSTRING, lambda token: "hf_…5678"),
        (
            "`hf_` counts too: it is the whole token that has to be longer than eight characters.",
            lambda token: "hf_…" + (token[-4:] if len(token.removeprefix("hf_")) > 8 else ""),
        ),
        (
            "a token of nine characters is long already: more than eight.",
            lambda token: "hf_…" + (token[-4:] if len(token) > 9 else ""),
        ),
        (
            "there is a dot or ellipsis for every hidden character, which tells how long the token is.",
            lambda token: "hf_" + "…" * (len(token) - 7) + token[-4:] if len(token) > 12 else ...,
        ),
        (
            "these are all characters from the fifth on; a minus counts from the end: `[-4:]`.",
            lambda token: "hf_…" + token[4:] if len(token) > 12 else ...,
        ),
        (
            "`token[:-4]` are all characters but the last four; it is the other way round.",
            lambda token: "hf_…" + token[:-4],
        ),
        ("the last four characters are shown in reverse order.", lambda token: "hf_…" + token[:-5:-1]),
        ("three characters are shown; the last four are asked for.", lambda token: "hf_…" + token[-3:]),
        (
            "the ellipsis is missing between `hf_` and the last four characters.",
            lambda token: "hf_" + token[-4:] if len(token) > 8 else ...,
        ),
        (
            "`hf_…` is missing in front of the last four characters.",
            lambda token: token[-4:] if len(token) > 8 else ...,
        ),
        (
            "in an f-string `...` in braces is Python's object Ellipsis; the character … is asked for, without braces.",
            lambda token: "hf_Ellipsis" + token[-4:],
        ),
        ("there are quotes round it: `repr` made them.", lambda token: repr("hf_…" + token[-4:])),
        (
            "exactly eight characters already count as short: 'eight or fewer'.",
            lambda token: "hf_…" + (token[-4:] if len(token) >= 8 else ""),
        ),
        ("of eight characters or fewer, none may be shown.", lambda token: "hf_…" + token[-4:]),
        ("the last four characters are missing: they tell one token from another.", lambda token: "hf_…"),
        ("these are three full stops; the ellipsis … is one character.", lambda token: "hf_..." + token[-4:]),
        ("these are three full stops; the ellipsis … is one character.", lambda token: "hf_..."),
        ("these are the first four characters; the last four are asked for: `token[-4:]`.", masked("hf_…", "{0:.4}")),
        (
            "these are the four characters after `hf_`; the last four are asked for: `token[-4:]`.",
            lambda token: "hf_" + token[3:7] + "…",
        ),
        (
            "the first characters are shown; of the token itself only the last four may be.",
            lambda token: token[:4] + "…" + token[-4:],
        ),
        (
            "there is a star for every hidden character, which tells how long the token is.",
            lambda token: "*" * (len(token) - 4) + token[-4:] if len(token) > 8 else ...,
        ),
        (
            "there is a star for every hidden character, which tells how long the token is.",
            lambda token: "hf_" + "*" * (len(token) - 7) + token[-4:] if len(token) > 8 else "*" * len(token),
        ),
        ("more than the last four characters are shown.", lambda token: "hf_…" + token[-5:]),
        ("more than the last four characters are shown.", lambda token: "hf_…" + token[-6:]),
        ("more than the last four characters are shown.", lambda token: "hf_…" + token[-8:]),
        (
            "`token[-4:-1]` stops before the last character; `token[-4:]` has all four.",
            lambda token: "hf_…" + token[-4:-1],
        ),
        ("`token[-4]` is one character; `token[-4:]` are the last four.", lambda token: "hf_…" + token[-4]),
        (
            "the front was cut from the token; it is the text `hf_…`, however the token begins.",
            lambda token: token[:3] + "…" + (token[-4:] if len(token) > 8 else ""),
        ),
        ("`hf_` is missing in front of the ellipsis.", lambda token: "…" + (token[-4:] if len(token) > 8 else "")),
        ("there is a space that does not belong there.", lambda token: f"hf_… {token[-4:]}"),
        Looks(
            "the dots are another character than the ellipsis …; copy it from the docstring.",
            lambda got, token: got[:3] == "hf_" and got[3] != "…" and got[4:] == token[-4:],
        ),
        Raises("a token that is short, or begins otherwise, is no error: it is masked as well.", "ValueError"),
    ],
    "log_in": [
        (DOCSTRING, lambda token: "ada"),
        ("this is the token; the account's name is asked for, which `whoami` knows.", lambda token: token.strip()),
        Looks(
            "this is the masked token; the account's name is asked for, which `whoami` knows.",
            lambda got, token: got.startswith("hf_…"),
        ),
        Raises("whoami's dict has no such key: the account's name is under `name`.", "KeyError"),
        Raises(
            "with such characters the client refuses to send it: white space round a token is trimmed first, and of any other "
            "the client's own error has to become a ValueError.",
            "LocalProtocolError",
        ),
    ],
    "token_role": [
        (f"this is the kind of account: {ROLE}", lambda token: "user"),
        (f"this is the kind of login: {ROLE}", lambda token: "access_token"),
        *(("the Hub spells this role `fineGrained`.", lambda token, word=word: word) for word in SPELLINGS),
        Looks(
            f"this is the token's name, which anybody may choose: {ROLE}",
            lambda got, token: got.count("-") > 1 and got.endswith(ROLES),
        ),
        Looks(
            f"this is the account's name: {ROLE}",
            lambda got, token: re.fullmatch(r"[a-z]+-[a-z]+-\d+", got),
        ),
        Looks(
            "there is more in this text than the role: one word is asked for.",
            lambda got, token: got.startswith("{") or got.endswith(ROLES) and got not in ROLES and "-" not in got,
        ),
        Looks(
            f"None came back: without a `return`, or because there is no `role` at the top of what whoami gives: {ROLE}",
            lambda got, token: got is None,
        ),
        Raises(f"there is no `role` at the top of what whoami gives, nor in `auth`: {ROLE}", "KeyError", "'role'"),
        Raises(f"this key is not there where you look for it: {ROLE}", "KeyError", "ccess"),
    ],
}
