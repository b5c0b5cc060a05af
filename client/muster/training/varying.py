"""One run's exercise from the file's: what may vary is drawn, each by its own key, and settled."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from muster.scenario.exercise import Exercise
from muster.scenario.msel import Variation, Varying
from muster.world.draws import Purpose, uniform_of


def settled(exercise: Exercise, seed: int) -> Exercise:
    """Return ``exercise`` as it is played with ``seed``: nothing of it varies any more.

    Draws are keyed by the place of a variation in the file, so that one more at the end changes none of the others.
    """
    for number, variation in enumerate(exercise.variations):
        share = uniform_of(seed, number, Purpose.EXERCISE, 0)
        exercise = _DRAWN[variation.what](exercise, variation, share)
    return replace(exercise, variations=())


def _cues(exercise: Exercise, variation: Variation, share: float) -> Exercise:
    shift = _between(variation, share)
    scenario = exercise.scenario
    cues = tuple(replace(cue, at=max(cue.at + shift, 0.0)) for cue in scenario.cues)
    threat = scenario.threat
    if threat is not None:
        threat = replace(threat, enters_at=max(threat.enters_at + shift, 0.0))
    events = tuple(
        event if event.at is None else replace(event, at=_inside(event.at + shift, exercise))
        for event in exercise.events
    )
    return replace(exercise, scenario=replace(scenario, cues=cues, threat=threat), events=events)


def _event(exercise: Exercise, variation: Variation, share: float) -> Exercise:
    shift = _between(variation, share)
    events = tuple(
        replace(event, at=_inside(event.at + shift, exercise))
        if event.id == variation.of and event.at is not None
        else event
        for event in exercise.events
    )
    return replace(exercise, events=events)


def _chance(exercise: Exercise, variation: Variation, share: float) -> Exercise:
    if share < variation.low:
        return exercise
    return replace(exercise, events=tuple(event for event in exercise.events if event.id != variation.of))


def _start(exercise: Exercise, variation: Variation, share: float) -> Exercise:
    start = variation.choices[int(share * len(variation.choices))]
    persona = exercise.role(variation.of).persona
    population = exercise.scenario.population
    personas = tuple(replace(each, start=start) if each.id == persona else each for each in population.personas)
    return replace(exercise, scenario=replace(exercise.scenario, population=replace(population, personas=personas)))


def _between(variation: Variation, share: float) -> float:
    """Return whole tenths of a second between the bounds, so that files and reviews can say them."""
    return round(variation.low + share * (variation.high - variation.low), 1)


def _inside(at: float, exercise: Exercise) -> float:
    return min(max(at, 0.0), exercise.duration)


_DRAWN: Mapping[Varying, Callable[[Exercise, Variation, float], Exercise]] = {
    Varying.CUES: _cues,
    Varying.EVENT: _event,
    Varying.CHANCE: _chance,
    Varying.START: _start,
}
