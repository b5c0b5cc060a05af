"""What the rules find in a recording about one critical task, before it is rated."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Evidence:
    """A moment to jump to: what was seen there that speaks for a rating.

    Attributes:
        time: simulated seconds.
        place: name of a region; "" for nowhere in particular.
        agent: whom it concerns, -1 for nobody.
    """

    tick: int
    time: float
    place: str
    text: str
    agent: int = -1


@dataclass(frozen=True)
class Achieved:
    """One way in which a task was done.

    Attributes:
        time: simulated seconds at which it was done.
        count: how many people it concerned. of: how many there were whom it could concern; 0 where that is not known.
        evidence: what shows it.
        lasted_otherwise: for what must last: seconds in all during which it did not hold; replaces the time taken.
    """

    time: float
    evidence: tuple[Evidence, ...]
    count: int = 0
    of: int = 0
    lasted_otherwise: float | None = None


@dataclass(frozen=True)
class Found:
    """All that was found about a task.

    Attributes:
        achieved: ways in which it was done, in order of time; empty when it was not.
        besides: evidence of what was done toward it, or against it.
        note: what a reader should know, such as that nothing could be judged.
    """

    achieved: tuple[Achieved, ...] = ()
    besides: tuple[Evidence, ...] = ()
    note: str = field(default="")
