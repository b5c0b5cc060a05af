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
    Act.EXTINGUISH: "putting out the fire with an extinguisher",
    Act.SOUND_ALARM: "setting off the alarm",
    Act.SHELTER: "sheltering from the smoke behind closed doors",
}
"""What somebody knows that they themselves are doing."""

PLAIN_TO_SEE = DOOR_ACTS | {Act.HELP, Act.CALL, Act.WARN, Act.CHECK, Act.EXTINGUISH, Act.SOUND_ALARM}
"""Acts that others recognise while hands or voice are busy with them; of all others they see only how a body moves."""

SEEN_DOING = ("lying on the floor", "standing", "walking", "running", *(DOING.get(act, "") for act in Act))
"""What others see somebody do, by the numbers of ``View.doing``: never where they mean to go, or why."""


def through_smoke(extinction: float) -> str:
    """Return words on the smoke of a way, 1/m, to be put after it; nothing where there is next to none.

    Thick: things are made out at less than 3 m.
    """
    if extinction < 0.05:
        return ""
    return ", through haze" if extinction < 0.3 else ", through smoke" if extinction < 1.0 else ", through thick smoke"


def spoken(distance: float) -> str:
    """Return a distance in metres to be put after the name of a place; nothing when on the spot."""
    if distance <= 0.5:
        return ""
    return f", {distance:.0f} m away" if distance >= 1.5 else ", 1 m away"
