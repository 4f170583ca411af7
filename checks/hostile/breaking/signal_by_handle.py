# Sends a signal to another process by a handle on it.
# graded: ex04_encode the_lecture_sentence_is_15_ids
# verdict: failed error died
# by: seccomp
import os
import signal


def encode(tokenizer, text):
    signal.pidfd_send_signal(os.pidfd_open(@VICTIM@), signal.SIGUSR1)
    raise SystemExit
    return tokenizer.encode(text)
