"""Beginning in one scenario with the people of another: their texts are handed on, and nothing else of them.

Whose texts go to whom: everybody of the old crowd is used equally often, or they are thinned out evenly, so that the
conduct of the crowd as a whole has a chance to carry over; within that, people get the texts of those most like them,
by duty, role and age. Nobody under 18 gets the texts of an adult, who may have been rewritten toward what minors never
are; where minors are too few for that, somebody keeps their own. A backstory may so speak of the other building.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.optimize import linear_sum_assignment

from muster.optimizer.study.folder import Folder
from muster.optimizer.study.history import last_population
from muster.optimizer.study.population import ADULT
from muster.optimizer.texts import rewritten, texts_of
from muster.scenario.persona import Persona
from muster.scenario.population import people
from muster.scenario.scenario import Population as Cast
from muster.scenario.scenario import Scenario

NEVER = 1e6
"""The cost of what must not be."""
ROLE, DUTY, BAND, ORDER = 4.0, 2.0, 1.0, 1e-3
"""What it costs to be unlike in a role, a duty, an age band, and in the place within the crowd."""


def begun_with(scenario: Scenario, folder: Folder) -> Scenario:
    """Return ``scenario`` with the texts of the last population of the study in ``folder``."""
    population = last_population(folder)
    old = [population.persona(agent) for agent in range(len(population.cast))]
    cast = people(scenario)
    taken = matched(cast, old)
    personas = tuple(
        persona if source is None else rewritten(persona, texts_of(old[source]))
        for persona, source in zip(cast, taken, strict=True)
    )
    return replace(scenario, population=Cast(personas, None, scenario.population.profile))


def matched(cast: Sequence[Persona], old: Sequence[Persona]) -> list[int | None]:
    """Return whose texts (an index of ``old``) everybody of ``cast`` gets; None for their own."""
    seats = [index * len(old) // len(cast) for index in range(len(cast))]
    costs = np.array([[_cost(persona, old[seat]) for seat in seats] for persona in cast])
    places = np.arange(len(cast))
    costs += ORDER * np.abs(places[:, None] - places) / len(cast)
    rows, columns = linear_sum_assignment(costs)
    return [None if costs[row, column] >= NEVER else seats[column] for row, column in zip(rows, columns, strict=True)]


def _cost(persona: Persona, old: Persona) -> float:
    if persona.age < ADULT <= old.age:
        return NEVER
    return (
        ROLE * (persona.role != old.role)
        + DUTY * (persona.duty != old.duty)
        + BAND * (persona.age_band != old.age_band)
    )
