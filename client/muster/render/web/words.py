"""The panels as HTML. Whatever comes from a recording is escaped: names and words are whatever somebody wrote."""

from collections.abc import Iterable, Sequence
from html import escape

from muster.render.captions import (
    MEAN_TO,
    MOOD,
    NOTICED,
    OPTIONS,
    REMEMBERS,
    SAID,
    THOUGHT,
    asked,
    by_chance,
    decided,
)
from muster.render.chronicle import Told
from muster.render.frame import Status
from muster.render.palette import STATUS_COLOURS, STATUS_SYMBOLS, WEIGHT_COLOURS, Colour
from muster.render.panels import Panels, clock_text
from muster.render.story import Story

_SYMBOLS = {"circle": "●", "square": "■", "ring": "◯", "triangle": "▲", "cross": "✕"}
_ALARM = '<span style="background:#e69f00;color:#000;padding:0 .5em;font-weight:600">the alarm sounds</span>'
_LONGEST = 120  # letters of an event
_CHOICES = 6  # options of a decision that are told; and the one taken
_MOST_MARKS = 200
_BOX = '<div style="padding:0 .75em;font-size:13px;line-height:1.4">{}</div>'


def heading(panels: Panels, *, alarm: bool = False) -> str:
    """Return title, clock, and what must be read at once."""
    notice = f'<div style="background:#7a2a00;color:#fff;padding:.3em .5em">{escape(panels.notice)}</div>'
    return _BOX.format(
        f'<div style="font-weight:600">{escape(panels.title)}</div>'
        f'<div style="font-size:18px;font-variant-numeric:tabular-nums">{escape(panels.clock)}</div>'
        f"{_ALARM if alarm else ''}{notice if panels.notice else ''}"
    )


def timeline(panels: Panels, time: float) -> str:
    """Return a strip with a mark for each event of weight and one for now."""
    end = max(panels.end, 1e-6)
    marks = thinned(panels.marks, _MOST_MARKS)
    ticks = "".join(
        f'<div title="{escape(clock_text(each.time))} {escape(each.text)}" style="position:absolute;top:0;height:100%;'
        f'width:3px;left:{100 * each.time / end:.2f}%;background:{_css(WEIGHT_COLOURS[each.weight])}"></div>'
        for each in marks
    )
    place = min(round(200 * time / end) / 2, 100)  # in half per cents: the strip is sent again only when it moves
    now = f'<div style="position:absolute;top:-3px;bottom:-3px;width:2px;background:#fff;left:{place}%"></div>'
    return _BOX.format(
        f'<div style="position:relative;height:12px;background:#3a4048;margin:.3em 0">{ticks}{now}</div>'
    )


def thinned(marks: Sequence[Told], most: int) -> Sequence[Told]:
    """Return every mark, or every second, third ... when they would be more than ``most``."""
    return marks[:: max(-(-len(marks) // most), 1)]


def counts(panels: Panels) -> str:
    """Return how many are in which state, and what they are set on."""
    rows = "".join(
        f"<tr><td>{_swatch(status)}</td><td>{escape(words)}</td><td style='text-align:right'>{count}</td></tr>"
        for status, words, count in panels.statuses
    )
    intents = " · ".join(f"{escape(word)}&nbsp;<b>{count}</b>" for word, count in panels.intents)
    table = f"<table style='width:100%;border-spacing:0'>{rows}</table>"
    return _BOX.format(table + _part(MEAN_TO, intents) + _part(escape(panels.smoke_heading), _smoke(panels)))


def _smoke(panels: Panels) -> str:
    return "".join(
        f"<div>{escape(place)} <span style='float:right'>{escape(sight)}</span></div>" for place, sight in panels.smoke
    )


def ticker(panels: Panels) -> str:
    """Return the latest events, newest first; fewer of them when a story needs the room."""
    latest = panels.ticker[-3:] if panels.story is not None else panels.ticker
    lines = "".join(
        f'<div style="border-left:4px solid {_css(WEIGHT_COLOURS[each.weight])};padding-left:.5em;margin-bottom:.25em">'
        f"<b>{clock_text(each.time)}</b> {escape(_short(each.text))}</div>"
        for each in reversed(latest)
    )
    return _BOX.format(lines or "<i>nothing yet</i>")


def why(story: Story) -> str:
    """Return who somebody is, and why they do what they do."""
    parts = [
        f'<div style="font-size:15px;font-weight:600">{escape(story.name)}</div><div>{escape(story.role)}</div>',
        f'<div style="opacity:.7">{_lines(story.persona)}</div>',
        _part(NOTICED, _lines(story.noticed)),
        _part(OPTIONS, _choices(story)) if story.choices else "",
        _part(THOUGHT, _quoted(story.thought)),
        _part(SAID, _quoted(story.said)),
        _part(MOOD, f"{escape(story.mood)}, {story.arousal:.0%} aroused" if story.mood else ""),
        _part(REMEMBERS, _lines(story.memory)),
    ]
    return _BOX.format("".join(parts))


def keys(lines: Iterable[tuple[str, str]]) -> str:
    """Return the help."""
    rows = "".join(
        f'<tr><td style="white-space:nowrap;padding-right:.8em"><b>{escape(key)}</b></td><td>{escape(words)}</td></tr>'
        for key, words in lines
        if key
    )
    mouse = "Drag to turn, with the right button to shift, wheel to come nearer; click on somebody to ask why."
    return _BOX.format(f"<div>{mouse}</div><table>{rows}</table>")


def _choices(story: Story) -> str:
    told = [each for place, each in enumerate(story.choices) if place < _CHOICES or each.is_chosen]
    bars = "".join(
        f'<div style="margin:.15em 0;{"font-weight:600" if each.is_chosen else ""}">'
        f"{'▶ ' if each.is_chosen else ''}{escape(each.text)} <span style='float:right'>{each.probability:.0%}</span>"
        f'<div style="clear:both;height:4px;background:#4a90d9;width:{100 * each.probability:.1f}%"></div></div>'
        for each in told
    )
    others = len(story.choices) - len(told)
    rest = f"<div>and {others} less likely</div>" if others else ""
    how = "".join(f"<div>{escape(line)}</div>" for line in (by_chance(story), decided(story), asked(story)) if line)
    return f'{bars}{rest}<div style="opacity:.7">{how}</div>'


def _part(title: str, content: str) -> str:
    return f'<div style="margin-top:.5em;opacity:.7">{title}</div><div>{content}</div>' if content else ""


def _lines(lines: Sequence[str]) -> str:
    return "".join(f"<div>{escape(line)}</div>" for line in lines)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _quoted(text: str) -> str:
    return f"“{escape(text)}”" if text else ""


def _swatch(status: Status) -> str:
    shine = "text-shadow:0 0 2px rgba(255,255,255,.8)"  # the darkest would be lost on a dark panel
    return f'<span style="{shine};color:{_css(STATUS_COLOURS[status])}">{_SYMBOLS[STATUS_SYMBOLS[status]]}</span>'


def _css(colour: Colour) -> str:
    return "rgb({},{},{})".format(*colour)
