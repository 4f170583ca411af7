"""Wrong answers to ex01 that can be told by name; see kit/mistakes.py."""

MISTAKES = {
    "mask_token": [
        ("the whole token is shown.", lambda token: token),
        (
            "exactly eight characters already count as short: 'eight or fewer'.",
            lambda token: "hf_…" + (token[-4:] if len(token) >= 8 else ""),
        ),
        ("of eight characters or fewer, none may be shown.", lambda token: "hf_…" + token[-4:]),
        ("the last four characters are missing: they tell one token from another.", lambda token: "hf_…"),
        ("these are three full stops; the ellipsis … is one character.", lambda token: "hf_..." + token[-4:]),
        ("these are three full stops; the ellipsis … is one character.", lambda token: "hf_..."),
        (
            "the first characters are shown; of the token itself only the last four may be.",
            lambda token: token[:4] + "…" + token[-4:],
        ),
        (
            "there is a star for every hidden character, which tells how long the token is.",
            lambda token: "*" * (len(token) - 4) + token[-4:],
        ),
        ("more than the last four characters are shown.", lambda token: "hf_…" + token[-5:]),
    ],
}
