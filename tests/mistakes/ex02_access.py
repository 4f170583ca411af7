"""Wrong answers to ex02 that can be told by name; see kit/suite/mistakes.py."""

from kit.suite.mistakes import Looks, Raises

WORDS = ("granted", "sign in", "sign the terms", "not found")
CATCH = "no access is an answer here, not an error: catch what `auth_check` raises, and return the word for it."
ELSEWHERE = "another Hub was asked than the one in use; leave the address to the library, or take huggingface_hub.constants.ENDPOINT."


def hub() -> str:
    """The address of the Hub in use."""
    from huggingface_hub import constants

    return constants.ENDPOINT


def around(page: str, model_id: str) -> bool:
    """Whether this is the right address with something round it."""
    return f"{hub()}/{model_id}" in page


MISTAKES = {
    "access": [
        Looks(
            "there is more than the answer; one of the four words alone is asked for.",
            lambda got, model_id: got.lower() not in WORDS and got.lower().startswith(WORDS),
        ),
        Raises(CATCH, "GatedRepoError"),
        Raises(CATCH, "RepositoryNotFoundError"),
        Raises(
            "for a token that is not valid, `auth_check` raises a plain HfHubHTTPError with status 401: that is 'sign in'.",
            "HfHubHTTPError",
            "401",
        ),
        Raises(ELSEWHERE, "ConnectError"),
        Raises(ELSEWHERE, "ConnectionError"),
    ],
    "terms_page": [
        (
            "a slash is missing between the Hub's address and the model's id.",
            lambda model_id: hub() + model_id,
        ),
        (
            "the slash in the model's id stays a slash: the address needs no escaping here.",
            lambda model_id: f"{hub()}/{model_id.replace('/', '%2F')}",
        ),
        (
            "this is the publisher's page; the terms are on the page of the model, so the whole id belongs into the address.",
            lambda model_id: f"{hub()}/{model_id.partition('/')[0]}",
        ),
        (
            "the publisher is missing in the address: the whole id belongs into it.",
            lambda model_id: f"{hub()}/{model_id.partition('/')[2]}",
        ),
        Looks(
            "the address is asked for as it is, with nothing round it.",
            lambda page, model_id: around(page, model_id) and not page.startswith(hub()),
        ),
        Looks(
            "this is an address below or beside the model's own page; that page is the Hub's address, a slash and the id.",
            lambda page, model_id: page.startswith(f"{hub()}/") and model_id in page and page != f"{hub()}/{model_id}",
        ),
        Looks(
            "this is a page of the Hub, and not of the model that was asked for.",
            lambda page, model_id: page.startswith(f"{hub()}/") and model_id.lower() not in page.lower(),
        ),
        Looks(
            "these are the parts of the address; one string is asked for.",
            lambda page, model_id: type(page) is tuple,
        ),
        Looks(
            "the Hub's address was changed; it goes in front as huggingface_hub.constants.ENDPOINT spells it.",
            lambda page, model_id: hub().partition("://")[2] in page and not page.startswith(hub()),
        ),
        Looks(
            "this is the name of the constant in quotes; its value is the Hub's address.",
            lambda page, model_id: "ENDPOINT" in page,
        ),
    ],
    "first_available": [
        ("this is the word that access gives; the model's id is asked for.", lambda model_ids: "granted"),
        Looks(
            "this is the position in the list; the model's id is asked for.",
            lambda got, model_ids: type(got) is int,
        ),
        Looks(
            "these are all that may be used; the first of them is asked for.", lambda got, model_ids: type(got) is list
        ),
        Looks(
            "this model may not be used; where there is none, the answer is None.",
            lambda got, model_ids: got == model_ids[-1],
        ),
        Raises(
            "a list without its first item: where no model may be used, the answer is None, so look before taking `[0]`.",
            "IndexError",
        ),
        Raises("`next(…)` found nothing; `next(…, None)` gives None then.", "StopIteration"),
    ],
}
