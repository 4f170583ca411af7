# Waits for ever, for a lock that nobody opens.
# graded: ex04_encode the_lecture_sentence_is_15_ids
# verdict: timeout
import threading


def encode(tokenizer, text):
    lock = threading.Lock()
    lock.acquire()
    while True:
        try:
            lock.acquire()
        except BaseException:
            pass
