"""What a page is told: scenes, moments, stories and how things stand, as plain values."""

from collections.abc import Iterable

from muster.perception.words import DOING
from muster.recording.codes import Volume
from muster.render.frame import Status
from muster.render.palette import (
    DOOR_COLOURS,
    STATUS_COLOURS,
    STATUS_SYMBOLS,
    STATUS_WORDS,
    THREAT,
    WEIGHT_COLOURS,
    Colour,
)
from muster.render.service.reading import Held, Reader
from muster.render.smoke import DARK_SMOKE, FIRE, HAZY_M, SCALE_M, SEEN_THROUGH_M, THICKEST
from muster.scene.v1 import scene_pb2 as pb
from muster.training.instruct import plan
from muster.training.leading import Entered, Standing
from muster.training.told import Phase
from muster.world.acts import Door

_FROM_WIRE = 1
"""On the wire enums count from 1, on our pages from 0: there, 0 is what was not said."""
_LOUDNESS = {pb.VOLUME_WHISPER: Volume.WHISPER, pb.VOLUME_TALK: Volume.TALK, pb.VOLUME_SHOUT: Volume.SHOUT}
_DOING = {act.value: words for act, words in DOING.items()}
Plain = dict[str, object]


def shown_scene(scene: pb.GetSceneResponse) -> Plain:
    """Return what stands still, and the signs that things are drawn with."""
    return {
        "title": scene.title,
        "mind": scene.mind,
        "step": scene.step_s,
        "people": [[person.name, person.role, person.id] for person in scene.people],
        "threats": scene.intruders,
        "storeys": plan.storeys(scene.building),
        "doors": plan.doors(scene.building),
        "statuses": [[STATUS_WORDS[each], _hex(STATUS_COLOURS[each]), STATUS_SYMBOLS[each]] for each in Status],
        "weights": {weight.value: _hex(colour) for weight, colour in WEIGHT_COLOURS.items()},
        "threat": _hex(THREAT),
        "barred": {door.name.lower(): _hex(DOOR_COLOURS[door]) for door in (Door.LOCKED, Door.BARRICADED)},
        "smoke": _smoke_signs(scene),
    }


def shown_moment(reader: Reader, *, alarm: bool) -> Plain:
    """Return one moment: a row a body, coordinates in millimetres."""
    people = reader.people
    return {
        "time": round(reader.time, 3),
        "people": _bodies(people, ("x_mm", "y_mm", "storey")),
        "status": (people["status"] - _FROM_WIRE).tolist(),
        "act": [_DOING.get(number, "") for number in people["act"].tolist()],
        "absent": [bool(flags & pb.FLAG_ABSENT) for flags in people["flags"].tolist()],
        "threats": _bodies(reader.intruders, ("x_mm", "y_mm", "storey")),
        "present": (reader.intruders["status"] == pb.PRESENCE_PRESENT).tolist(),
        "doors": (reader.doors - _FROM_WIRE).tolist(),
        "speech": [
            [speech.agent, int(_LOUDNESS.get(speech.volume, Volume.TALK)), speech.text, round(speech.since_s, 3)]
            for speech in reader.speech.values()
        ],
        "alarm": alarm,
        "smoke": reader.smoke.tolist(),
        "fire": reader.fire_kw,
    }


def shown_events(events: Iterable[pb.Event]) -> list[Plain]:
    """Return what happened."""
    return [
        {
            "time": round(event.time_s, 2),
            "weight": pb.Weight.Name(event.weight).removeprefix("WEIGHT_").lower(),
            "text": event.text,
            "agent": event.agent if event.HasField("agent") else None,
        }
        for event in events
    ]


def shown_story(story: pb.GetStoryResponse) -> Plain:
    """Return why somebody does what they do."""
    return {
        "name": story.name,
        "role": story.role,
        "persona": [*story.persona],
        "noticed": [*story.noticed],
        "trigger": story.trigger,
        "choices": [[choice.text, round(choice.probability, 3), choice.is_chosen] for choice in story.choices],
        "decided": round(story.decided_s, 1),
        "source": story.source,
        "thought": story.thought,
        "said": story.said,
        "mood": story.mood,
        "memory": [*story.memory],
    }


def shown_entered(entered: Entered) -> Plain:
    """Return what is played, and its MSEL."""
    title, text = entered.procedure
    return {
        "title": entered.title,
        "procedure": [title, text],
        "events": [
            {
                "id": line.id,
                "text": line.text,
                "expected": line.expected,
                "controller": line.controller,
                "when": line.when,
                "at": line.at,
                "injects": line.has_inject,
            }
            for line in entered.events
        ],
    }


def shown_standing(now: Standing) -> Plain:
    """Return how things stand."""
    return {
        "time": now.time,
        "phase": Phase(now.phase).name.lower(),
        "speed": now.speed,
        "roles": [[role.title, role.is_taken, role.is_ready] for role in now.roles],
        "brought": [*now.brought],
        "word": now.word,
        "taken": now.taken,
        "refused": [*now.refused],
    }


def _smoke_signs(scene: pb.GetSceneResponse) -> Plain | None:
    """Return how smoke is drawn, and the region that burns; None where there can be no fire."""
    if not scene.HasField("fire_region"):
        return None
    return {
        "fire": scene.fire_region,
        "colour": _hex(DARK_SMOKE),
        "flame": _hex(FIRE),
        "thickest": THICKEST,
        "depth": SEEN_THROUGH_M,
        "hazy": HAZY_M,
        "scale": SCALE_M,
    }


def _bodies(held: Held, names: Iterable[str]) -> list[list[int]]:
    return [held[name].tolist() for name in names]


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
