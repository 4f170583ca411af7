# Sends itself signals that end or stop it.
# graded: ex04_encode the_lecture_sentence_is_15_ids the_lecture_sentence_has_15 an_empty_text_has_no_characters
# verdict: died timeout
import os
import signal


def encode(tokenizer, text):
    os.kill(os.getpid(), signal.SIGKILL)


def count_tokens(tokenizer, text):
    os.kill(os.getpid(), signal.SIGSTOP)


def characters_per_token(tokenizer, text):
    signal.raise_signal(signal.SIGTERM)
