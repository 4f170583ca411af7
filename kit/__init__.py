"""The machinery of the tokenizer exercise kit; the course itself is in exercises/, solutions/ and tests/."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

# The files of workspaces name kit.start and kit.suites, those of earlier kits too; such names have a folder of their own.
__path__.append(f"{__path__[0]}/commands/workspace_names")


def __getattr__(name: str):
    # `kit.show(tokenizer, text)`; loaded only when asked for, so that importing the kit stays cheap.
    if name == "show":
        from kit.tokenizers.pieces import show

        return show
    raise AttributeError(f"module 'kit' has no attribute {name!r}")


def load_ipython_extension(shell: "InteractiveShell") -> None:
    """What `%load_ext kit` calls: adds `%grade`, `%hint` and `%%answer` to a notebook."""
    from kit.notebook import magics

    magics.load(shell)
