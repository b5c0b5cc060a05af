"""The files of the page: its own, and those that draw plans on the page of a recording."""

from collections.abc import Callable, Mapping
from functools import cache

from muster.render.page.export import asset

_PLANS, _OURS = "muster.render.page", "muster.training.instruct.page"
SCRIPTS = (
    (_PLANS, "data"),
    (_PLANS, "layout"),
    (_PLANS, "plan"),
    (_PLANS, "smoke"),
    (_PLANS, "bubbles"),
    (_PLANS, "people"),
    (_PLANS, "telling"),
    (_PLANS, "pointer"),
    (_OURS, "live"),
    (_OURS, "stage"),
    (_OURS, "asking"),
    (_OURS, "bar"),
    (_OURS, "msel"),
    (_OURS, "people"),
    (_OURS, "person"),
    (_OURS, "places"),
    (_OURS, "injects"),
    (_OURS, "events"),
    (_OURS, "main"),
)
"""Files of JavaScript in the order in which they become one."""


def _page() -> bytes:
    return asset(_OURS, "instruct.html").encode()


def _style() -> bytes:
    return (asset(_PLANS, "page.css") + asset(_OURS, "instruct.css")).encode()


@cache
def _script() -> bytes:
    return "\n".join(asset(package, f"{name}.js") for package, name in SCRIPTS).encode()


FILES: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "": ("text/html; charset=utf-8", _page),
    "instruct.css": ("text/css; charset=utf-8", _style),
    "instruct.js": ("text/javascript; charset=utf-8", _script),
}
"""What is served, by name: its kind, and what makes it."""
