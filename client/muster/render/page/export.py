"""The format ``html``: everything inline, so that the page opens offline and asks nothing of any network."""

import base64
import html
import json
import zlib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from muster.recording.exporters.audience import Audience
from muster.recording.exporters.registry import Format
from muster.recording.reader import Recording
from muster.render.page.contents import contents
from muster.render.page.motion import RATES, Film, film, squeezed
from muster.render.page.stories import stories
from muster.render.playback import Playback

SCRIPTS = (
    "data",
    "clock",
    "layout",
    "plan",
    "bubbles",
    "people",
    "plot",
    "charts",
    "stories",
    "head",
    "pointer",
    "main",
)
"""Files of JavaScript in the order in which they become one."""
_BEST = 1.0 / RATES[0]


def write(recording: Recording, paths: Mapping[str, Path], audience: Audience) -> None:
    """Write the page."""
    source = Playback(recording)
    shown = film(source, audience)
    if shown.every > _BEST:
        audience.note(f"so many people for so long: the page has positions every {shown.every:g} s, not {_BEST:g}")
    told = stories(recording)
    if told.thinned:
        audience.note("so many decisions: the page tells only of changes of mind")
    content = json.dumps(contents(recording, source, shown, told), ensure_ascii=False, separators=(",", ":"))
    paths[""].write_text(page(recording.meta.scenario, content, _motion(shown)), encoding="utf-8")


def page(title: str, content: str, motion: bytes) -> str:
    """Return the page; of what others wrote only ``title`` is in it as text, everything else is packed."""
    parts = {
        "title": html.escape(title),
        "style": _asset("page.css"),
        "script": "\n".join(_asset(f"{name}.js") for name in SCRIPTS),
        "content": _packed(content.encode()),
        "motion": _packed(motion),
    }
    text = _asset("page.html")
    for name, part in parts.items():
        before, _, after = text.partition(f"<!--{name}-->")
        text = f"{before}{part}{after}"
    return text


HTML = Format(".html", ("",), write)


def _motion(shown: Film) -> bytes:
    return b"".join(squeezed(series) for series in shown.series.values())


def _packed(content: bytes) -> str:
    """Return ``content`` deflated, in letters that HTML leaves alone; browsers know how to undo both."""
    return base64.b64encode(zlib.compress(content, 9)).decode("ascii")


def _asset(name: str) -> str:
    return files("muster.render.page").joinpath(name).read_text(encoding="utf-8")
