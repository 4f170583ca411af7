"""Comparing tokenizers: the same text, different prices.

Every model family cuts text with a vocabulary of its own. Llama 3.1 has 128,256 entries, Mistral Nemo
131,072, Llama 4 201,135, and each vocabulary was learned from another mixture of texts. So the same text has
different numbers of tokens, and the number is what counts: tokens fill the model's window, tokens take time,
tokens are paid for. Ids of one tokenizer mean nothing to another model.

To compare tokenizers on a text you need a measure that does not depend on them. Bytes per token is the usual
one: the bytes of the text in UTF-8, which are the same for everybody, over its tokens. The higher, the
better the vocabulary fits the text.

To compare languages you need texts that mean the same, for instance translations. The number of tokens of
each over the number of tokens of the English one is the price of that language: what costs 1.0 in English
costs 1.3 in German and 6.4 in Amharic with Llama 3.1, for the same meaning (`kit show costs`). The newer
vocabularies hold more entries for more scripts, which you can see in your own figures.

Be careful to count the text alone: one tokenizer puts a begin-of-text token in front, another puts none, and
that is not a property of the text. `add_special_tokens=False` leaves it out; the `special` flag in
`tokenizer.added_tokens_decoder` tells the special tokens that remain when the text itself spells one.

The examples need three tokenizers:

    from transformers import AutoTokenizer
    llama3 = AutoTokenizer.from_pretrained("meta-llama/Meta-Llama-3.1-8B")
    llama4 = AutoTokenizer.from_pretrained("meta-llama/Llama-4-Scout-17B-16E")
    nemo = AutoTokenizer.from_pretrained("mistralai/Mistral-Nemo-Base-2407")
"""


def compare(tokenizers: dict, text: str) -> dict[str, int]:
    """How many tokens the text has for each of the tokenizers; special tokens are not counted.

    Which tokens are special each tokenizer decides, by the flag in its table of added tokens. `tokenizers` has the
    tokenizers by name, and the answer has the numbers by the same names, in the same order. A name may stand for
    another tokenizer at the next call.

    >>> sentence = "I am excited to show Tokenizers in action to my LLM engineers"
    >>> compare({"Llama 3.1": llama3, "Llama 4": llama4, "Mistral Nemo": nemo}, sentence)
    {'Llama 3.1': 14, 'Llama 4': 13, 'Mistral Nemo': 14}
    """
    raise NotImplementedError("ex10_compare.compare: not written yet")


def bytes_per_token(tokenizer, text: str) -> float:
    """How many bytes of the text, in UTF-8, one token holds on average; special tokens are not counted.

    The bytes are those of the whole text as it comes in, special text and white space too. Not rounded; 0.0 for a
    text that has no tokens to count.

    >>> sentence = "I am excited to show Tokenizers in action to my LLM engineers"
    >>> round(bytes_per_token(llama3, sentence), 2)  # 61 bytes over 14 tokens
    4.36
    """
    raise NotImplementedError("ex10_compare.bytes_per_token: not written yet")


def language_cost(tokenizer, texts: dict[str, str], base: str = "English") -> dict[str, float]:
    """What each language costs, compared with the base language: its tokens over the base language's tokens.

    `texts` has the same message by language. The answer has the languages in the same order, the base
    language among them with 1.0. Not rounded. Special tokens are not counted. Raises KeyError when there is no text
    in the base language, and ValueError when that text has no tokens to count: nothing can be compared with it.

    >>> texts = {"English": "Good morning, how are you?", "Japanese": "おはようございます、お元気ですか？"}
    >>> language_cost(llama3, texts)
    {'English': 1.0, 'Japanese': 1.2857142857142858}
    """
    raise NotImplementedError("ex10_compare.language_cost: not written yet")


if __name__ == "__main__":
    print("This file only defines functions. To have them graded: kit run ex10")
