"""A comparison side by side as HTML, for the notebook's cells and for report pages."""

import ast
import re
from html import escape

from kit.suite.explain import Row
from kit.tokenizers.pieces import piece_html

_ITEM = re.compile(r"(-?\d+) (['\"].*['\"])", re.S)


def rows_html(rows: list[Row]) -> str:
    """A comparison side by side; a row that differs is marked by a sign, a weight and a colour."""
    lines = ["<table class='kit-t'><tr><th></th><th>#</th><th>yours</th><th>expected</th></tr>"]
    for row in rows:
        differs = row.mark == "!"
        lines.append(
            f"<tr{' class=kit-x' if differs else ''}><td>{'▶' if differs else ''}</td><td>{escape(row.position)}</td>"
            f"<td>{_item(row.got)}</td><td>{_item(row.want)}</td></tr>"
        )
    return "".join(lines) + "</table>"


def _item(item: str) -> str:
    """`1097 ' am'` as the piece and its id; whatever has another form, as it is."""
    match = _ITEM.fullmatch(item)
    if match is None:
        return escape(item)
    try:
        piece = ast.literal_eval(match[2])
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return escape(item)
    if not isinstance(piece, str):  # 'a', 'b' is a tuple
        return escape(item)
    return f"<span class='kit-p kit-0'><b>{piece_html(piece)}</b></span> <small>{match[1]}</small>"
