"""The practice Hub: a server on this machine that speaks the model Hub's protocol to the unmodified clients.

    from kit.hub import PracticeHub, environment

    hub = PracticeHub().start()
    environment.isolate(hub.url, home)      # before anything imports huggingface_hub
    account = hub.account(role="write")     # account.token is what a learner logs in with
    hub.sign("llama-3.1", account)

Importing this package is cheap: the web framework is loaded by the first connection.
"""

from kit.hub.accounts import Account
from kit.hub.catalogue import Repository
from kit.hub.log import Request
from kit.hub.server import HubError, PracticeHub

__all__ = [
    "Account",
    "HubError",
    "PracticeHub",
    "Repository",
    "Request",
    "app",
    "catalogue",
    "environment",
    "offline",
    "server",
    "serving",
    "storage",
    "walk",
]
