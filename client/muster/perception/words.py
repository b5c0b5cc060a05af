"""Saying things: how what people do and could do reads in English."""

from muster.world.acts import DOOR_ACTS, Act

DOING = {
    Act.STAY: "staying put",
    Act.GO: "moving on",
    Act.EXIT: "heading for an exit",
    Act.HIDE: "taking cover",
    Act.FOLLOW: "going along with somebody",
    Act.HELP: "helping somebody",
    Act.JOIN: "going to somebody",
    Act.WAIT: "waiting for somebody",
    Act.CLOSE: "closing a door",
    Act.LOCK: "locking a door",
    Act.BARRICADE: "barricading a door",
    Act.OPEN: "opening a door",
    Act.CONFRONT: "confronting the intruder",
    Act.CALL: "telephoning for help",
    Act.WARN: "telling others",
    Act.CARRY_ON: "carrying on as usual",
    Act.CHECK: "looking around and asking",
    Act.KNOCK: "knocking at a door",
    Act.ASK: "asking who is at the door",
    Act.LET_IN: "opening the door to somebody",
}
"""What somebody knows that they themselves are doing."""

PLAIN_TO_SEE = DOOR_ACTS | {Act.HELP, Act.CALL, Act.WARN, Act.CHECK}
"""Acts that others recognise while hands or voice are busy with them; of all others they see only how a body moves."""

SEEN_DOING = ("lying on the floor", "standing", "walking", "running", *(DOING.get(act, "") for act in Act))
"""What others see somebody do, by the numbers of ``View.doing``: never where they mean to go, or why."""


def spoken(distance: float) -> str:
    """Return a distance in metres to be put after the name of a place; nothing when on the spot."""
    if distance <= 0.5:
        return ""
    return f", {distance:.0f} m away" if distance >= 1.5 else ", 1 m away"
