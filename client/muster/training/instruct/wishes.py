"""What a page asks for, as JSON, becomes what an instructor asks of a host."""

import json
from typing import cast

from muster.client.outside import Control, ControlKind, Note
from muster.scenario.errors import ScenarioError
from muster.scenario.place import Place
from muster.scenario.said_and_done import read_inject
from muster.training.errors import BadAct
from muster.training.leading import FASTEST, LONGEST_NOTE, SLOWEST, Begin, Bring, Wish
from muster.training.told import Stop
from muster.training.wire import text_of

_PLAIN: dict[str, Wish] = {
    "begin": Begin(),
    "pause": Control(ControlKind.PAUSE),
    "resume": Control(ControlKind.RESUME),
    "end": Control(ControlKind.END),
    "stop": Stop(),
}


def read_wish(text: bytes) -> Wish:
    """Return what a page asks for; raises BadAct for what it cannot ask."""
    asked = _table(text)
    what = asked.get("what")
    match what:
        case "speed":
            return Control(ControlKind.SPEED, _speed(asked.get("speed")))
        case "bring":
            return Bring(str(asked.get("event", "")))
        case "note":
            return Note(text_of(str(asked.get("text", "")), LONGEST_NOTE) or "Bookmark")
        case "inject":
            return _inject(asked.get("inject"))
        case str() if what in _PLAIN:
            return _PLAIN[what]
        case _:
            raise BadAct(f"nobody can ask for {str(what)[:80]!r}; reload the page")


def _inject(told: object) -> Wish:
    try:
        return read_inject(json.dumps(told), Place("inject"))
    except ScenarioError as error:
        raise BadAct(str(error)) from None


def _speed(told: object) -> float:
    if isinstance(told, int | float) and SLOWEST <= told <= FASTEST:
        return float(told)
    raise BadAct(f"the speed must be a number from {SLOWEST:g} to {FASTEST:g}")


def _table(text: bytes) -> dict[str, object]:
    try:
        asked: object = json.loads(text)
    except (ValueError, RecursionError):
        raise BadAct("that is no JSON; reload the page") from None
    if not isinstance(asked, dict):
        raise BadAct("that is no JSON object; reload the page")
    return cast("dict[str, object]", asked)
