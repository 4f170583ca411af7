# Threads by way of multiprocessing, whose locks are files in /dev/shm; other contexts start a process that looks after them.
# graded: ex04_encode the_lecture_sentence_is_15_ids every_script_has
# verdict: passed
# only: namespaces
import multiprocessing
import multiprocessing.dummy

multiprocessing.set_start_method("fork", force=True)


def encode(tokenizer, text):
    with multiprocessing.Lock(), multiprocessing.dummy.Pool(2) as pool:
        return pool.map(tokenizer.encode, [text])[0]
