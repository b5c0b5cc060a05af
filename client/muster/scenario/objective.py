"""What an exercise looks for: objectives, their critical tasks, and how a recording shows that a task was done.

Terms and ratings are those of exercise practice (HSEEP, the Homeland Security Exercise and Evaluation Program).
"""

from dataclasses import dataclass
from enum import StrEnum


class Anchor(StrEnum):
    """The moment that a task's time counts from."""

    START = "start"
    NOTICE = "notice"  # the trainee first noticed that something is wrong
    ALARM = "alarm"  # the first alarm
    SHOT = "shot"
    ANNOUNCEMENT = "announcement"  # the first over the public-address system
    EVENT = "event"  # the MSEL event that the criterion names


class CriterionKind(StrEnum):
    """What a recording can show; the comment says which fields a criterion of that kind needs beside ``kind``."""

    DOOR_LOCKED = "door_locked"  # doors: every one of them was locked or barricaded, by whomever
    DOOR_CLOSED = "door_closed"  # doors: every one of them was closed, locked or barricaded, by whomever
    KEPT_SHUT = (
        "kept_shut"  # doors: none of them, once locked, was opened again; within: seconds in all during which one was
    )
    LIGHTS_OFF = "lights_off"  # regions: the trainee put out the light in every one of them
    TOLD = "told"  # people: how many heard something the trainee said; words: any of which it must have held
    WARNED_ALL = "warned_all"  # the trainee used the public-address system; words: as for told
    ALARM_RAISED = "alarm_raised"  # the trainee used the alarm
    CALLED = "called"  # the trainee called for help
    CLASS_TOGETHER = "class_together"  # regions: all, or people: so many, in their charge were inside
    CLASS_ASSEMBLED = "class_assembled"  # people: how many of those in the trainee's charge reached a muster point
    STAYED = "stayed"  # regions: the trainee did not leave them; within: seconds in all elsewhere
    SWEPT = "swept"  # regions: the trainee has been in every one of them
    REACHED = "reached"  # regions: the trainee came into one of them
    ASSEMBLED = "assembled"  # the trainee reached a muster point
    ROLL_CALL = "roll_call"  # the trainee took the roll call
    HELPED = "helped"  # people: how many people the trainee reached to help


@dataclass(frozen=True)
class Criterion:
    """When a critical task counts as performed without challenges, with some, or with major challenges.

    ``within`` and ``people`` have one bound for each of the ratings P, S and M; what is worse than the last is U,
    unable to be performed. Where both are given, the worse counts.

    Attributes:
        within: seconds from ``after``; None: at any time.
        people: how many; descending.
        event: id of the MSEL event, with ``after = "event"``.
        words: any of them, as part of what was said, in any case.
    """

    kind: CriterionKind
    after: Anchor = Anchor.NOTICE
    event: str = ""
    within: tuple[float, float, float] | None = None
    people: tuple[int, int, int] | None = None
    doors: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class CriticalTask:
    """Something that must be done for an objective to be met.

    Attributes:
        text: what the organisation's procedure asks, in its own words.
        role: id of the role whose task it is; "" for the first.
    """

    id: str
    text: str
    criterion: Criterion
    role: str = ""


@dataclass(frozen=True)
class Objective:
    """What an exercise is to show, and the critical tasks by which it is seen.

    Attributes:
        capability: what the organisation wants to be able to do, in a few words.
    """

    id: str
    text: str
    tasks: tuple[CriticalTask, ...]
    capability: str = ""
