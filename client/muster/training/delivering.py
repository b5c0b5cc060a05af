"""The MSEL at run time: each event comes when it is due, as if an instructor had pressed the button."""

from collections.abc import Callable

from muster.client.episode import Episode
from muster.scenario.exercise import Exercise
from muster.scenario.msel import MselEvent
from muster.training.occasions import Waiting
from muster.world.world import World


class Delivery:
    """Brings the events of an exercise into an episode; call it before every step.

    ``may_come`` hears of each that is due, and says whether it is to come: an instructor may have brought it before.
    """

    def __init__(
        self,
        exercise: Exercise,
        world: World,
        *,
        may_come: Callable[[MselEvent], bool] = lambda event: True,
    ) -> None:
        agents = {person.id: agent for agent, person in enumerate(world.cast)}
        self._waiting = Waiting(exercise, agents, world.dt)
        self._may_come = may_come

    def __call__(self, episode: Episode) -> None:
        """Deliver what is due."""
        time = episode.world.tick * episode.world.dt
        for event in self._waiting.due(time, episode.happened()):
            if self._may_come(event) and event.inject is not None:
                episode.inject(event.inject)
