"""Get in: find a token, log in, and keep the token to yourself.

Llama's files are not for everybody: Meta asks who you are. So before any
tokenizer there is an account on the Hugging Face Hub, and in code an account
is an access token, a string that begins with `hf_`. Whoever has the string
is you. That is why it never belongs into the code, into a notebook's output
or into an error message: all of these get saved, shared and searched.

People keep tokens in one of four places. Colab has secrets (the key symbol at
the left), which a notebook may read when you allow it to. A terminal has the
environment variable HF_TOKEN. A project often has a file named `.env` with
lines such as `HF_TOKEN=hf_...`. And after `huggingface_hub.login` the token
is saved in a file, so that you need not log in again.

Every token has a role. `read` may download, `write` may also upload, and
`fineGrained` may do exactly what was ticked when it was made. The lecture
asks for write because a later lesson uploads a model; for tokenizers, read
is enough.

The library is huggingface_hub: `login`, `whoami`, and the constant
`huggingface_hub.constants.HF_TOKEN_PATH`, the file with the saved token.
"""


def find_token() -> str | None:
    """Return the Hub token from the first of these places that has one, None when none has.

    1. the Colab secret HF_TOKEN (`google.colab.userdata`), where there is one and it may be read
    2. the environment variable HF_TOKEN
    3. HF_TOKEN in a file `.env` in the working directory. The usual rules hold:
       `HF_TOKEN=hf_abc`, also with `export` and white space in front, with spaces round
       the =, with the value in single or double quotes (a `#` within them is part of it),
       with a comment (`# ...`) behind it; the last line of that name counts
    4. the token that an earlier login saved

    White space around a token goes. An empty value counts as absent, and the search goes on.
    A secret that does not exist, is not shared with the notebook, or that nobody allows in time
    (`userdata.TimeoutException`) is no error: the search goes on. Only the name HF_TOKEN counts.

    >>> os.environ["HF_TOKEN"] = "  hf_abcdefghij  "
    >>> find_token()
    'hf_abcdefghij'
    """
    raise NotImplementedError("ex01_login.find_token: not written yet")


def mask_token(token: str) -> str:
    """Return what may be shown of a token: `hf_…` and its last four characters.

    Of a token of eight characters or fewer, none is shown: four of eight would be half of it.
    The dots are one character, the ellipsis `…`.

    >>> mask_token("hf_abcdefghijklmnopqrstuvwxyz12345678")
    'hf_…5678'
    >>> mask_token("hf_abc")
    'hf_…'
    """
    raise NotImplementedError("ex01_login.mask_token: not written yet")


def log_in(token: str) -> str:
    """Log in with the library's own `login` and return the account's name.

    White space around the token is trimmed first. Nothing is printed that contains the token.

    Raises ValueError when the Hub rejects the token, and when it cannot even be sent (a header
    holds no line breaks, no Chinese). Neither the text of the error may contain the token, nor
    what a traceback shows with it (the error it came from, notes): these end up in notebooks and logs.

    >>> log_in("hf_the_token_of_ada")
    'ada'
    """
    raise NotImplementedError("ex01_login.log_in: not written yet")


def token_role(token: str) -> str:
    """Return the token's role as the Hub reports it: `"read"`, `"write"` or `"fineGrained"`.

    `huggingface_hub.whoami(token)` returns a dict about the account; the role is in
    its part `auth`, under `accessToken`. The token is only asked about: who is logged in on
    this machine stays as it was.

    >>> token_role("hf_the_token_of_ada")
    'read'
    """
    raise NotImplementedError("ex01_login.token_role: not written yet")


if __name__ == "__main__":
    print("This file only defines functions. To have them graded: kit run ex01")
