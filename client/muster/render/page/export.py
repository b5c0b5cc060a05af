"""The format ``html``: everything inline, so that the page opens offline and asks nothing of any network."""

import base64
import html
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
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
    "smoke",
    "bubbles",
    "people",
    "plot",
    "charts",
    "telling",
    "stories",
    "head",
    "pointer",
    "main",
)
"""Files of JavaScript in the order in which they become one."""
_BEST = 1.0 / RATES[0]


@dataclass(frozen=True)
class Addition:
    """What another page has beside all of this one.

    Attributes:
        content: what is given to its script, under ``content.NAME``.
        before, after: HTML above the playback and below the plots.
        script: runs once the page stands; ``muster`` is the page.
    """

    content: Mapping[str, object] = field(default_factory=dict[str, object])
    style: str = ""
    before: str = ""
    after: str = ""
    script: str = ""


def write(recording: Recording, paths: Mapping[str, Path], audience: Audience) -> None:
    """Write the page."""
    paths[""].write_text(page_of(recording, audience), encoding="utf-8")


def page_of(
    recording: Recording, audience: Audience, addition: Addition | None = None, *, title: str | None = None
) -> str:
    """Return a recording as a page, with whatever is added."""
    added = addition or Addition()
    source = Playback(recording)
    shown = film(source, audience)
    if shown.every > _BEST:
        audience.note(f"so many people for so long: the page has positions every {shown.every:g} s, not {_BEST:g}")
    told = stories(recording)
    if told.thinned:
        audience.note("so many decisions: the page tells only of changes of mind")
    everything = {**contents(recording, source, shown, told), **added.content}
    content = json.dumps(everything, ensure_ascii=False, separators=(",", ":"))
    return page(title or recording.meta.scenario, content, _motion(shown), added)


def page(title: str, content: str, motion: bytes, addition: Addition | None = None) -> str:
    """Return the page; of what others wrote only ``title`` is in it as text, everything else is packed."""
    added = addition or Addition()
    parts = {
        "title": html.escape(title),
        "style": asset("muster.render.page", "page.css") + added.style,
        "before": added.before,
        "after": added.after,
        "script": "\n".join([*(asset("muster.render.page", f"{name}.js") for name in SCRIPTS), added.script]),
        "content": _packed(content.encode()),
        "motion": _packed(motion),
    }
    text = asset("muster.render.page", "page.html")
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


def asset(package: str, name: str) -> str:
    """Return the text of a file of a package."""
    return files(package).joinpath(name).read_text(encoding="utf-8")
