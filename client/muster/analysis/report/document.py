"""A page from its template: style and everything shown are inline, and it needs no script."""

from importlib.resources import files

from muster.pages.markup import Html, tag


def document(title: str, body: Html) -> str:
    """Return a page that loads nothing from anywhere."""
    page, rest = "", _asset("page.html")
    for name, part in {"title": tag("title", title), "style": _asset("page.css"), "body": body}.items():
        before, _, rest = rest.partition(f"<!--{name}-->")
        page += before + part
    return page + rest


def _asset(name: str) -> str:
    return files("muster.analysis.report").joinpath(name).read_text(encoding="utf-8")
