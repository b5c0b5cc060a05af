"""Building HTML and SVG so that nothing unescaped can get in: plain strings are text, only ``Html`` is markup."""

import html
from collections.abc import Iterable

VOID = frozenset({"input", "br", "meta"})


class Html(str):
    """Markup that is finished; everything else that is put into a tag gets escaped."""

    __slots__ = ()


def tag(name: str, *children: str, **attributes: object) -> Html:
    """Return an element. ``class_`` stands for ``class``, ``aria_label`` for ``aria-label``; None leaves one out."""
    head = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    if name in VOID:
        return Html(f"<{name}{head}>")
    return Html(f"<{name}{head}>{joined(children)}</{name}>")


def joined(children: Iterable[str], between: str = "") -> Html:
    """Return children one after the other, those that are plain text escaped."""
    return Html(text(between).join(text(child) for child in children))


def text(child: str) -> Html:
    """Return markup as it is, and plain text escaped."""
    return child if isinstance(child, Html) else Html(html.escape(child))


def table(head: Iterable[str], rows: Iterable[Iterable[str]], **attributes: object) -> Html:
    """Return a table in a box that scrolls sideways where there is no room; the first cell of a row is its head."""
    top = tag("thead", tag("tr", *(tag("th", cell, scope="col") for cell in head)))
    body = tag("tbody", *(_row(tuple(row)) for row in rows))
    return tag("div", tag("table", top, body, **attributes), class_="wide", tabindex="0")


def facts(pairs: Iterable[tuple[str, str]], **attributes: object) -> Html:
    """Return a list of terms and what they are."""
    return tag("dl", *(tag("div", tag("dt", term), tag("dd", said)) for term, said in pairs), **attributes)


def figure(title: str, note: str, *children: str, **attributes: object) -> Html:
    """Return a card with a heading, what it shows, and what one has to know to read it."""
    return tag("figure", tag("h2", title), *children, tag("figcaption", note), **attributes)


def _row(cells: tuple[str, ...]) -> Html:
    return tag("tr", tag("th", cells[0], scope="row"), *(tag("td", cell) for cell in cells[1:]))


def _attribute(key: str, value: object) -> str:
    said = f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
    return f' {key.rstrip("_").replace("_", "-")}="{html.escape(said)}"'
