"""The after-action report and improvement plan (AAR/IP), in the order of HSEEP's template."""

from collections.abc import Iterator

from muster.training.judging import Judged, Proposal
from muster.training.ratings import NOT_OBSERVED, RATING_WORDS, Rating
from muster.training.review.decided import Decision, Improvement
from muster.training.review.document import Bullets, Heading, Paragraph, Piece, Table
from muster.training.review.review import Review

_DEEDS = {Decision.P, Decision.S}
_LEFT_OPEN = "not decided"


def report(review: Review) -> list[Piece]:
    """Return the report in pieces."""
    return [*_front(review), *_overview(review), *_analysis(review), *_hot_wash(review), *_plan(review)]


def _front(review: Review) -> Iterator[Piece]:
    exercise, meta = review.played.exercise, review.played.recording.meta
    yield Heading(f"After-action report and improvement plan: {exercise.title}", 1)
    yield Paragraph(f"{meta.exercise.get('notice', '')} Trainees are named by their roles; nobody is scored.")
    yield Paragraph(f"The recording is to be deleted by {meta.exercise.get('retain_until', '')}.")
    if review.share.is_low:
        yield Paragraph(review.share.text)


def _overview(review: Review) -> Iterator[Piece]:
    exercise, meta = review.played.exercise, review.played.recording.meta
    capabilities = dict.fromkeys(objective.capability for objective in exercise.objectives if objective.capability)
    yield Heading("Exercise overview")
    yield Table(
        [
            ("", ""),
            ("Exercise name", exercise.title),
            ("Exercise date", meta.started_at[:10]),
            ("Scope", f"{review.played.end / 60:.0f} simulated minutes, {meta.agents} people; played by muster"),
            ("Roles played", review.run.roles or "none"),
            ("Capabilities", ", ".join(capabilities) or "none named"),
            ("Objectives", "; ".join(objective.text for objective in exercise.objectives)),
            ("Procedure", exercise.procedure.title),
            ("Scenario", exercise.scenario.description),
            ("Decisions of people", review.share.text),
            ("Sponsor, point of contact", ""),
        ]
    )
    if review.decided.overview:
        yield Heading("On the whole")
        yield Paragraph(review.decided.overview)


def _analysis(review: Review) -> Iterator[Piece]:
    yield Heading("Analysis of objectives")
    yield Bullets([f"{rating}: {words}" for rating, words in RATING_WORDS.items()])
    for judged in review.judged:
        yield Heading(judged.objective.text, 3)
        yield Table([("Critical task", "Role", "Rating", "What it rests on"), *_rows(judged, review)])
        strengths = [each.task.text for each in judged.proposals if _decided(each, review) in _DEEDS]
        if strengths:
            yield Paragraph("Strengths:")
            yield Bullets(strengths)
    if review.notes:
        yield Heading("Notes of the instructor", 3)
        yield Bullets([f"{time:.0f} s: {text}" for time, text in review.notes])


def _rows(judged: Judged, review: Review) -> Iterator[tuple[str, str, str, str]]:
    for proposal in judged.proposals:
        decided = review.decided.task(proposal.task.id)
        seen = [f"{each.time:.0f} s: {each.text}" for each in proposal.evidence]
        rests_on = " ".join(part for part in (decided.note, proposal.why, "; ".join(seen)) if part)
        yield proposal.task.text, proposal.role, _rating(proposal, review), rests_on


def _rating(proposal: Proposal, review: Review) -> str:
    decided = review.decided.task(proposal.task.id).rating
    if decided is not Decision.OPEN:
        return decided.value
    return f"{_LEFT_OPEN}; rules propose {proposal.rating.value if proposal.rating else NOT_OBSERVED}"


def _decided(proposal: Proposal, review: Review) -> Decision:
    return review.decided.task(proposal.task.id).rating


def _hot_wash(review: Review) -> Iterator[Piece]:
    exercise = review.played.exercise
    yield Heading("Hot wash")
    answers = (*review.decided.hot_wash, *[""] * len(exercise.hot_wash))
    for question, answer in zip(exercise.hot_wash, answers, strict=False):
        yield Heading(question, 3)
        yield Paragraph(answer or "(no answer noted)")
    yield Paragraph(f"Somebody to talk to: {exercise.support_contact}")


def _plan(review: Review) -> Iterator[Piece]:
    yield Heading("Appendix A: improvement plan")
    lines = [(each.area, each.action, each.owner, each.due) for each in _improvements(review)]
    yield Table([("Area for improvement", "Corrective action", "Owner", "Date"), *lines])


def _improvements(review: Review) -> list[Improvement]:
    """Return the lines of the plan: those written, then one to fill in for each task with major challenges or worse."""
    written = list(review.decided.improvements)
    open_ended = [
        Improvement(area=each.task.text)
        for judged in review.judged
        for each in judged.proposals
        if _is_wanting(each, review) and each.task.text not in {line.area for line in written}
    ]
    return [*written, *open_ended] or [Improvement()]


def _is_wanting(proposal: Proposal, review: Review) -> bool:
    decided = _decided(proposal, review)
    if decided is Decision.OPEN:
        return proposal.rating in (Rating.M, Rating.U)
    return decided in (Decision.M, Decision.U)
