"""Wrong answers to ex01 that can be told by name; see kit/mistakes.py."""

from kit.mistakes import Looks, Raises

UNREADABLE = (
    "a secret that is missing or not shared with the notebook is no error: catch it, and look in the next place."
)
ROLE = 'the role is at `whoami(token)["auth"]["accessToken"]["role"]`.'
DOCSTRING = "this is the answer of the docstring's example; work it out from the token that came in."


def masked(front: str, back: str):
    """What mask_token returns of a long token, with another front or back, and `front` alone of a short one."""
    return lambda token: front.format(token) + (back.format(token) if len(token) > 8 else "")


MISTAKES = {
    "find_token": [
        Raises(
            '`os.environ["HF_TOKEN"]` is an error when there is no such variable; `os.environ.get("HF_TOKEN")` gives None.',
            "KeyError",
            "HF_TOKEN",
        ),
        Raises("there need not be a file .env: look whether it exists before reading it.", "FileNotFoundError", ".env"),
        Raises(UNREADABLE, "SecretNotFoundError"),
        Raises(UNREADABLE, "NotebookAccessError"),
        Looks(
            "this is the masked token, which opens nothing; the token itself is asked for.",
            lambda got: got.startswith("hf_…"),
        ),
    ],
    "mask_token": [
        ("a token that is short or empty reads `hf_…` too.", lambda token: ""),
        ("the whole token is shown.", lambda token: token),
        (DOCSTRING, lambda token: "hf_…5678"),
        (
            "`hf_` counts too: it is the whole token that has to be longer than eight characters.",
            lambda token: "hf_…" + (token[-4:] if len(token.removeprefix("hf_")) > 8 else ""),
        ),
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
            lambda token: "*" * (len(token) - 4) + token[-4:],
        ),
        (
            "there is a star for every hidden character, which tells how long the token is.",
            lambda token: "hf_" + "*" * (len(token) - 7) + token[-4:],
        ),
        ("more than the last four characters are shown.", lambda token: "hf_…" + token[-5:]),
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
        Raises(
            "a token with such characters cannot be sent at all: the client's own error has to become a ValueError too.",
            "LocalProtocolError",
        ),
    ],
    "token_role": [
        (f"this is the kind of account: {ROLE}", lambda token: "user"),
        (f"this is the kind of login: {ROLE}", lambda token: "access_token"),
        ("the Hub spells this role `fineGrained`.", lambda token: "fine-grained"),
        Looks(f"this is the token's name, which anybody may choose: {ROLE}", lambda got, token: got.count("-") > 1),
        Looks(f"there is no `role` at the top of what whoami gives: {ROLE}", lambda got, token: got is None),
        Raises(f"there is no `role` at the top of what whoami gives: {ROLE}", "KeyError", "role"),
    ],
}
