"""A review as plain values: written into the page as JSON and read there by ``review.js``."""

from typing import Any

from muster.training.judging import Judged, Proposal
from muster.training.ratings import NOT_OBSERVED, RATING_WORDS
from muster.training.review.decided import FORMAT
from muster.training.review.review import Review
from muster.training.review.runs import Run
from muster.training.supposed import plain

Plain = dict[str, Any]


def contents(review: Review) -> Plain:
    """Return everything that the page shows beside the playback."""
    return {
        "format": FORMAT,
        "recording": review.played.recording.path.name,
        **_exercise(review),
        **_borne(review),
        "objectives": [_objective(judged, review) for judged in review.judged],
        "words": {rating.value: words for rating, words in RATING_WORDS.items()} | {NOT_OBSERVED: NOT_OBSERVED},
        **_happened(review),
        "runs": [_run(run) for run in (*review.earlier, review.run)] if review.earlier else [],
        "supposed": [plain(each) for each in review.supposed],
        "hot_wash": [[question, answer] for question, answer in _hot_wash(review)],
        "improvements": [[each.area, each.action, each.owner, each.due] for each in review.decided.improvements],
        "overview": review.decided.overview,
    }


def _exercise(review: Review) -> Plain:
    """Return what the file of the exercise says."""
    exercise = review.played.exercise
    procedure = exercise.procedure
    return {
        "exercise": exercise.name,
        "title": exercise.title,
        "description": exercise.description,
        "procedure": {"kind": procedure.kind.value, "title": procedure.title, "text": procedure.text.strip()},
        "support": exercise.support_contact,
    }


def _borne(review: Review) -> Plain:
    """Return what a recording of an exercise bears, and who decided in it."""
    about = review.played.recording.meta.exercise
    return {
        "roles": [[part.role.title, part.agent] for part in review.played.parts],
        "notice": str(about.get("notice", "")),
        "retain_until": str(about.get("retain_until", "")),
        "share": [review.share.text, review.share.is_low],
    }


def _happened(review: Review) -> Plain:
    """Return what trainees lived through, what was planned and noted, and what people said of it."""
    stories = [
        {
            "role": part.role.title,
            "agent": part.agent,
            "lines": [[each.time, each.how.value, each.text] for each in lines],
        }
        for part, lines in review.stories
    ]
    answers = [
        [each.question.time, each.question.agent, each.name, each.question.text, each.text, each.source]
        for each in review.answers
    ]
    return {
        "stories": stories,
        "events": [[time, event.text, event.expected, event.controller] for event, time in review.events],
        "notes": [[time, text] for time, text in review.notes],
        "answers": answers,
    }


def _objective(judged: Judged, review: Review) -> Plain:
    objective = judged.objective
    tasks = [_task(proposal, review) for proposal in judged.proposals]
    return {"text": objective.text, "capability": objective.capability, "tasks": tasks}


def _task(proposal: Proposal, review: Review) -> Plain:
    decided = review.decided.task(proposal.task.id)
    return {
        "id": proposal.task.id,
        "text": proposal.task.text,
        "role": proposal.role,
        "proposed": proposal.rating.value if proposal.rating else NOT_OBSERVED,
        "why": proposal.why,
        "evidence": [[each.time, each.place, each.text, each.agent] for each in proposal.evidence],
        "rating": decided.rating.value,
        "note": decided.note,
    }


def _hot_wash(review: Review) -> list[tuple[str, str]]:
    asked = review.played.exercise.hot_wash
    given = (*review.decided.hot_wash, *[""] * len(asked))
    return list(zip(asked, given, strict=False))


def _run(run: Run) -> Plain:
    return {
        "name": run.name,
        "day": run.day,
        "seed": run.seed,
        "roles": run.roles,
        "proposed": run.proposed,
        "out": run.out,
        "harmed": run.harmed,
        "people": run.people,
    }
