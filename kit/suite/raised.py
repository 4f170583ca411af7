"""The likely causes of an exception that learner code raises, those that every exercise shares."""

import re

from kit.learner import errors, missing

NOT_FOUND = {"LookupError", "OSError", "StopIteration", "ValueError"}
"""Exceptions by which Python and its libraries say that something is not there."""


def raised_cause(error: BaseException, name: str, line: str) -> str | None:
    """The likely reason for an exception in any exercise, where the names of its classes and its text tell.

    `name` is the graded function, `line` the line of the learner's file at which it was raised, "" for none.
    """
    text = str(error)
    kinds = errors.kinds(error)
    if (
        "TypeError" in kinds
        and any(f"{called}()" in text for called in (name.replace("(...)", ""), f"{name}.__init__"))
        and ("positional argument" in text or "keyword argument" in text)
    ):
        return f"{name} no longer takes the parameters of its stub; the tests call it as the line 'called' shows."
    if "EOFError" in kinds:
        return "the function asks for input(), and nobody is there to answer; everything it needs is an argument."
    if "PermissionError" in kinds and "[Errno" in text:
        return "graded code has a folder of its own and no other file; everything it needs is an argument."
    if "UnboundLocalError" in kinds:
        return "on this way through the function the variable has no value yet: give it one before it is used."
    if "NameError" in kinds and line:
        return "this name is not known there: a typo, or an import that is missing at the top of the file."
    if "ModuleNotFoundError" in kinds:
        package = re.sub(r"No module named |import of | halted.*|'", "", text)
        return missing.TASKS.get(
            package, f"there is no package {package!r} here; the exercise can be solved with what the kit installed."
        )
    if "ImportError" in kinds and (found := re.search(r"cannot import name ('.*?') from '(.*?)'", text)):
        return f"{found[2]} has no {found[1]} in the version that is installed here; look for another way, or at the spelling."
    if "RecursionError" in kinds:
        return "the function calls itself without an end."
    if "MissingName" in kinds and "took the method's place" in text:
        return "an attribute took the method's place; give the attribute another name."
    if "Ended" in kinds and "breakpoint()" in text:
        return None  # the message says it all
    if "Ended" in kinds:
        return "a function answers by `return` or `raise`; it is not for it to end the program or the test."
    if ("AttributeError" in kinds or "TypeError" in kinds) and "NoneType" in text:
        return "something is None here that was expected to have a value."
    if "AttributeError" in kinds and (found := re.match(r"'dict' object has no attribute '(\w+)'", text)):
        return (
            f"a dict's values are looked up by their keys, in square brackets: `[{found[1]!r}]`, where it has that key."
        )
    if "AttributeError" in kinds and (found := re.match(r"'?(\w+)'? (?:object )?has no attribute '?(\w+)", text)):
        return f"a value of the type {found[1]!r} has no {found[2]!r}: look at the spelling, and at what kind of value this is."
    if "AttributeError" in kinds and not text:
        return (
            "what stands before the dot has no such attribute: look at the spelling, and at what kind of value this is."
        )
    if "TypeError" in kinds and (found := re.match(r"unsupported operand type.* for .+: ('.+') and ('.+')", text)):
        return f"a {found[1]} and a {found[2]} cannot be put together so: look at what both sides are, or take the `len(…)` of each."
    if "AttributeError" in kinds and (found := re.match(r"module '([\w.]+)' has no attribute ('\w+')", text)):
        return f"the module {found[1]} has no {found[2]} in the version that is installed here: look at the spelling."
    if "TypeError" in kinds and (found := re.match(r"'(\w+)' object is not (subscriptable|callable|iterable)", text)):
        why = {
            "subscriptable": "square brackets behind it find nothing",
            "callable": "round brackets behind it call nothing",
            "iterable": "there is nothing in it to go through",
        }
        return f"this is a value of the type '{found[1]}', and {why[found[2]]}: look at what the name stands for there."
    if "TypeError" in kinds and (
        found := re.search(r"string indices must be integers|list indices must be integers", text)
    ):
        return f"this is a {found[0].split()[0]}, whose items have numbers, and a name was put into the square brackets: look at what came before."
    if "TypeError" in kinds and (found := re.search(r"got an unexpected keyword argument ('\w+')", text)):
        return f"what is called there has no option of the name {found[1]}: look at the spelling, and at which call takes it."
    return None


def crash_cause(error: BaseException) -> str | None:
    """What an exception says of the line that raised it, where nothing is known of the exercise."""
    text = str(error)
    kinds = errors.kinds(error)
    if "AttributeError" in kinds and (found := re.search(r"has no attribute '?(\w+)", text)):
        return f"what stands before the dot has no `{found[1]}`: is its type the one you expect, or is this from another version? `dir(…)` shows what it has."
    if "KeyError" in kinds and len(text) < 60:
        return f"the dict has no key {text}: look at what its keys are, and ask by `.get` or `in` where one may be missing."
    if "IndexError" in kinds:
        return "there is no item at this position: what stands before the brackets is shorter than the line takes it to be, or empty."
    if "ZeroDivisionError" in kinds:
        return "something is divided by 0: see which count can be 0 for these arguments."
    if "OverflowError" in kinds and re.search("negative|unsigned|out of range", text):
        return "a number is beyond what the library takes as an id, for instance below 0: look at it before the call."
    if "TypeError" in kinds and "unhashable" in text and "bytearray" in text:
        return "a bytearray can change, and cannot be a dict's key or in a set; `bytes(…)` of it can."
    if "TypeError" in kinds and "unhashable" in text:
        return "a list or a dict cannot be a dict's key or in a set; a string, a number or a tuple can."
    if "TypeError" in kinds:
        return (
            "this line does not go with the type of one of its values: look at what each of them is (`print(type(…))`)."
        )
    if "ValueError" in kinds and "unpack" in text:
        return "there are more or fewer values than names on the left: look at what one item is before taking it apart."
    if "ValueError" in kinds and re.search(r"not in (list|tuple|deque)|x not in|substring not found", text):
        return "`index` and `remove` raise this where the item is not there: ask with `in` first."
    return None


def unexpected_cause(error: BaseException, line: str, refusal: str, *, finds_nothing: bool) -> str | None:
    """What an exception says where another answer was asked for: the exception `refusal`, None, or any value at all."""
    kind = type(error).__name__
    if refusal:
        article = "an" if kind[0] in "AEIOU" else "a"
        return f"{article} {kind} is no {refusal}: let the function `raise {refusal}(…)` here."
    own = line.startswith(("assert", "raise"))
    if finds_nothing and (own or not NOT_FOUND.isdisjoint(errors.kinds(error))):
        return "finding nothing is no error here: the answer is None."
    if own:
        return f"your own `{line.split()[0]}` ended the call, and this call has an answer."
    return crash_cause(error)
