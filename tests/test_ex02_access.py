"""Graded: ex02, sign the terms."""

import pytest

from exercises.ex02_access import access, first_available, terms_page
from kit.hub import small
from kit.suite import Suite, points

suite = Suite("ex02_access")
expect = suite.expect

NARROW_FIRST = "GatedRepoError is a RepositoryNotFoundError too, so its `except` has to come first."
OWN_PAGE = "the terms are on the model's own page: the Hub's address, a slash and the model's id, as text."
OTHER_HUB = "which Hub is in use says huggingface_hub.constants.ENDPOINT; it is not always the public one."
STRANGER = "the Hub answers 401 when it does not know who asks; that is 'sign in', whatever the class of the error."


@pytest.fixture
def models(hub, rng):
    """A gated and an open model of names nobody has seen."""
    publisher = f"lab-{rng.randrange(10**6)}"
    gated, free = f"{publisher}/gated-model", f"{publisher}/open-model"
    hub.publish(gated, small.plain_files(), family=f"terms of {publisher}")
    hub.publish(free, small.plain_files())
    return {"gated": gated, "open": free, "missing": f"{publisher}/no-such-model", "family": f"terms of {publisher}"}


@points(1, access)
def test_without_a_token_gated_models_say_sign_in(machine, models):
    expect(access, models["gated"]).returns("sign in", because=STRANGER)


@points(1, access)
def test_a_token_that_is_not_valid_says_sign_in(machine, models):
    machine.save_token("hf_" + "x" * 34)
    expect(access, models["gated"]).returns("sign in", because=STRANGER)


@points(1, access)
def test_signing_the_terms_grants_access(hub, machine, models):
    account = hub.account()
    machine.save_token(account.token)
    expect(access, models["gated"]).returns("sign the terms", because=NARROW_FIRST)
    hub.sign(models["family"], account)
    expect(access, models["gated"]).returns("granted")


@points(1, access)
def test_a_missing_model_is_not_found_and_a_stranger_is_not_told(hub, machine, models):
    expect(access, models["missing"]).returns("sign in", because=STRANGER)
    machine.save_token(hub.account().token)
    expect(access, models["missing"]).returns("not found")


@points(1, access)
def test_open_models_need_nobody_and_a_token_may_lack_the_permission(hub, machine, models):
    expect(access, models["open"]).returns("granted")
    account = hub.account(role="fineGrained", gated=False)
    hub.sign(models["family"], account)
    machine.save_token(account.token)
    expect(access, models["gated"]).returns(
        "sign the terms", because="a token without the permission for gated models counts as 'sign the terms'."
    )
    expect(access, models["open"]).returns("granted")


@points(1, terms_page)
def test_the_terms_are_on_the_models_page_of_the_hub_in_use(hub, models):
    for model in (models["gated"], "meta-llama/Meta-Llama-3.1-8B"):
        page = expect(terms_page, model).call().result
        page = page.rstrip("/") if type(page) is str else page
        if page != f"{hub.url}/{model}":
            on_this_hub = type(page) is str and page.startswith(hub.url)
            cause = OWN_PAGE if on_this_hub or type(page) is not str else OTHER_HUB
            suite.wrong(f"{hub.url}/{model}", cause)


@points(2, first_available)
def test_the_first_model_that_may_be_used(hub, machine, models):
    account = hub.account()
    machine.save_token(account.token)
    wanted = [models["missing"], models["gated"], models["open"], "mistralai/Mistral-Nemo-Base-2407"]
    expect(first_available, wanted).returns(
        models["open"], because="the first in the list's own order that may be used now."
    )
    hub.sign(models["family"], account)
    expect(first_available, wanted).returns(
        models["gated"], because="access may change between two calls: ask anew each time."
    )
    expect(first_available, [models["missing"]]).returns(None)
    expect(first_available, []).returns(None)


@points(2, first_available, access)
def test_one_signature_opens_a_family_and_not_another(hub, machine):
    account = hub.account()
    machine.save_token(account.token)
    hub.sign("llama-3.1", account)
    for model in ("Meta-Llama-3.1-8B", "Meta-Llama-3.1-8B-Instruct", "Meta-Llama-3.1-70B", "Llama-3.1-8B"):
        expect(access, f"meta-llama/{model}").returns(
            "granted", because="a renamed model redirects; let the library follow it."
        )
    for model in ("Meta-Llama-3-8B", "Llama-4-Scout-17B-16E"):
        expect(access, f"meta-llama/{model}").returns("sign the terms", because=NARROW_FIRST)
    lecture = ["meta-llama/Llama-4-Scout-17B-16E", "meta-llama/Meta-Llama-3-8B", "meta-llama/Meta-Llama-3.1-8B"]
    expect(first_available, lecture).returns(lecture[2])
