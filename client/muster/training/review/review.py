"""Everything a review holds, gathered once, for the page and for the report."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from muster.client.inputs import NOTE
from muster.scenario.msel import MselEvent
from muster.training.judging import Judged, judge
from muster.training.occasions import times_of
from muster.training.played import Part, Played
from muster.training.review.decided import Decided
from muster.training.review.mattered import Answer, Ask, answers
from muster.training.review.noticed import Line, story_of
from muster.training.review.runs import Run, run_of
from muster.training.review.share import Share, share_of
from muster.training.supposed import Supposed


@dataclass(frozen=True)
class Review:
    """One exercise, looked back at.

    Attributes:
        judged: objectives with what is proposed. decided: what evaluators have decided so far.
        stories: of each part, what its trainee noticed and did.
        events: the MSEL with the seconds at which each came, None where it never did.
        notes: seconds and words of the instructor.
        run: this run; earlier: those it is compared with.
        supposed: acts left out, and what came of it.
    """

    played: Played
    judged: tuple[Judged, ...]
    decided: Decided
    share: Share
    stories: tuple[tuple[Part, Sequence[Line]], ...]
    events: tuple[tuple[MselEvent, float | None], ...]
    notes: tuple[tuple[float, str], ...]
    answers: tuple[Answer, ...]
    run: Run
    earlier: tuple[Run, ...]
    supposed: tuple[Supposed, ...] = ()


def review_of(
    played: Played,
    *,
    ask: Ask | None = None,
    decided: Decided | None = None,
    earlier: Sequence[Run] = (),
    supposed: Sequence[Supposed] = (),
) -> Review:
    """Return the review of what was played; without ``ask``, nobody is asked why."""
    judged = judge(played)
    recording, exercise = played.recording, played.exercise
    return Review(
        played=played,
        judged=judged,
        decided=decided or Decided(recording.path.name, exercise.name),
        share=share_of(recording),
        stories=tuple((part, story_of(played, part)) for part in played.parts),
        events=_events(played),
        notes=tuple(_notes(played)),
        answers=tuple(answers(played, judged, ask)) if ask else (),
        run=run_of(played, judged),
        earlier=tuple(earlier),
        supposed=tuple(supposed),
    )


def _events(played: Played) -> tuple[tuple[MselEvent, float | None], ...]:
    agents = {row.id: row.agent for row in played.recording.people}
    came = times_of(played.exercise, agents, played.events, played.dt)
    known = {id: at for id, at in came.items() if at <= played.end}
    return tuple((event, known.get(event.id)) for event in played.exercise.events)


def _notes(played: Played) -> Iterator[tuple[float, str]]:
    """Yield what instructors noted; what is not such a note, though it claims to be, is passed over."""
    for row in played.recording.inputs():
        if row.kind != NOTE:
            continue
        with suppress(ValueError):
            match json.loads(row.payload):
                case {"text": str() as text}:
                    yield played.time(row.tick), text
                case _:
                    pass
