# Asks a file system to make a file unchangeable, and clones one: no call gets through to it.
# graded: ex04_encode the_lecture_sentence_is_15_ids
# verdict: passed
# by: seccomp
import errno
import fcntl


def encode(tokenizer, text):
    with open("own", "w") as file:
        file.write("own")
    with open("own") as file:
        for asked in (0x40806685, 0x4020940D):
            try:
                fcntl.ioctl(file, asked, bytes(128))
            except OSError as error:
                assert error.errno in (errno.ENOSYS, errno.EOPNOTSUPP)
    return tokenizer.encode(text)
