"""The discussion-based walk-through of an exercise (a tabletop, in HSEEP's words): one event after the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from muster.scenario.exercise import Exercise
from muster.scenario.msel import MselEvent

ALWAYS_ASKED = "What do you do, whom do you tell, and what do you not know?"
"""For events that bring no questions of their own."""


class Part(StrEnum):
    """What a step is."""

    SAY = "say"  # read it out
    ASK = "ask"  # talk about it, and note the answer
    EXPECTED = "expected"  # what the procedure has the player do; shown after the answers


@dataclass(frozen=True)
class Step:
    """One step; ``title`` heads the first of several that belong together."""

    part: Part
    text: str
    title: str = ""


def steps(exercise: Exercise) -> Iterator[Step]:
    """Yield the walk-through: what to expect, the plan, each event with its questions, the hot wash."""
    procedure = exercise.procedure
    yield Step(Part.SAY, exercise.content_note.strip(), "Before we start")
    yield Step(Part.SAY, exercise.brief.strip(), "The situation")
    yield Step(Part.SAY, procedure.text.strip(), procedure.title)
    yield Step(Part.SAY, "\n".join(f"- {each.text}" for each in exercise.objectives), "What we want to find out")
    for number, event in enumerate(in_order(exercise), start=1):
        yield Step(Part.SAY, event.text, f"Event {number}: {when(event)}")
        yield from (Step(Part.ASK, question) for question in event.questions or (ALWAYS_ASKED,))
        yield Step(Part.EXPECTED, event.expected)
    for number, question in enumerate(exercise.hot_wash):
        yield Step(Part.ASK, question, "" if number else "Hot wash")
    yield Step(Part.SAY, exercise.support_contact, "Somebody to talk to")


def in_order(exercise: Exercise) -> list[MselEvent]:
    """Return the events by their time; those that wait for something stay behind the one before them in the file."""
    keyed: list[tuple[float, int, MselEvent]] = []
    latest = 0.0
    for number, event in enumerate(exercise.events):
        latest = event.at if event.at is not None else latest
        keyed.append((latest, number, event))
    return [event for _, _, event in sorted(keyed, key=lambda each: each[:2])]


def walk_through(
    exercise: Exercise, show: Callable[[str], None], ask: Callable[[str], str], keep: Callable[[str], None]
) -> None:
    """Go through it: ``show`` prints, ``ask`` returns what was said, ``keep`` takes each piece of the notes in turn."""
    keep(f"# Walk-through: {exercise.title}\n")
    for step in steps(exercise):
        if step.title:
            show(f"\n== {step.title}")
            keep(f"\n## {step.title}\n")
        if step.part is Part.ASK:
            answer = ask(step.text)
            keep(f"\n**{step.text}**\n\n{answer.strip() or '(nothing noted)'}\n")
            continue
        text = f"The procedure expects: {step.text}" if step.part is Part.EXPECTED else step.text
        show(text)
        keep(f"\n{text}\n")


def when(event: MselEvent) -> str:
    """Return when an event comes, in words."""
    if event.at is not None:
        minutes, seconds = divmod(round(event.at), 60)
        return f"{minutes}:{seconds:02d} after the start"
    assert event.on is not None  # a checked file says one of the two
    what = event.on.what.replace("_", " ")
    who = f" by {event.on.by}" if event.on.by else ""
    later = f", {event.on.delay:g} s later" if event.on.delay else ""
    return f"once this has happened: {what}{who}{later}"
