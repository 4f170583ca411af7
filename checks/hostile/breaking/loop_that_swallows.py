# Never returns, and holds on to whatever is raised in it.
# graded: ex04_encode the_lecture_sentence_is_15_ids
# verdict: timeout
import signal
import sys


def encode(tokenizer, text):
    while True:
        try:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, signal.SIG_IGN)
            signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
            sys.settrace(None)
            while True:
                pass
        except BaseException:
            continue
