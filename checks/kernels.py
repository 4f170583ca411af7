"""A real Jupyter kernel for checks: run a cell, see what it printed, displayed or raised."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kit.course import ROOT

OPENING = f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom kit import notebook\nhub = notebook.open('exercises')\n%load_ext kit"


@dataclass
class Ran:
    """What came of a cell: text printed or displayed, HTML displayed, and the error's text as the learner sees it."""

    text: str = ""
    html: str = ""
    error: str = ""
    seconds: float = 0.0
    kinds: list[str] = field(default_factory=list)


class Kernel:
    """A running kernel."""

    def __init__(self, client) -> None:
        self.client = client

    def run(self, code: str, timeout: float = 180) -> Ran:
        """Run a cell (seconds until it is given up: `timeout`)."""
        import time

        ran = Ran()

        def hook(message) -> None:
            content = message["content"]
            if message["msg_type"] == "stream":
                ran.text += content["text"]
            elif message["msg_type"] in ("display_data", "execute_result"):
                ran.text += content["data"].get("text/plain", "")
                ran.html += content["data"].get("text/html", "")
            elif message["msg_type"] == "error":
                ran.error += content["ename"] + ": " + content["evalue"] + "\n" + "\n".join(content["traceback"])

        start = time.perf_counter()
        self.client.execute_interactive(code, output_hook=hook, timeout=timeout, stop_on_error=False)
        ran.seconds = time.perf_counter() - start
        return ran


@contextmanager
def kernel(folder: Path = ROOT / "exercises", **environment: str) -> Iterator[Kernel]:
    """Start a kernel in `folder` with more environment variables; it ends with the block."""
    from jupyter_client.manager import start_new_kernel

    with open(os.devnull, "w") as nowhere:
        manager, client = start_new_kernel(
            kernel_name="python3", cwd=str(folder), env=os.environ | environment, stderr=nowhere
        )
        try:
            yield Kernel(client)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
