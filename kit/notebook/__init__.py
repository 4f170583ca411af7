"""The course in a notebook: the opening cell, grading, hints and answers there, and the lecture as a graded suite.

from kit import notebook

hub = notebook.open()       # before anything imports huggingface_hub
%load_ext kit               # adds %grade, %hint and %%answer
"""

from kit.notebook.session import Refused, Session, current, open

__all__ = ["Refused", "Session", "current", "open"]
