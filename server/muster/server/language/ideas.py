"""Options as what they come to: an act, about how far off, and toward or away from a threat; names left out."""

from collections.abc import Sequence

from muster.behavior.v1.vocabulary import Act, Feature
from muster.server.values import Percept

_NEAR_M, _FAR_M = 10.0, 40.0
_SMOKY, _THICK = 0.3, 1.0  # 1/m: things are made out at 10 m, at 3 m
_DIRECTION = 0.2  # of Feature.AWAY, from which a way leads away or toward
_TEXTS = {
    Act.STAY: "Stay where you are and do nothing",
    Act.GO: "Go to the next room or corridor",
    Act.EXIT: "Leave the building",
    Act.HIDE: "Take cover",
    Act.FOLLOW: "Go along with somebody",
    Act.HELP: "Help somebody who is hurt",
    Act.JOIN: "Go to one of those you belong with and stay together",
    Act.WAIT: "Wait for those you belong with",
    Act.CLOSE: "Close a door",
    Act.LOCK: "Lock a door",
    Act.BARRICADE: "Barricade a door",
    Act.OPEN: "Open a door",
    Act.CONFRONT: "Confront the intruder",
    Act.CALL: "Telephone for help",
    Act.WARN: "Tell the people around you what you know and what to do",
    Act.CARRY_ON: "Carry on with what you were doing",
    Act.CHECK: "Look around and ask those near you what is going on",
    Act.KNOCK: "Knock at a locked door and ask to be let in",
    Act.ASK: "Ask through the door who it is",
    Act.LET_IN: "Open the door to whoever knocks",
    Act.EXTINGUISH: "Put out the fire with an extinguisher while it is small",
    Act.SOUND_ALARM: "Set off the fire alarm at a call point",
    Act.SHELTER: "Stay in here behind the closed door, out of the smoke, and wait for help",
}
_LEADS_SOMEWHERE = frozenset({Act.GO, Act.EXIT, Act.HIDE, Act.FOLLOW, Act.JOIN})


def ideas(percept: Percept) -> dict[str, tuple[int, ...]]:
    """Return the distinct ideas among the options, in alphabetical order, each with the places of its options."""
    found: dict[str, list[int]] = {}
    for place, row in enumerate(percept.features.tolist()):
        found.setdefault(_idea(percept.options[place].act, row), []).append(place)
    return {text: tuple(found[text]) for text in sorted(found)}


def far_off(metres: float) -> str:
    """Return a distance in one of three steps."""
    return "close by" if metres < _NEAR_M else "some way off" if metres < _FAR_M else "far off"


def _idea(act: Act, row: Sequence[float]) -> str:
    text = _TEXTS.get(act, "Do something else")
    if act not in _LEADS_SOMEWHERE:
        return text
    away = row[Feature.AWAY]
    direction = (
        ", away from the intruder" if away > _DIRECTION else ", toward the intruder" if away < -_DIRECTION else ""
    )
    return f"{text}, {far_off(row[Feature.DISTANCE])}{direction}{_smoke(row[Feature.SMOKE])}"


def _smoke(extinction: float) -> str:
    if extinction < _SMOKY:
        return ""
    return ", through smoke" if extinction < _THICK else ", through thick smoke"
