"""How points are counted in what people read: `1 point`, `0.5 points`, `2 of 15 points`."""


def show_points(number: float) -> str:
    """`2`, `0.5`."""
    return f"{number:g}"


def counted(number: float) -> str:
    """`1 point`, `0.5 points`, `15 points`."""
    shown = show_points(number)
    return f"{shown} point" if shown == "1" else f"{shown} points"


def of_points(score: float, most: float) -> str:
    """`0.5 of 1 point`, `2 of 15 points`."""
    return f"{show_points(score)} of {counted(most)}"
