"""From what a trainee wishes to what they ask of the host."""

from muster.scenario.play import Play, PlayKind
from muster.scenario.speech import Loudness
from muster.training.knowledge import Known, Person
from muster.training.told import Act, DoorPiece, Part
from muster.training.trainee.hands import Line, Phrased
from muster.training.trainee.keys import Wish
from muster.training.trainee.reach import Reach
from muster.world.acts import Door

_SIMPLE = {
    Wish.ALARM: PlayKind.ALARM,
    Wish.CALL: PlayKind.CALL,
    Wish.ROLL_CALL: PlayKind.ROLL_CALL,
}
_AT_DOORS = {Wish.BARRICADE: PlayKind.BARRICADE, Wish.KNOCK: PlayKind.KNOCK, Wish.ASK: PlayKind.ASK}
NO_DOOR = "No door in reach."


def asked_for(
    wanted: Wish | Phrased | Line,
    *,
    part: Part,
    known: Known,
    reach: Reach,
    looked_at: Person | DoorPiece | None,
    volume: Loudness,
) -> Act | str:
    """Return the act, unnumbered, that a wish means as things stand, or why there is none."""
    match wanted:
        case Phrased(place):
            return _phrase(part, place)
        case Line(text, is_announced):
            kind = PlayKind.ANNOUNCE if is_announced else PlayKind.SAY
            return Act(0, Play(kind, text=text, volume=volume))
        case Wish.LEAD:
            return Act(0, Play(PlayKind.LEAD, volume=volume))
        case Wish.LIGHTS:
            return Act(0, Play(PlayKind.LIGHTS_OFF if known.lit else PlayKind.LIGHTS_ON))
        case Wish.DOOR | Wish.LOCK | Wish.BARRICADE | Wish.KNOCK | Wish.ASK:
            return _at_door(wanted, reach)
        case Wish.HIDE:
            return Act(0, Play(PlayKind.HIDE, spot=reach.spot.id)) if reach.spot else "Nowhere to hide in reach."
        case Wish.HELP:
            injured = reach.injured
            return Act(0, Play(PlayKind.HELP), injured.body) if injured else "Nobody injured in reach."
        case Wish.POINT:
            return _point(looked_at)
        case _:
            return Act(0, Play(_SIMPLE[wanted])) if wanted in _SIMPLE else ""


def _phrase(part: Part, place: int) -> Act | str:
    if place >= len(part.phrases):
        return f"There is no phrase {place + 1}; press ? for those there are."
    phrase = part.phrases[place]
    return Act(0, Play(PlayKind.SAY, text=phrase.text, volume=phrase.volume, urge=phrase.urge))


def _at_door(wish: Wish, reach: Reach) -> Act | str:
    door = reach.door
    if door is None:
        return NO_DOOR
    if wish is Wish.DOOR:
        kind = PlayKind.CLOSE if door.looks is Door.OPEN else PlayKind.OPEN
    elif wish is Wish.LOCK:
        kind = PlayKind.UNLOCK if door.looks is Door.LOCKED else PlayKind.LOCK
    else:
        kind = _AT_DOORS[wish]
    return Act(0, Play(kind, door=door.id))


def _point(at: Person | DoorPiece | None) -> Act | str:
    if isinstance(at, Person):
        return Act(0, Play(PlayKind.POINT), at.body)
    if isinstance(at, DoorPiece):
        return Act(0, Play(PlayKind.POINT, door=at.id))
    return "Look at whom or what you point at."
