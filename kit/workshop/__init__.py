"""A workshop: a room of people, each at their own machine, and the board that shows where everybody is.

`kit workshop serve` is the board; a participant's kit sends to it what each grading said. Nothing here is loaded before
one of the two is wanted.
"""

__all__ = [
    "agenda",
    "board",
    "export",
    "joining",
    "pack",
    "rehearse",
    "screen",
    "serve",
    "store",
    "talk",
    "targets",
    "wheels",
]
