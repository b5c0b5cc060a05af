"""All that a page shows, as plain values: it is written down as JSON and read by ``page/*.js``."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import cast

from muster.recording.codes import Volume
from muster.recording.reader import Recording
from muster.render.actions import BINDINGS, SKIP_S, Action
from muster.render.captions import MOOD, NOTICED, OPTIONS
from muster.render.chronicle import ALARM_S, LONGER_S, SPEECH_S, Told, Weight
from muster.render.frame import Status
from muster.render.page import plan
from muster.render.page.motion import Film
from muster.render.page.stories import Stories
from muster.render.palette import (
    DOOR_COLOURS,
    STATUS_COLOURS,
    STATUS_SYMBOLS,
    STATUS_WORDS,
    THREAT,
    WEIGHT_COLOURS,
    Colour,
)
from muster.render.scene import Scene
from muster.render.smoke import DARK_SMOKE, FIRE, HAZY_M, SCALE_M, SEEN_THROUGH_M, THICKEST
from muster.render.source import Source
from muster.render.view import SPEEDS
from muster.world.acts import Door
from muster.world.events import EventKind

_KEYS = (
    Action.PLAY, Action.STEP_BACK, Action.STEP, Action.REWIND, Action.FORWARD, Action.SLOWER, Action.FASTER,
    Action.TO_START, Action.TO_END, Action.NEXT_EVENT, Action.LAST_EVENT, Action.STOREY_UP, Action.STOREY_DOWN,
    Action.NEXT_PERSON, Action.LAST_PERSON, Action.NOBODY, Action.NAMES, Action.TRAILS, Action.HELP,
)  # fmt: skip
"""What a page can do of what all renderers can."""
_MOMENTS = 12  # at most, where the run did not choose them itself
_SOON = 0.06  # seconds: a tick, as moments are rounded
_WORDS = re.compile(r"\w+")
_MAIN = (Weight.HARM, Weight.THREAT, Weight.WARNING)

Plain = dict[str, object]


def contents(recording: Recording, source: Source, film: Film, stories: Stories) -> Plain:
    """Return everything but the series of ``film``."""
    return {
        **_run(recording, source, film, stories),
        **_film(film),
        **_happened(recording, source.told()),
        "storeys": plan.storeys(recording.scenario.building, film.reached),
        "doors": plan.doors(recording.scenario.building),
        "people": stories.people,
        "stories": stories.entries,
        "strings": stories.strings,
        "acts": {act: sorted(counts.items()) for act, counts in stories.acts.items()},
        **_signs(),
        "smoke": _smoke_signs(source.scene),
    }


def _run(recording: Recording, source: Source, film: Film, stories: Stories) -> Plain:
    return {
        "title": recording.meta.scenario,
        "lead": recording.scenario.description,
        "version": recording.meta.muster_version,
        "facts": _facts(recording, source),
        "notices": _notices(recording, film, stories),
    }


def _film(film: Film) -> Plain:
    return {
        "end": film.end,
        "every": film.every,
        "frames": film.frames,
        "origin": film.origin,
        "unit": film.unit,
        "series": [[name, table.shape[1]] for name, table in film.series.items()],
    }


def _happened(recording: Recording, told: Sequence[Told]) -> Plain:
    alarms = (event.tick * recording.meta.dt for event in recording.events() if event.kind == EventKind.ALARM.value)
    return {
        "told": [[round(each.time, 2), each.weight.value, each.text, each.agent] for each in told],
        "moments": _moments(recording, told),
        "speech": _speech(recording),
        "alarms": [round(time, 2) for time in alarms],
        "alarm_s": ALARM_S,
        "exits": _exits(recording),
    }


def _signs() -> Plain:
    """Return what is the same for every run: colours, symbols, keys."""
    return {
        "statuses": [[STATUS_WORDS[each], _hex(STATUS_COLOURS[each]), STATUS_SYMBOLS[each]] for each in Status],
        "weights": {weight.value: _hex(colour) for weight, colour in WEIGHT_COLOURS.items()},
        "threat": _hex(THREAT),
        "barred": {door.name.lower(): _hex(DOOR_COLOURS[door]) for door in (Door.LOCKED, Door.BARRICADED)},
        "captions": {"noticed": NOTICED, "options": OPTIONS, "mood": MOOD},
        "speeds": SPEEDS,
        "skip": SKIP_S,
        "keys": [[action.value, *_keys(action)] for action in _KEYS],
    }


def _smoke_signs(scene: Scene) -> Plain | None:
    """Return how smoke is drawn, and the region that burns; None where there can be no fire."""
    if scene.fire < 0:
        return None
    return {
        "fire": scene.fire,
        "colour": _hex(DARK_SMOKE),
        "flame": _hex(FIRE),
        "thickest": THICKEST,
        "depth": SEEN_THROUGH_M,
        "hazy": HAZY_M,
        "scale": SCALE_M,
    }


def _facts(recording: Recording, source: Source) -> list[list[str]]:
    """Return what was run, a label and a text each."""
    meta = recording.meta
    mind = "built-in: a stand-in, not a language model" if meta.mind.get("backend") == "builtin" else source.scene.mind
    return [
        ["people", str(meta.agents)],
        ["simulated", f"{source.end:g} s"],
        ["mind", mind],
        ["seed", str(meta.seed)],
        ["run on", _date(meta.started_at)],
    ]


def _date(iso: str) -> str:
    try:
        return f"{datetime.fromisoformat(iso):%Y-%m-%d %H:%M %Z}"
    except ValueError:
        return iso


def _notices(recording: Recording, film: Film, stories: Stories) -> list[str]:
    """Return what somebody must know who takes the page for the whole run."""
    notices: list[str] = []
    if not recording.meta.finished:
        notices.append(f"This run was not finished: it was to last {recording.meta.duration:g} s.")
    if recording.damage:
        notices.append(f"The recording is damaged: what could be read of it ends at {film.end:g} s at the latest.")
    if film.every > 1.0:
        notices.append(
            f"So many people for so long: positions are {film.every:g} s apart and joined by straight lines."
        )
    if stories.thinned:
        notices.append("So many decisions: only changes of mind are told, and of each person the first hundred.")
    return notices


def _moments(recording: Recording, told: Sequence[Told]) -> list[list[object]]:
    """Return what the run itself chose to tell, else the first things of weight: time, text, agent or -1, weight."""
    main = [each for each in told if each.weight in _MAIN][:_MOMENTS]
    chosen = _chosen(recording)
    if not chosen:
        return [[round(each.time, 2), each.text, each.agent, each.weight.value] for each in main]
    about = [(time, text, _same(time, text, told)) for time, text in chosen]
    return [[round(time, 2), text, same.agent, same.weight.value] for time, text, same in about]


def _chosen(recording: Recording) -> list[tuple[float, str]]:
    """Return time and text of what the run's summary tells."""
    listed = recording.meta.summary.get("moments")
    moments = cast("list[object]", listed) if isinstance(listed, list) else []
    chosen: list[tuple[float, str]] = []
    for moment in moments:
        match moment:
            case {"time_s": int() | float() as time, "text": str() as text}:
                chosen.append((float(time), text))
            case _:  # another version wrote it
                pass
    return chosen


def _same(time: float, text: str, told: Sequence[Told]) -> Told:
    """Return what was told at ``time`` in words that begin alike; something of nobody's where nothing was."""
    begins = _WORDS.findall(text)[:2]
    then = (each for each in told if abs(each.time - time) < _SOON and _WORDS.findall(each.text)[:2] == begins)
    return next(then, Told(time, Weight.ACT, text))


def _speech(recording: Recording) -> list[list[object]]:
    """Return when each thing said is shown and when no longer, who says it, how loudly, and what."""
    loud = {int(Volume.SHOUT): 2, int(Volume.WHISPER): 0}
    rows = ((row.tick * recording.meta.dt, row) for row in recording.words())
    return [
        [round(since, 2), round(since + SPEECH_S + LONGER_S * min(len(row.text), 200), 2), row.agent,
         loud.get(row.volume, 1), row.text]
        for since, row in rows
    ]  # fmt: skip


def _exits(recording: Recording) -> list[Plain]:
    """Return each exit with the seconds at which people first left by it."""
    seen = set[int]()
    times: dict[str, list[float]] = {way.id: [] for way in recording.scenario.building.exits}
    for event in recording.events():
        if event.kind == EventKind.OUT.value and event.agent is not None and event.agent not in seen:
            seen.add(event.agent)
            times.setdefault(event.text, []).append(round(event.tick * recording.meta.dt, 2))
    names = {way.id: way.name for way in recording.scenario.building.exits}
    return [{"name": names.get(id, id or "unknown"), "times": left} for id, left in times.items()]


def _keys(action: Action) -> tuple[Sequence[str], str]:
    words, _, _ = BINDINGS[action].help.partition(";")  # what follows is about live runs
    return BINDINGS[action].keys, words.removesuffix(" (plan)")


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
