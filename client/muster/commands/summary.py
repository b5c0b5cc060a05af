"""What a person reads after a run."""

from collections.abc import Iterator
from pathlib import Path

from muster.client.result import EpisodeResult
from muster.recording.reader import Recording
from muster.scenario.scenario import ScenarioKind

FEW = 300
"""People up to whom telling their conduct takes a moment that nobody notices."""

OUTCOMES = {
    "assembled": "at a muster point",
    "out": "out of the building",
    "hiding": "hiding",
    "inside": "inside",
    "injured_out": "injured, out of the building",
    "injured_inside": "injured, inside",
    "incapacitated": "incapacitated",
}
"""How each outcome reads, in the order of telling."""


def summary(result: EpisodeResult) -> str:
    """Return the key moments, what became of whom, who decided, how fast it went, and what to type next."""
    return "\n".join(
        [
            f"{result.scenario}, seed {result.seed}: {result.agents} people, {result.duration_s:g} s simulated",
            "",
            "What happened",
            *(f"  {moment.time_s:6.1f} s  {moment.text}" for moment in result.moments),
            "",
            f"What became of {result.agents} people",
            *_outcomes(result),
            *_fire(result),
            *_conduct(result),
            *_roll_call(result),
            "",
            f"Decisions  {_decisions(result)}",
            f"Minds      {_minds(result)}",
            f"Speed      {speed(result)}",
            f"Recording  {result.recording}",
            "",
            "Next",
            f"  muster info {result.recording}",
            f"  muster rerun {result.recording}",
            f"  muster classify {result.recording}",
            f"  muster export {result.recording} --to html",
        ]
    )


def speed(result: EpisodeResult) -> str:
    """Return how long it took and how that compares with real time."""
    return f"{result.wall_s:.1f} s of wall time, {result.realtime_factor:.3g}x real time"


def told_outcomes(result: EpisodeResult) -> list[tuple[str, int]]:
    """Return label and number of each outcome that somebody had."""
    order = [*OUTCOMES, *(name for name in result.outcomes if name not in OUTCOMES)]
    return [(OUTCOMES.get(name, name), result.outcomes[name]) for name in order if result.outcomes.get(name)]


def _outcomes(result: EpisodeResult) -> Iterator[str]:
    told = told_outcomes(result)
    width = max((len(label) for label, _ in told), default=0)
    for label, count in told:
        yield f"  {label:<{width}}  {count:5d}"


def _fire(result: EpisodeResult) -> Iterator[str]:
    """Yield what the fire has done to people."""
    fire = result.fire
    if fire is None:
        return
    yield ""
    found = "no detector answered" if fire.detected_s is None else f"{fire.detected_in}, {fire.detected_s:.0f} s"
    yield f"Fire       first detector: {found}{'; put out by hand' if fire.put_out else ''}"
    told = [f"{fire.in_smoke} in smoke (sight under 10 m)", f"{fire.in_thick_smoke} of them under 3 m"]
    told += [f"{fire.turned_back} turned back", f"{fire.overcome} overcome", f"highest dose {fire.highest_dose:.2g}"]
    yield f"  {', '.join(told)}"


def _conduct(result: EpisodeResult) -> Iterator[str]:
    """Yield what people did under an intruder; of large crowds that is left to ``muster classify``, for its time."""
    if not result.recording or result.agents > FEW or not Path(result.recording).exists():
        return
    from muster.commands.classifying import classified

    with Recording.open(Path(result.recording)) as recording:
        if recording.scenario.kind is not ScenarioKind.INTRUDER:
            return
        found = classified(recording, "")
    yield ""
    yield f"Conduct of {found.judged} people who could act, by {found.classifier}"
    told = {outcome.replace("_", " ").lower(): count for outcome, count in found.counts.items() if count}
    width = max((len(outcome) for outcome in told), default=0)
    yield from (f"  {outcome:<{width}}  {count:5d}" for outcome, count in told.items())


def _roll_call(result: EpisodeResult) -> Iterator[str]:
    """Yield how many answered to their names, and who is missing."""
    rolled = result.roll_call
    if rolled is None:
        return
    yield ""
    yield f"Roll call  {rolled.accounted} of {rolled.expected} accounted for, {len(rolled.missing)} missing"
    for person in rolled.missing:
        seen = (
            ""
            if person.last_seen_s is None
            else f"; {person.by} saw them in {person.place}, {person.last_seen_s:.0f} s"
        )
        yield f"  {person.name}{', found by responders' if person.found else ''}{seen}"


def _decisions(result: EpisodeResult) -> str:
    by_source = ", ".join(f"{count} {source}" for source, count in result.decisions_by_source.items())
    return f"{result.decisions_total}" + (f" ({by_source})" if by_source else "")


def _minds(result: EpisodeResult) -> str:
    mind = result.mind
    if mind.is_language_model:
        return f"{mind.backend} {mind.model}".strip()
    if mind.backend == "builtin":
        return "built-in: a stand-in that draws from a choice model, not a language model"
    return f"{mind.backend}, not a language model"
