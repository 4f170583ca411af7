"""Small charts as SVG inside a page: coloured by the style sheet, told in words to who cannot see them."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from kit.workshop.room import Standing


def bar(standing: Standing) -> Markup:
    """One bar: done, at work, stuck; the rest of its width is who has not begun."""
    parts = (("done", standing.done), ("work", standing.at_work), ("stuck", standing.stuck), ("rest", standing.rest))
    whole = sum(count for _, count in parts) or 1
    said = f"{standing.done} done, {standing.at_work} at work, {standing.stuck} stuck, {standing.rest} not at it"
    drawn, left = [], 0.0
    for kind, count in parts:
        width = 100 * count / whole
        if count:
            drawn.append(f'<rect class="{kind}" x="{left:.2f}" y="0" width="{width:.2f}" height="10"/>')
        left += width
    return Markup(  # numbers and words of our own only
        f'<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{said}">'
        f"{''.join(drawn)}</svg>"
    )


def pace(done: Sequence[float], people: int, began: float, now: float, title: str) -> Markup:
    """How many had done an exercise, minute by minute since `began`; `done` are the times, seconds since 1970."""
    span = max(60.0, now - began)
    sooner = sorted(min(max(at, began), now) for at in done)
    top = max(people, 1)
    path, count = ["M0 40"], 0
    for at in sooner:
        x = 100 * (at - began) / span
        path.append(f"H{x:.1f}")
        count += 1
        path.append(f"V{40 - 38 * count / top:.1f}")
    path.append("H100")
    said = escape(f"{title}: {count} of {people} done in {int(span // 60)} minutes")
    return Markup(
        f'<svg class="pace" viewBox="0 0 100 42" preserveAspectRatio="none" role="img" aria-label="{said}">'
        f'<path class="axis" d="M0 40H100"/><path class="line" d="{" ".join(path)}"/></svg>'
    )
