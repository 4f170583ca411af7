# Fills the disk, with one file and with many.
# graded: ex04_encode the_lecture_sentence_is_15_ids the_lecture_sentence_has_15
# verdict: failed died timeout
def encode(tokenizer, text):
    with open("large", "wb") as file:
        while True:
            file.write(bytes(1 << 20))


def count_tokens(tokenizer, text):
    number = 0
    while True:
        number += 1
        with open(f"file{number}", "wb") as file:
            file.write(bytes(1 << 20))
