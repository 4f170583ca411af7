# Reaches a server on the machine by what is not plain TCP: multipath TCP, data in the first packet, datagrams.
# graded: ex04_encode the_lecture_sentence_is_15_ids the_lecture_sentence_has_15 an_empty_text_has_no_characters
# verdict: failed
# held: namespaces seccomp
import socket


def encode(tokenizer, text):
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262) as multipath:
        multipath.settimeout(2)
        multipath.connect(("127.0.0.1", @PORT@))
        return tokenizer.encode(text) if multipath.recv(5) == b"hello" else []


def count_tokens(tokenizer, text):
    with socket.socket() as fast:
        fast.sendto(b"x", socket.MSG_FASTOPEN, ("127.0.0.1", @PORT@))
        fast.settimeout(2)
        return 15 if fast.recv(5) == b"hello" else 0


def characters_per_token(tokenizer, text):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        datagrams.settimeout(2)
        datagrams.sendto(b"x", ("127.0.0.1", @PORT@))
        return 0.0 if datagrams.recv(5) == b"hello" else 1.0
