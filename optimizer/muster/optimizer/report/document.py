"""A page from its template: style, script and everything shown are inline."""

import base64
import json
import zlib
from collections.abc import Iterable, Sequence
from importlib.resources import files

from muster.pages.markup import Html, tag


def document(title: str, body: Html, style: str = "", packed: Sequence[str] = ()) -> str:
    """Return a page; ``packed`` is markup that its script unpacks when it is asked for."""
    parts = {
        "title": tag("title", title),
        "style": f"{_asset('page.css')}\n{style}",
        "body": body,
        "stories": base64.b64encode(zlib.compress(json.dumps(packed).encode(), 9)).decode("ascii"),
        "script": _asset("page.js"),
    }
    page = ""
    rest = _asset("page.html")
    for name, part in parts.items():
        before, _, rest = rest.partition(f"<!--{name}-->")
        page += before + part
    return page + rest


def warnings(banner: str, remarks: Iterable[str]) -> Html:
    """Return what one must know before believing any of it, the banner first; "" for none."""
    top = [tag("p", banner, class_="banner")] if banner else []
    return tag("div", *top, *(tag("p", each) for each in remarks), class_="notices", role="note")


def _asset(name: str) -> str:
    return files("muster.optimizer.report").joinpath(name).read_text(encoding="utf-8")
