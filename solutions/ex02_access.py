"""Sign the terms: may I use this model, and if not, why not?

Some models on the Hub are gated. Anyone may look at the page, but the files
come only after you, a person, have read the publisher's terms on the model's
page and agreed to them. For Llama that takes a form and some minutes or hours
until Meta has approved it; meanwhile the request is pending, and the Hub
answers as if nothing was signed. You can skip ahead and come back. One
signature opens a whole family: Llama 3.1 in all its sizes, base and Instruct.
Llama 3 and Llama 4 are other families, with terms of their own.

When a download fails, three quite different things may be wrong: the Hub does
not know who you are (log in), it knows you but you have not signed (sign), or
there is no such model (a typo). `AutoTokenizer` wraps all three into one long
OSError. So ask the Hub directly: `huggingface_hub.auth_check(model_id)`
returns quietly when you may use the model and raises otherwise.

Two traps. The error for a gated model, `GatedRepoError`, is a subclass of
`RepositoryNotFoundError`, so the order of two `except` lines matters. And a
visitor without a token gets the same answer for a missing model as for a
private one: 401, "I do not know you", since the Hub does not tell strangers
what exists.

Which Hub is asked is a setting: the environment variable HF_ENDPOINT, or in
code `huggingface_hub.constants.ENDPOINT`. In this course it is a practice Hub
on your own machine, where the suite signs for the accounts it makes.
On the real Hub only you can sign, on the model's page.
"""

from huggingface_hub import auth_check, constants
from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError


def access(model_id: str) -> str:
    """Return whether the model may be used with the login of this machine, in one of four answers.

    - `"granted"`: its files may be downloaded (also without a token, when the model is open)
    - `"sign in"`: the Hub does not know who asks: there is no token, or it is not valid
    - `"sign the terms"`: logged in, but this account has not signed, its request is still waiting for
      approval or was turned down, or its token may not use that
      (of a token without the permission the Hub says so by a GatedRepoError or by a plain 403)
    - `"not found"`: there is no such model

    Without a token, a model that does not exist is `"sign in"` too: the Hub answers 401. What was
    downloaded or answered before says nothing about now.

    >>> access("meta-llama/Meta-Llama-3.1-8B")
    'sign the terms'
    """
    try:
        auth_check(model_id)
    except GatedRepoError as error:  # before RepositoryNotFoundError, of which it is a subclass
        return "sign in" if error.response.status_code == 401 else "sign the terms"
    except RepositoryNotFoundError as error:
        return "sign in" if error.response.status_code == 401 else "not found"
    except HfHubHTTPError as error:  # a token the Hub does not know, or one that lacks a permission
        answers = {401: "sign in", 403: "sign the terms"}
        if error.response.status_code not in answers:
            raise
        return answers[error.response.status_code]
    return "granted"


def terms_page(model_id: str) -> str:
    """Return the address of the page on which a person signs the model's terms.

    That is the model's own page, on whichever Hub the library is set to, by HF_ENDPOINT or in code:
    `huggingface_hub.constants.ENDPOINT` has its address, with no slash at its end. There may be a
    path in it (`https://hub.example/mirror`), behind which the model's id goes.

    >>> terms_page("meta-llama/Meta-Llama-3.1-8B")      # on the real Hub
    'https://huggingface.co/meta-llama/Meta-Llama-3.1-8B'
    """
    return f"{constants.ENDPOINT}/{model_id}"


def first_available(model_ids: list[str]) -> str | None:
    """Return the first of these models, in the list's own order, that may be used now; None when none may.

    An open model may be used by everybody, logged in or not. That is what one does while an approval is
    pending: work with the next best model.

    >>> first_available(["meta-llama/Meta-Llama-3.1-8B", "mistralai/Mistral-Nemo-Base-2407"])
    'mistralai/Mistral-Nemo-Base-2407'
    """
    for model_id in model_ids:
        if access(model_id) == "granted":
            return model_id
    return None
