"""Graded: ex01, get in."""

import os
import string

import pytest

from exercises.ex01_login import find_token, log_in, mask_token, token_role
from kit.suite import Suite, points

suite = Suite("ex01_login")
expect = suite.expect


@pytest.fixture
def token(rng) -> str:
    """A token as the Hub makes them."""
    return new_token(rng)


def new_token(rng) -> str:
    return "hf_" + "".join(rng.choices(string.ascii_letters + string.digits, k=34))


NAMES = "only the name HF_TOKEN counts, in capitals; `get_token()` of the library takes HUGGING_FACE_HUB_TOKEN as well."
EARLIER = "this is what stood there before; look anew at every call, in the function."


@points(1, find_token)
def test_the_environment_variable_is_found_and_trimmed(machine, token):
    machine.set_variable("HF_TOKEN", f"  {token}\n")
    expectation = expect(find_token)
    because = "the environment variable HF_TOKEN is the only place here that has a token: look there at every call; the places without one do not end the search."
    expectation.returns(token, because=because)
    expectation.prints_nothing_of(token)
    because = "two calls find the same: leave the places as they are, and only read what they have."
    expect(find_token).returns(token, instead={None: because})
    machine.set_variable("HF_TOKEN", "  hf_abcdefghij  ")
    expect(find_token).returns("hf_abcdefghij", instead={token: EARLIER})


@points(0.5, find_token)
def test_nowhere_a_token_is_none(machine, token):
    expect(find_token).returns(None)
    machine.set_variable("HF_TOKEN", "   ")
    machine.write_file(".env", "HF_TOKEN=\nMY_HF_TOKEN=hf_of_something_else\nHF_TOKEN_OLD=hf_last_year\n")
    machine.open_colab({"HF_TOKEN": "", "HUGGINGFACE_TOKEN": token})
    for name in ("HF_API_TOKEN", "HUGGINGFACE_TOKEN", "HUGGINGFACEHUB_API_TOKEN"):
        machine.set_variable(name, token)
    because = "an empty value, or another name, counts as no token."
    expect(find_token).returns(
        None, instead={token: f"{because[:-1]}; only the name HF_TOKEN counts."}, because=because
    )
    machine.set_variable("HF_TOKEN", None)
    machine.open_colab({"HUGGINGFACE_TOKEN": token})
    if os.name != "nt":  # where a variable's name has no case
        machine.set_variable("hf_token", token)
    because = "where nothing has the name HF_TOKEN there is no token: no other name, of a variable or a secret, stands in for it."
    expect(find_token).returns(None, instead={token: because}, because=because)
    for name in ("hf_token", "HUGGING_FACE_HUB_TOKEN"):
        machine.write_file(".env", f"{name}={token}\n")
        expect(find_token).returns(None, instead={token: NAMES}, because="only the name HF_TOKEN counts, in capitals.")
    machine.set_variable("HUGGING_FACE_HUB_TOKEN", token)
    machine.save_token(" \n")
    because = "the file of the saved login has nothing but white space in it, and that is no token: the answer is None."
    expect(find_token).returns(None, instead={token: NAMES}, because=because)
    machine.set_variable("HF_TOKEN", token)
    expect(find_token).returns(token, because="the environment variable HF_TOKEN is set by now: look at every call.")


@points(1, find_token)
def test_a_colab_secret_comes_first(machine, rng, token):
    other, in_environment, saved = (new_token(rng) + more for more in ("", "long", ""))
    machine.open_colab({"HF_TOKEN": token + "\n", "hf_token": other})
    machine.set_variable("HF_TOKEN", in_environment)
    machine.write_file(".env", f"HF_TOKEN={new_token(rng)}\n")
    first = "the Colab secret HF_TOKEN is the first place to look, before the environment variable."
    expect(find_token).returns(token, instead={other: "the secret's name is HF_TOKEN, in capitals."}, because=first)
    machine.save_token(saved)
    instead = {
        other: "the secret's name is HF_TOKEN, in capitals.",
        saved: "this is the last place that has a token; the first one ends the search.",
    }
    expect(find_token).returns(token, instead=instead, because=first)


@points(0.5, find_token)
@pytest.mark.parametrize(
    "secrets, states",
    [({}, [{}]), ({"HF_TOKEN": "hf_not_for_this_notebook"}, [{"shared": False}, {"answered": False}])],
    ids=["missing", "not shared"],
)
def test_a_secret_that_cannot_be_read_is_no_error(machine, rng, secrets, states):
    for state in states:
        token = new_token(rng)
        machine.open_colab(secrets, **state)
        machine.set_variable("HF_TOKEN", token)
        because = "when Colab's secret cannot be read, the environment variable is next."
        expect(find_token).returns(token, because=because)


@points(0.5, find_token)
def test_a_place_with_an_empty_value_does_not_end_the_search(machine, rng):
    token = new_token(rng)
    machine.write_file(".env", f"HF_TOKEN={token}\n")
    because = "a file .env in the working directory is a place to look, after the environment variable."
    expect(find_token).returns(token, because=because)
    for empty in ("", "   "):
        instead = {token: EARLIER}
        token = new_token(rng)
        machine.write_file(".env", "")
        machine.open_colab({"HF_TOKEN": empty})
        machine.set_variable("HF_TOKEN", token)
        because = (
            "a Colab secret that is empty or white space counts as absent, and the search goes on with the next place."
        )
        expect(find_token).returns(token, instead=instead, because=because)
        machine.set_variable("HF_TOKEN", empty)
        machine.write_file(".env", f"HF_TOKEN={token}\n")
        because = (
            "a variable that is empty or white space counts as absent, and the search goes on with the next place."
        )
        expect(find_token).returns(token, because=because)


ENV_FILES = {
    "the line is not the first": "OTHER=hf_of_another\nHF_TOKEN={}\n",
    "no line end behind it": "OTHER=1\nHF_TOKEN={}",
    "double quotes": 'HF_TOKEN="{}"\n',
    "single quotes": "HF_TOKEN='{}'\n",
    "export": "export HF_TOKEN={}\n",
    "spaces": "  HF_TOKEN = {}   \n",
    "comment": "# HF_TOKEN=hf_an_old_one\n\nHF_TOKEN={} # of my account\n",
    "comment after quotes": 'export HF_TOKEN="{}"  # of my account\n',
    "Windows line ends": "OTHER=x\r\nHF_TOKEN={}\r\nMORE=y\r\n",
    "other names": "NOT_HF_TOKEN=hf_a\nHF_TOKEN_2=hf_b\nHUGGING_FACE_HUB_TOKEN=hf_c\nHF_TOKEN={}\nHF=hf_d\n",
    "lines that are no assignment": "just words\nHF_TOKEN\n\nHF_TOKEN={}\n",
    "export and two spaces": "export  HF_TOKEN={}\n",
    "export and a tab": "export\tHF_TOKEN={}\n",
    "export, spaces and quotes": " export HF_TOKEN = '{}' # of my account\n",
    "spaces inside the quotes": 'HF_TOKEN=" {} "\n',
    "a comment with an equals sign": "HF_TOKEN={} # see URL=https://hub.example/?a=b\n",
    "a comment with quotes": 'HF_TOKEN="{}" # the "new" one, it\'s mine\n',
    "a space within quotes": 'HF_TOKEN="{} x"\n',
    "# within double quotes": 'HF_TOKEN="{}#1"\n',
    "# within single quotes": "export HF_TOKEN='{} #1' # of my account\n",
    "two lines of the name, the last counts": "HF_TOKEN=hf_an_old_one\nexport HF_TOKEN={}\nOTHER=1\n",
    "a line behind it that is a comment": "HF_TOKEN={}\n#HF_TOKEN=hf_an_old_one\n",
    "a name that begins with export": "HF_TOKEN={}\nexportHF_TOKEN=hf_another\nmy HF_TOKEN=hf_b\n",
}


@points(1, find_token)
def test_a_dotenv_file_is_read_by_its_usual_rules(machine, rng):
    token = None
    for name, template in ENV_FILES.items():
        earlier, token = token, new_token(rng)
        machine.write_file(".env", template.format(token))
        because = f"by the usual rules this .env has the token ({name}): {template.format('hf_…')!r}."
        value = next((token + more for more in ("#1", " #1", " x") if "{}" + more in template), token)
        expect(find_token).returns(value, instead={earlier: EARLIER} if earlier else None, because=because)


@points(1, find_token)
def test_the_order_is_environment_then_dotenv_then_saved_login(machine, rng):
    in_file, in_environment, older = (new_token(rng) for _ in range(3))
    saved = new_token(rng) + "long"
    machine.save_token(f" {saved}\n")
    because = "an earlier login saves its token in the file huggingface_hub.constants.HF_TOKEN_PATH."
    expect(find_token).returns(saved, because=because)
    machine.set_variable("HUGGING_FACE_HUB_TOKEN", older)
    expect(find_token).returns(saved, instead={older: NAMES}, because=because)
    machine.write_file(".env", "HF_TOKEN=''\n")
    expect(find_token).returns(saved, because="an empty value in .env counts as absent, and the search goes on.")
    machine.write_file(".env", f"HF_TOKEN={in_file}\nHF_TOKEN=\n")
    because = "the last line of the name counts, and it has an empty value: that counts as absent, and the search goes on."
    expect(find_token).returns(saved, instead={in_file: because}, because=because)
    machine.write_file(".env", f"HF_TOKEN={in_file}\n")
    expect(find_token).returns(in_file, instead={older: NAMES}, because=".env comes before the saved login.")
    machine.set_variable("HF_TOKEN", in_environment)
    expect(find_token).returns(in_environment, because="the environment variable comes before .env.")


LONG = "`hf_…` stands in front, and then come the last four characters of the token that came in, and nothing else."
NOTHING = (
    "of a token of eight characters or fewer nothing is shown, not even how long it is: the answer is `hf_…` alone."
)


@points(1, mask_token)
def test_a_long_token_shows_its_last_four_characters(rng):
    example = "hf_abcdefghijklmnopqrstuvwxyz12345678"
    expect(mask_token, example[:-4] + "9786").returns("hf_…9786", because=LONG)
    expect(mask_token, example).returns("hf_…5678", because=LONG)
    token = new_token(rng)
    expect(mask_token, token).returns("hf_…" + token[-4:], because=LONG)
    because = "whatever a token begins with: more than eight characters, and the last four are shown, behind `hf_…`."
    expect(mask_token, "api_org_abcdef").returns("hf_…cdef", instead={"hf_…": because}, because=because)
    because = "the last four characters are shown, whatever they are: `_` and `-` count as letters do."
    expect(mask_token, "hf_abcdefgh_1-x").returns("hf_…_1-x", because=because)
    some = [new_token(rng), "org_abcde", new_token(rng)[:11], new_token(rng)[:20], new_token(rng)]
    for call, token in expect.each(mask_token, [(token,) for token in some]):
        call.returns("hf_…" + token[-4:], because=LONG)
        call.prints_nothing_of(token)


@points(1, mask_token)
def test_a_short_token_shows_nothing(rng):
    for call, _ in expect.each(mask_token, [(new_token(rng)[:length],) for length in (7, 4, 1, 8)]):
        call.returns("hf_…", because=NOTHING)
    because = "eight characters or fewer show nothing: `len(token)` counts characters, and all of the token's."
    expect(mask_token, "api_abcd").returns("hf_…", because=because)
    expect(mask_token, "hf_abc").returns("hf_…", because=because)
    expect(mask_token, "hf_秘密秘").returns("hf_…", instead={"hf_…_秘密秘": because}, because=because)
    expect(mask_token, "").returns("hf_…", because=NOTHING)


def not_the_name(account) -> dict:
    """What else whoami says of an account, with the sentence for who returns it in place of the name."""
    whoami = account.whoami(account.tokens[0])
    return {
        whoami["fullname"]: "this is the name for people to read; the account's own is `name`.",
        whoami["auth"]["accessToken"]["displayName"]: "this is the token's name; the account's is asked for.",
        whoami["email"]: "this is the account's e-mail address; its `name` is asked for.",
        whoami["id"]: "this is the account's number on the Hub; its `name` is asked for.",
        whoami["auth"]["accessToken"]["role"]: "this is the token's role; the account's `name` is asked for.",
    }


@points(1, log_in)
def test_log_in_returns_the_accounts_name_and_saves_the_login(hub, machine, rng):
    account, other = hub.account(role="write"), hub.account()
    instead = not_the_name(account) | {
        other.name: "this is the account that was logged in before; log in with the token that came in, and ask about that.",
    }
    because = (
        "the Hub accepts this token: hand it over, `huggingface_hub.login(token)`. The answer is then the account's "
        "`name` as whoami has it, and nothing else."
    )
    login = expect(log_in, account.token)
    login.returns(account.name, instead=instead, because=because)
    if machine.saved_token() != account.token:
        login.wrong(
            "the token saved on this machine, as a login does",
            "it is not saved when the call ends: call huggingface_hub.login(token), and leave what that saved; whoami alone does not log in.",
        )
    machine.save_token(other.token)
    login = expect(log_in, account.token)
    login.returns(account.name, instead=instead, because=because)
    if machine.saved_token() != account.token:
        login.wrong(
            "the token saved in place of that of an earlier login",
            "another account was logged in, and still is: log in with the token that came in, whoever was there before.",
        )
    machine.set_variable("HF_TOKEN", other.token)
    ahead = {
        other.name: "this is the account of the environment's HF_TOKEN, which the library prefers to a login: ask about the token that came in, `whoami(token)`."
    }
    expect(log_in, account.token).returns(account.name, instead=instead | ahead, because=because)
    machine.set_variable("HF_TOKEN", None)
    machine.log_out()
    login = expect(log_in, account.token)
    login.returns(account.name, instead=instead, because=because)
    if machine.saved_token() != account.token:
        login.wrong(
            "the token saved again after it was removed", "an earlier call is no login now: log in at every call."
        )


@points(1, log_in)
def test_white_space_around_the_token_is_trimmed(hub, machine):
    account = hub.account()
    because = "white space round the token goes before it is sent: `token.strip()`."
    expect(log_in, f"  {account.token}\n").returns(account.name, instead=not_the_name(account), because=because)


@points(2, log_in)
def test_a_bad_token_is_a_value_error_that_does_not_give_it_away(hub, machine, token):
    for bad in (token, f" {token} ", f"{token[:20]}\n{token[20:]}", f"hf_秘密{token[10:]}", f"{token}é"):
        expectation = expect(log_in, bad)
        expectation.raises(ValueError, without=[bad.strip()])
        expectation.prints_nothing_of(bad.strip())
        if machine.saved_token() is not None:
            expectation.wrong("nobody logged in after a refusal", "the token was saved before the Hub had accepted it.")
    good = hub.account().token
    because = "a token with something else in it is another token: do not mend it, refuse it."
    for broken in (
        f"{good[:20]}\n{good[20:]}",
        f"{good[:9]}秘{good[9:]}",
        f"{good}\n{token}",
        f"'{good}'",
        f"Bearer {good}",
    ):
        expect(log_in, broken).raises(ValueError, without=[broken], because=because)


@points(1, log_in)
def test_nothing_prints_the_token(hub, machine):
    account = hub.account(role="write")
    expectation = expect(log_in, account.token)
    expectation.returns(account.name, instead=not_the_name(account))
    expectation.prints_nothing_of(account.token)


ONLY_ASKED = "to ask about a token, nobody has to be logged in with it: `whoami(token)` takes it."
ROLE = 'the role is at `whoami(token)["auth"]["accessToken"]["role"]`.'
ASK = f"the role is not always the same: ask the Hub about the token that came in, at every call; {ROLE}"
THIRD = "there is a third role beside read and write: fineGrained."
NONE = f"None came back: without a `return`, or because there is no `role` at the top of what whoami gives: {ROLE}"


@points(2, token_role)
def test_the_role_is_the_hubs_word_for_it(hub, machine):
    machine.save_token(hub.account(role="fineGrained").token)
    instead = {
        "fineGrained": "this is the role of this machine's login; ask about the token that came in: `whoami(token)`.",
        None: NONE,
    }
    expect(token_role, hub.account(role="read").token).returns("read", instead=instead | {"write": ASK}, because=ASK)
    expect(token_role, hub.account(role="write").token).returns("write", instead=instead | {"read": ASK}, because=ASK)
    two = dict.fromkeys((None, "read", "write"), THIRD)
    expectation = expect(token_role, hub.account(role="fineGrained").token)
    expectation.returns("fineGrained", instead=two, because=THIRD)
    if machine.variable("HF_TOKEN") is not None:
        expectation.wrong("no variable HF_TOKEN, as before", ONLY_ASKED)
    login = hub.account(role="write").token
    machine.save_token(login)
    # An account's name may have a role's word in it.
    because = (
        "the word stands elsewhere in the Hub's answer too; the role is `whoami(token)['auth']['accessToken']['role']`."
    )
    account = hub.account(name="ghost-writer", role="read")
    expectation = expect(token_role, account.token)
    elsewhere = dict.fromkeys(("read", "write", "fineGrained"), because)
    expectation.returns("read", instead=elsewhere, because=because)
    expectation.prints_nothing_of(account.token)
    expect(token_role, hub.account(name="a-fineGrained-reader", role="write").token).returns(
        "write", instead=elsewhere, because=because
    )
    in_environment = hub.account(role="fineGrained").token
    machine.set_variable("HF_TOKEN", in_environment)
    ahead = {
        "fineGrained": "this is the role of the environment's HF_TOKEN; ask about the token that came in: `whoami(token)`."
    }
    expectation = expect(token_role, account.token)
    expectation.returns("read", instead=ahead, because=ASK)
    if machine.variable("HF_TOKEN") != in_environment:
        expectation.wrong("the environment's HF_TOKEN left as it was", ONLY_ASKED)
    if machine.saved_token() != login:
        expectation.wrong("the login of this machine left as it was", ONLY_ASKED)
