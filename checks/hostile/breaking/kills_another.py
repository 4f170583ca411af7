# Sends a signal to a process of the same user.
# graded: ex04_encode the_lecture_sentence_is_15_ids the_lecture_sentence_has_15
# verdict: failed
# held: seccomp landlock
import os
import signal


def encode(tokenizer, text):
    os.kill(@VICTIM@, signal.SIGUSR1)
    return tokenizer.encode(text)


def count_tokens(tokenizer, text):
    signal.pthread_kill  # its own threads only; by number it could be another's
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    done = libc.syscall(234, @VICTIM@, @VICTIM@, int(signal.SIGUSR1))  # tgkill on x86-64
    return len(tokenizer.encode(text)) if done == 0 else 0
