"""The MSEL at run time: each event comes when it is due, as if an instructor had pressed the button."""

from collections.abc import Callable

from muster.client.episode import Episode
from muster.scenario.exercise import Exercise
from muster.scenario.msel import MselEvent
from muster.training.occasions import Waiting
from muster.world.world import World


class Delivery:
    """Brings the events of an exercise into an episode; call it before every step.

    ``is_ours`` says which of them it delivers; the rest is left to an instructor. ``on_event`` hears of each.
    """

    def __init__(
        self,
        exercise: Exercise,
        world: World,
        *,
        is_ours: Callable[[MselEvent], bool] = lambda event: True,
        on_event: Callable[[MselEvent], None] = lambda event: None,
    ) -> None:
        agents = {person.id: agent for agent, person in enumerate(world.cast)}
        self._waiting = Waiting(exercise, agents, world.dt)
        self._is_ours, self._on_event = is_ours, on_event

    def __call__(self, episode: Episode) -> None:
        """Deliver what is due."""
        time = episode.world.tick * episode.world.dt
        for event in self._waiting.due(time, episode.happened()):
            self._on_event(event)
            if event.inject is not None and self._is_ours(event):
                episode.inject(event.inject)
