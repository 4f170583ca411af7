# Returns what is too large to cross, too deep, or refers to itself.
# graded: ex04_encode the_lecture_sentence every_script_has an_empty_text_has_no_characters the_rule_of_thumb
# verdict: failed died timeout
def encode(tokenizer, text):
    if len(text) == 61:
        return [list(range(1000)) for _ in range(10_000)]
    return "x" * 50_000_000


def count_tokens(tokenizer, text):
    deep = []
    for _ in range(100_000):
        deep = [deep]
    return deep


def characters_per_token(tokenizer, text):
    if not text:
        return 10**1_000_000
    own = {}
    own["own"] = own
    return own


def estimate_tokens(text):
    return {k * (2**61 - 1): k for k in range(3000)}
