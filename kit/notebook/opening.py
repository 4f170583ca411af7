"""The opening cell's one call: readies the notebook, adds the magics, and has each cell of the lecture compared."""

import os
import sys

from kit.notebook import after_run, magics, session


def open(answers: str = "exercises", *, hub: str | None = None) -> session.Session:
    """Ready this notebook and say which Hub it uses; returns the session. Run again, it only says it again.

    `answers` is the folder of the course whose functions the cells call. `hub` is "practice" (the default, also
    set by KIT_HUB) or "live" for the real Hub with your own login; in Colab, live may use the notebook's secret
    HF_TOKEN. Raises Refused, in words, when it is too late to set up. In IPython it adds %grade, %hint and %%answer;
    from then on each cell of the lecture says whether it printed what it should (KIT_COMPARE=off keeps it from that).
    """
    found = session.open(answers, hub=hub)
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None:
        magics.load(shell)
        if os.environ.get(session.COMPARE) != "off" and found.hub_name == "practice":
            after_run.install(shell, found)
    return found
