"""Which key does what, once for all windows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from muster.scenario.play import Rights

KEYS_SIGN = "?"
"""A sign, not a key: where it is on a keyboard, and with which other key held, differs by country."""


class Wish(StrEnum):
    """What one press of a key asks for."""

    CROUCH = "crouch"
    DOOR = "door"
    LOCK = "lock"
    BARRICADE = "barricade"
    KNOCK = "knock"
    ASK = "ask"
    HIDE = "hide"
    VOLUME = "volume"
    TYPE = "type"
    ANNOUNCE = "announce"
    ALARM = "alarm"
    POINT = "point"
    HELP = "help"
    LEAD = "lead"
    LIGHTS = "lights"
    CALL = "call"
    ROLL_CALL = "roll-call"
    CALM = "calm"
    SOUND = "sound"
    KEYS = "keys"
    CONFIRM = "confirm"
    EMERGENCY = "emergency"


@dataclass(frozen=True)
class Binding:
    """The keys of a wish, the one to show first, and what it does in a few words."""

    keys: tuple[str, ...]
    help: str


BINDINGS: Mapping[Wish, Binding] = {
    Wish.DOOR: Binding(("f",), "open or close the door in reach"),
    Wish.LOCK: Binding(("l",), "lock or unlock it"),
    Wish.BARRICADE: Binding(("b",), "barricade it"),
    Wish.KNOCK: Binding(("n",), "knock"),
    Wish.ASK: Binding(("u",), "ask through it who is there"),
    Wish.LIGHTS: Binding(("o",), "lights off or on"),
    Wish.HIDE: Binding(("z",), "hide where you can; any step leaves it"),
    Wish.CROUCH: Binding(("c",), "crouch or stand up"),
    Wish.VOLUME: Binding(("v",), "whisper, talk or shout"),
    Wish.TYPE: Binding(("t",), "say something: type, then Enter"),
    Wish.LEAD: Binding(("j",), "say: follow me"),
    Wish.POINT: Binding(("x",), "point at whom or what you look at"),
    Wish.CALL: Binding(("k",), "telephone for help"),
    Wish.HELP: Binding(("h",), "help the injured person in reach"),
    Wish.ROLL_CALL: Binding(("y",), "call the roll at a muster point"),
    Wish.ANNOUNCE: Binding(("p",), "public address: type, then Enter"),
    Wish.ALARM: Binding(("g",), "raise the fire alarm"),
    Wish.CALM: Binding(("i",), "distress dial: all; no shots heard; nor anybody drawn as hurt"),
    Wish.SOUND: Binding(("m",), "sound low, full or off; what is said is always written"),
    Wish.KEYS: Binding((KEYS_SIGN, "f1"), "these keys"),
    Wish.CONFIRM: Binding(("enter",), "begin; say what was typed"),
    Wish.EMERGENCY: Binding(("escape",), "REAL EMERGENCY: stop everything, for everybody"),
}
HELD: tuple[Binding, ...] = (
    Binding(("w", "up"), "forward"),
    Binding(("s", "down"), "back"),
    Binding(("a", "left"), "to the left"),
    Binding(("d", "right"), "to the right"),
    Binding(("q",), "look left; or the mouse"),
    Binding(("e",), "look right"),
    Binding(("shift",), "run"),
)
"""What goes on for as long as a key is down."""
WISHES: Mapping[str, Wish] = {key: wish for wish, binding in BINDINGS.items() for key in binding.keys}
FORWARD, BACK, LEFT, RIGHT, LOOK_LEFT, LOOK_RIGHT, RUN = (binding.keys for binding in HELD)


def help_lines(rights: Rights) -> tuple[str, ...]:
    """Return the keys and what they do, without those for what the role has no means to do."""
    out_of_reach = {Wish.ANNOUNCE} if not rights.pa else set[Wish]()
    if not rights.alarm:
        out_of_reach.add(Wish.ALARM)
    held = [f"{' or '.join(binding.keys).upper()}: {binding.help}" for binding in HELD]
    once = [f"{each.keys[0].upper()}: {each.help}" for wish, each in BINDINGS.items() if wish not in out_of_reach]
    return (*held, "TAB: let go of the mouse, or take it again", "1 to 9: quick phrases", *once)
