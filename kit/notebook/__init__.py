"""The course in a notebook: the opening cell, grading, hints and answers there, and the lecture as a graded suite.

import kit
from kit import notebook

hub = notebook.open()       # before anything imports huggingface_hub; adds %grade, %hint and %%answer
tokenizer = hub.llama()
"""

from kit.notebook.opening import open
from kit.notebook.session import Refused, Session, current

__all__ = ["Refused", "Session", "current", "magics", "open", "suite"]
