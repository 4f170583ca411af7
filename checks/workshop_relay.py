"""A network between a participant and the board, for checks: keeps every byte that is sent, is slow, loses, is away."""

import contextlib
import json
import socket
import threading
import time


class Relay:
    """Listens at a port of its own and passes on to `target`; a context manager. What it does can be changed at any time.

    `away`: every connection is closed at once. `deaf`: requests get through, answers do not. `delay`: seconds for each
    piece, both ways. `lose`: of so many connections one is cut before its answer; 0: none. `cut_after`: bytes of an
    answer, after which the connection is cut; 0: none are.
    """

    def __init__(self, target: int) -> None:
        self.target = target
        self.away = self.deaf = False
        self.delay, self.lose, self.cut_after = 0.0, 0, 0
        self.sent: list[bytes] = []
        self.connections = 0
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def __enter__(self) -> "Relay":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._listening.close()

    @property
    def everything(self) -> bytes:
        """All bytes that participants sent."""
        return b"\n".join(self.sent)

    @property
    def events(self) -> list[dict]:
        """All events that were sent, those that were sent again too."""
        bodies = [sent.partition(b"\r\n\r\n")[2] for sent in self.sent if sent.startswith(b"POST /api/events")]
        return [event for body in bodies for event in json.loads(body)["events"]]

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # it is closed
            while True:
                accepted, _ = self._listening.accept()
                self.connections += 1
                if self.away:
                    accepted.close()
                    continue
                cut = bool(self.lose) and self.connections % self.lose == 0
                threading.Thread(target=self._pass_on, args=(accepted, cut), daemon=True).start()

    def _pass_on(self, near: socket.socket, cut: bool) -> None:
        place = len(self.sent)
        self.sent.append(b"")
        with contextlib.suppress(OSError), near, socket.create_connection(("127.0.0.1", self.target)) as far:

            def back() -> None:
                with contextlib.suppress(OSError):
                    answered = 0
                    while piece := far.recv(65536):
                        time.sleep(self.delay)
                        answered += len(piece)
                        if self.deaf or cut or self.cut_after and answered > self.cut_after:
                            break
                        near.sendall(piece)
                    near.shutdown(socket.SHUT_RDWR)

            answering = threading.Thread(target=back, daemon=True)
            answering.start()
            while piece := near.recv(65536):
                self.sent[place] += piece
                time.sleep(self.delay)
                far.sendall(piece)
            answering.join()
