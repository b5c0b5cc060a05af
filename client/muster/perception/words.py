"""Saying things: how what people do and could do reads in English."""

from muster.world.acts import DOOR_ACTS, Act, Health
from muster.world.bodies import NEVER, Bodies

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
"""What somebody knows that they themselves are doing."""

PLAIN_TO_SEE = DOOR_ACTS | {Act.HELP, Act.CALL, Act.WARN, Act.CHECK}
"""Acts that others recognise while hands or voice are busy with them; of all others they see only how a body moves."""

WALKING, RUNNING = 0.4, 1.9  # m/s from which a body is seen to walk, and to run


def seen_doing(bodies: Bodies, row: int) -> str:
    """Return what others see somebody do: never where they mean to go, or why."""
    if bodies.health[row] == Health.INCAPACITATED:
        return "lying on the floor"
    act = Act(int(bodies.act[row]))
    if act in PLAIN_TO_SEE and not bodies.done[row] and bodies.works_until[row] != NEVER:
        return DOING[act]
    speed = bodies.speed[row]
    return "running" if speed >= RUNNING else "walking" if speed >= WALKING else "standing"


def metres(distance: float) -> str:
    """Return a distance as people say it."""
    return f"{distance:.0f} m" if distance >= 1.5 else "1 m"


def spoken(distance: float) -> str:
    """Return a distance to be put after the name of a place; nothing when on the spot."""
    return f", {metres(distance)} away" if distance > 0.5 else ""
