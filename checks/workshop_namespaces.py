"""A board and a participant in two network namespaces, a cable between them that is pulled out in the middle.

    unshare -rn python -m checks.workshop_namespaces FOLDER

Prints as JSON what the board has stored. The cable delays and loses packets by netem, where the kernel has that.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

HERE, THERE = "10.203.0.1", "10.203.0.2"


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def board(folder: Path) -> None:
    """This process has the board; the participant is another, in a namespace of its own."""
    from kit.workshop.board import Board
    from kit.workshop.serve import Served

    command = ["unshare", "-n", sys.executable, "-m", "checks.workshop_namespaces", "participant"]
    state = {"KIT_STATE": str(folder / "state")}
    there = subprocess.Popen(
        command, env=os.environ | state, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    said(there, "ready")
    run("ip", "link", "add", "board", "type", "veth", "peer", "name", "guest")
    run("ip", "link", "set", "guest", "netns", str(there.pid))
    run("ip", "addr", "add", f"{HERE}/24", "dev", "board")
    run("ip", "link", "set", "board", "up")
    run("ip", "link", "set", "lo", "up")
    netem = ("tc", "qdisc", "add", "dev", "board", "root", "netem", "delay", "60ms", "20ms", "loss", "8%")
    shaped = subprocess.run(netem, capture_output=True).returncode == 0
    with Served(Board(folder / "room.sqlite"), lan=True) as served:
        there.stdin.write(f"http://{HERE}:{served.port} {served.board.code}\n")
        said(there, "joined")
        run("ip", "link", "set", "board", "down")
        there.stdin.write("the cable is out\n")
        said(there, "away")
        run("ip", "link", "set", "board", "up")
        said(there, "sent")
        assert there.wait(30) == 0
        texts = [event.text for _, event in served.board.store.events() if event.kind == "hand"]
    print(json.dumps({"netem": shaped, "stored": texts}))


def said(process: subprocess.Popen, word: str) -> None:
    line = process.stdout.readline().strip()
    assert line == word, f"the participant said {line!r}, not {word!r}"


def participant() -> None:
    from kit.workshop import joined, joining, outbox, sending, talk

    print("ready", flush=True)
    address, code = input().split()
    run("ip", "addr", "add", f"{THERE}/24", "dev", "guest")
    run("ip", "link", "set", "guest", "up")
    joining.join(address, code, "Ada")
    hand = {"kind": "hand", "up": True}
    outbox.add(joined.read(), hand | {"text": "before"})
    sending.run()
    print("joined", flush=True)
    input()
    for number in range(3):
        outbox.add(joined.read(), hand | {"text": f"meanwhile {number}"})
    real = talk.ask
    told = []

    def ask(*given, **named):
        try:
            return real(*given, **named | {"seconds": 1.0})
        except talk.Away:
            if not told:
                told.append(print("away", flush=True))
            raise

    talk.ask = ask
    sending.run()
    print("sent", flush=True)


if __name__ == "__main__":
    participant() if sys.argv[1] == "participant" else board(Path(sys.argv[1]))
