"""What follows an incident, on paper: help from outside, and the roll call at the muster points."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Response:
    """Responders: called for, on their way, then releasing room by room. No fight and no tactics are modelled.

    Attributes:
        delay: seconds from the first call's end until they are there: at least and at most; drawn evenly between.
        responders: how many come; they go about in pairs.
        enters_by: id of the exit they come in by; "" for the widest.
        contained_after: seconds after their arrival at which the threat counts as contained.
        called_by_alarm: whether an alarm calls them by itself, as one wired to an alarm receiving centre does.
        text: what they call out at doors and in rooms; "" for the usual words for this kind of scenario.
    """

    delay: tuple[float, float] = (180.0, 300.0)
    responders: int = 4
    enters_by: str = ""
    contained_after: float = 45.0
    called_by_alarm: bool = False
    text: str = ""


@dataclass(frozen=True)
class RollCall:
    """Calling the names of those expected, at each muster point that somebody on duty has come to.

    Attributes:
        starts_after: seconds from when the first warden, member of staff or guard got there.
        seconds_a_name: seconds that each name takes.
    """

    starts_after: float = 30.0
    seconds_a_name: float = 2.0
