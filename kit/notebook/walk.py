"""`%walk`: the lecture's first steps on the practice Hub's pages, from a notebook, each seen by the Hub itself."""

import os
import sys
from html import escape
from typing import TYPE_CHECKING

from IPython.core.error import UsageError

from kit.notebook.session import ACCOUNT, Session

if TYPE_CHECKING:
    from kit.hub.server import PracticeHub


class Shown:
    """The steps as they are now: a list with a link to the page at hand, and as plain text where no HTML is shown."""

    def __init__(self, steps: list, url: str, ids: list[int]) -> None:
        self.steps, self.url, self.ids = steps, url, ids

    def __repr__(self) -> str:
        from kit.hub.walk import lines

        told = [f"Practice Hub at {self.url}", "", *lines(self.steps), ""]
        told += [f"All done: {len(self.ids)} tokens, {self.ids}"] if self.ids else ["Then run %walk again."]
        return "\n".join(told)

    def _repr_html_(self) -> str:
        """What Jupyter, VS Code and Colab show."""
        at_hand = next((step for step in self.steps if not step.done), None)
        rows = []
        for step in self.steps:
            text = escape(step.title)
            if at_hand is not None and step is at_hand:
                how = escape(step.how).replace(
                    escape(self.url), f'<a href="{self.url}" target="_blank">{self.url}</a>', 1
                )
                text = f"<b>{text}</b><br>{how}"
            if step.wrong and not step.done:
                text += f"<br>⚠ {escape(step.wrong)}"
            rows.append(f"<li>{'✓ ' if step.done else ''}{text}</li>")
        page = f'<a href="{self.url}" target="_blank">{self.url}</a>'
        end = f"All done: {len(self.ids)} tokens, {self.ids}" if self.ids else "Then run <code>%walk</code> again."
        return f"<p>Practice Hub at {page}, on this machine.</p><ol>{''.join(rows)}</ol><p>{end}</p>"


def walk(session: Session) -> Shown:
    """Where the walk is. In Colab it also opens the Hub's pages in a window, as this machine is another one there.

    The notebook's own account, which the opening cell made, does not count. UsageError on the live Hub.
    """
    hub = session.practice_hub
    if hub is None:
        raise UsageError(
            'The walk is on the practice Hub: restart the kernel and open the notebook without hub="live".'
        )
    steps = hub.walk(ignored=[ACCOUNT], places=lambda: [os.environ.get("HF_TOKEN", ""), *_login()]).steps()
    ids: list[int] = []
    if all(step.done for step in steps):
        from kit.tokenizers.model_ids import LLAMA
        from kit.tokenizers.texts import SENTENCE

        ids = list(session.tokenizer(LLAMA).encode(SENTENCE))
    elif "google.colab" in sys.modules:
        _colab_window(hub)
    return Shown(steps, hub.url, ids)


def _login() -> list[str]:
    """The login that the library saved in this notebook's private home."""
    from huggingface_hub import constants

    try:
        with open(constants.HF_TOKEN_PATH, encoding="utf-8") as file:
            return [file.read().strip()]
    except OSError:
        return []


def _colab_window(hub: "PracticeHub") -> None:
    """Colab's machine is elsewhere: its own port window shows the pages. Tried with a stand-in only; no Colab was here."""
    from urllib.parse import urlsplit

    from google.colab import output

    port = urlsplit(hub.url).port
    address = output.eval_js(f"google.colab.kernel.proxyPort({port})")
    hub.hosts.add(urlsplit(str(address)).hostname or "127.0.0.1")
    output.serve_kernel_port_as_window(port, anchor_text="Open the practice Hub")
