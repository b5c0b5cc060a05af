"""What stands beside the picture, in words and numbers: every renderer lays out the same panels."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from muster.recording.codes import Act, word_for
from muster.render.actions import BINDINGS
from muster.render.chronicle import Told
from muster.render.frame import Frame, Status, is_there, statuses
from muster.render.palette import STATUS_WORDS
from muster.render.scene import Scene
from muster.render.smoke import heading, told
from muster.render.source import Source
from muster.render.story import Story
from muster.render.trails import Trails
from muster.render.view import View

TICKER_LINES = 6
INTENTS = 6
TICKER_S = 30.0  # seconds that an event stays in the ticker


@dataclass(frozen=True)
class Panels:
    """What goes with a moment: the words around a picture, and where everybody has just been.

    Attributes:
        title: what is shown. clock: simulated time and how it runs. storey: which one is looked at.
        statuses: each ``Status`` somebody has, with its words and how many.
        intents: what people inside who can act are set on, most common first.
        ticker: the latest events, oldest first.
        story: of the selected person, or None.
        help: keys and what they do; empty unless asked for.
        end: last second there is. marks: the events of weight for the timeline.
        notice: something to be read at once, such as that part of a recording is lost; "" for nothing.
        trails: where everybody has just been; None unless asked for.
        smoke: where it burns and which regions are thickest with smoke, with how far one sees there; thickest first.
        smoke_heading: what stands above that.
    """

    title: str
    clock: str
    storey: str
    statuses: tuple[tuple[Status, str, int], ...]
    intents: tuple[tuple[str, int], ...]
    ticker: tuple[Told, ...]
    story: Story | None
    help: tuple[tuple[str, str], ...]
    end: float
    marks: Sequence[Told]
    notice: str = ""
    trails: Trails | None = None
    smoke: Sequence[tuple[str, str]] = ()
    smoke_heading: str = ""


def panels(view: View, frame: Frame, source: Source, story: Story | None, notice: str = "") -> Panels:
    """Return the panels of a moment."""
    scene = source.scene
    return Panels(
        title=scene.title,
        clock=_clock(view, frame, source),
        storey=_storey(view, scene),
        statuses=_counts(frame),
        intents=_intents(frame),
        ticker=_ticker(source.told(), frame.time),
        story=story,
        help=_help() if view.shows_help else (),
        end=source.end,
        marks=source.marks(),
        notice=notice,
        smoke=told(scene, frame.smoke),
        smoke_heading=heading(frame.smoke),
    )


def clock_text(time: float) -> str:
    """Return ``time`` as minutes and seconds with tenths: 1:02.5."""
    minutes, seconds = divmod(round(time, 1), 60)
    return f"{int(minutes)}:{seconds:04.1f}"


def _clock(view: View, frame: Frame, source: Source) -> str:
    if view.at_live_edge:
        running = "live, held" if view.holds_run else "live"
    else:
        running = f"{view.speed:g}x" if view.playing else "paused"
    return f"{clock_text(frame.time)} / {clock_text(source.end)}  {running}"


def _storey(view: View, scene: Scene) -> str:
    return "all storeys" if view.storey is None else scene.building.storeys[view.storey].id


def _counts(frame: Frame) -> tuple[tuple[Status, str, int], ...]:
    counts = np.bincount(statuses(frame)[is_there(frame)], minlength=len(Status)).tolist()
    return tuple((status, STATUS_WORDS[status], counts[int(status)]) for status in Status if counts[int(status)])


def _intents(frame: Frame) -> tuple[tuple[str, int], ...]:
    able = statuses(frame)
    acting = frame.act[((able <= int(Status.HIDING)) | (able == int(Status.INJURED))) & is_there(frame)]
    counts = np.bincount(acting).tolist()
    common = sorted((act for act, count in enumerate(counts) if count), key=lambda act: -counts[act])
    told = [(word_for(Act, act).replace("_", " "), counts[act]) for act in common[:INTENTS]]
    others = sum(counts[act] for act in common[INTENTS:])
    return (*told, ("other", others)) if others else tuple(told)


def _ticker(told: Sequence[Told], time: float) -> tuple[Told, ...]:
    until = bisect_right(told, time, key=lambda each: each.time)
    latest = told[max(until - TICKER_LINES, 0) : until]
    return tuple(each for each in latest if each.time > time - TICKER_S)


def _help() -> tuple[tuple[str, str], ...]:
    return tuple((" ".join(binding.keys), binding.help) for binding in BINDINGS.values())
