"""Graded: ex02, sign the terms."""

import pytest

from exercises.ex02_access import access, first_available, terms_page
from kit.suite import Suite, points, small

suite = Suite("ex02_access")
expect = suite.expect

GATED = {
    "not found": "a gated model was taken for a missing one: GatedRepoError is a RepositoryNotFoundError too, so its `except` "
    "comes first, and AutoTokenizer hides both in an OSError.",
    "granted": "nobody was asked who knows: a gated model's description, list of files and page are open to everybody; "
    "`auth_check(model_id)` tells, of the model that came in.",
}
STATUS = "GatedRepoError comes with status 401 when nobody is signed in, with 403 when the terms are not signed."
STRANGER = GATED | {"sign the terms": STATUS}
MEMBER = GATED | {
    "sign in": "somebody is signed in here: let the library send the saved token; only status 401 means 'sign in'."
}
ANEW = "the terms are signed by now: ask at every call, and for access, not whether the model is gated."
OPEN = "an open model may be used by everybody, with a token or without: ask the Hub before looking for one."
UNTOLD = "a stranger is not told which models exist: the Hub answers with status 401, and that is 'sign in'."
ORDER = "the list's own order counts, from its first item on: nothing else, no name and no length, puts one before another."
OTHER_HUB = "which Hub is in use says huggingface_hub.constants.ENDPOINT; it is not always the public one."


@pytest.fixture
def models(hub, rng):
    """A gated and an open model of names nobody has seen."""
    publisher = f"lab-{rng.randrange(10**6)}"
    gated, free = f"{publisher}/gated-model", f"{publisher}/open-model"
    twin = f"{publisher}/gated-twin"
    for model in (gated, twin):
        hub.publish(model, small.plain_files(), family=f"terms of {publisher}")
    hub.publish(free, small.plain_files())
    names = {"gated": gated, "twin": twin, "open": free, "missing": f"{publisher}/no-such-model"}
    return names | {"family": f"terms of {publisher}"}


@points(1, access)
def test_without_a_token_gated_models_say_sign_in(machine, models):
    expect(access, models["gated"]).returns("sign in", instead=STRANGER)


@points(1, access)
def test_a_token_that_is_not_valid_says_sign_in(machine, models):
    machine.save_token("hf_" + "x" * 34)
    because = "the Hub answers 401 when it does not know a token: that is 'sign in', whatever the class of the error."
    expect(access, models["gated"]).returns("sign in", instead=STRANGER | {"not found": because})


@points(1, access)
def test_signing_the_terms_grants_access(hub, machine, models):
    account = hub.account()
    machine.save_token(account.token)
    expect(access, models["gated"]).returns("sign the terms", instead=MEMBER)
    because = "terms that are signed and not approved, or turned down, are answered as unsigned ones are: status 403."
    for state in ("pending", "rejected"):
        hub.decide(models["family"], account, state)
        expect(access, models["gated"]).returns("sign the terms", instead=MEMBER | {"granted": because}, because=because)
    hub.sign(models["family"], account)
    quiet = {
        None: "`auth_check` gives None where the model may be used: that it raises nothing is the answer, so `return` the word behind it."
    }
    expect(access, models["gated"]).returns("granted", instead=quiet, because=ANEW)
    machine.save_token("hf_" + "y" * 34)
    because = "the token saved by now is not valid: what was answered or downloaded earlier does not hold, so ask at every call."
    expect(access, models["gated"]).returns("sign in", instead={"granted": because}, because=because)
    machine.log_out()
    because = "nobody is logged in by now: what was answered or downloaded earlier does not hold, so ask at every call."
    expect(access, models["gated"]).returns("sign in", instead={"granted": because}, because=because)


@points(1, access)
def test_a_missing_model_is_not_found_and_a_stranger_is_not_told(hub, machine, models):
    expect(access, models["missing"]).returns("sign in", because=UNTOLD)
    machine.save_token(hub.account().token)
    because = "status 404, a RepositoryNotFoundError that is no GatedRepoError, is 'not found'."
    expect(access, models["missing"]).returns("not found", because=because)
    machine.save_token("hf_" + "x" * 34)
    because = "the Hub answers 401 to a token it does not know, whatever is asked for: that is 'sign in'."
    expect(access, models["missing"]).returns("sign in", because=because)


@points(1, access)
def test_open_models_need_nobody_and_a_token_may_lack_the_permission(hub, machine, models):
    expect(access, models["open"]).returns("granted", because=OPEN)
    for coded in (True, False):
        account = hub.account(role="fineGrained", gated=False, coded=coded)
        hub.sign(models["family"], account)
        machine.save_token(account.token)
        because = "a token without the permission for gated models counts as 'sign the terms'"
        because += (
            "."
            if coded
            else "; the Hub may say so without the code that makes a GatedRepoError: HfHubHTTPError with status 403."
        )
        expect(access, models["gated" if coded else "twin"]).returns("sign the terms", because=because)
    expect(access, models["open"]).returns("granted", because=OPEN)


@points(1, terms_page)
def test_the_terms_are_on_the_models_page_of_the_hub_in_use(hub, machine, models, mirror):
    own = "this is the page of another model than the one that came in, or none: each has its own, whether its terms are signed or not."
    for model, because in {
        models["gated"]: OTHER_HUB,
        "meta-llama/Meta-Llama-3.1-8B": OTHER_HUB,
        "meta-llama/Meta-Llama-3.1-8B-Instruct": own,
        models["open"]: own,
    }.items():
        want = f"{hub.url}/{model}"
        expect(terms_page, model).returns(want, or_one_of=[f"{want}/"], because=because)
    machine.set_variable("HF_ENDPOINT", None)  # set in code, not by the variable
    expect(terms_page, models["gated"]).returns(
        f"{hub.url}/{models['gated']}", or_one_of=[f"{hub.url}/{models['gated']}/"], because=OTHER_HUB
    )
    want = f"{mirror()}/{models['gated']}"
    because = "the Hub's address may have a path, or a slash at the end of HF_ENDPOINT: huggingface_hub.constants.ENDPOINT as it is, a slash, and the model's id."
    expect(terms_page, models["gated"]).returns(want, or_one_of=[f"{want}/"], because=because)


@points(2, first_available)
def test_the_first_model_that_may_be_used(hub, machine, models):
    nemo = "mistralai/Mistral-Nemo-Base-2407"
    account = hub.account()
    machine.save_token(account.token)
    wanted = [models["missing"], models["gated"], models["open"], nemo]
    unusable = dict.fromkeys(
        wanted[:2], "this model may not be used: it may when access says 'granted', and only then."
    )
    instead = unusable | {
        nemo: "this is not the first that may be used in the list that came in; go through it from the front."
    }
    because = "a model that may not be used is no reason to stop: go on to the end of the list."
    expect(first_available, wanted).returns(models["open"], instead=instead, because=because)
    for two in ([models["open"], nemo], [nemo, models["open"]]):
        expect(first_available, two).returns(two[0], instead={two[1]: ORDER}, because=ORDER)
    hub.sign(models["family"], account)
    because = "the terms of a model in front are signed by now: ask anew each time, and whether it may be used, not whether it is gated."
    expect(first_available, wanted).returns(models["gated"], because=because)
    expect(first_available, ["meta-llama/Meta-Llama-3.1-8B", nemo]).returns(nemo)
    expect(first_available, [models["missing"], "meta-llama/Meta-Llama-3.1-8B"]).returns(None)
    expect(first_available, []).returns(None)
    machine.log_out()
    because = "nobody is signed in, whatever was downloaded before, and an open model may be used all the same: ask `access` about each."
    expect(first_available, [models["gated"], nemo]).returns(nemo, because=because)


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
        expect(access, f"meta-llama/{model}").returns("sign the terms", instead=MEMBER)
    lecture = ["meta-llama/Llama-4-Scout-17B-16E", "meta-llama/Meta-Llama-3-8B", "meta-llama/Meta-Llama-3.1-8B"]
    expect(first_available, lecture).returns(lecture[2])
