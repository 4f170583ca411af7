"""Vendors' tokenizer files turned into the files their Hub repositories hold, without the Hub.

`folder("meta-llama/Meta-Llama-3.1-8B")` is a folder that `AutoTokenizer.from_pretrained` takes. It is built
once, from the vendor's own package, into the user's cache, and checked whenever a process first asks for it.
"""

from .cache import build, clear, digest, folder, is_built
from .models import FILES, MODELS, VendorError
from .source import source

__all__ = ["FILES", "MODELS", "VendorError", "build", "clear", "digest", "folder", "is_built", "source"]
