"""Saying things: how the state of a body and its options reads in English."""

from muster.world.acts import Act

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
}
"""What others see somebody do."""


def metres(distance: float) -> str:
    """Return a distance as people say it."""
    return f"{distance:.0f} m" if distance >= 1.5 else "1 m"


def spoken(distance: float) -> str:
    """Return a distance to be put after the name of a place; nothing when on the spot."""
    return f", {metres(distance)} away" if distance > 0.5 else ""
