"""An exercise as an episode is given it: settled for a seed, with hands that play it and bring its events."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from muster.client.episode import Episode
from muster.scenario.exercise import Exercise, Role
from muster.training.bot import Bot
from muster.training.delivering import Delivery
from muster.training.varying import settled

Hand = Callable[[Episode], None]


@dataclass(frozen=True)
class Staging:
    """One exercise about to be played.

    Attributes:
        exercise: with whatever varies settled.
        roles: those that are played.
    """

    exercise: Exercise
    roles: tuple[Role, ...]

    def hand(self, players: Sequence[Hand]) -> Hand:
        """Return the hand that brings the events of the MSEL and lets ``players`` play, before every step."""
        delivery: list[Delivery] = []

        def act(episode: Episode) -> None:
            if not delivery:
                delivery.append(Delivery(self.exercise, episode.world))
            delivery[0](episode)
            for player in players:
                player(episode)

        return act

    def bots(self) -> tuple[Bot, ...]:
        """Return a scripted trainee for each role."""
        return tuple(Bot(self.exercise, role) for role in self.roles)


def staged(exercise: Exercise, seed: int, roles: Sequence[str] = ()) -> Staging:
    """Return ``exercise`` settled for a seed, and those of its roles (the first unless told) that are played.

    Raises:
        KeyError: there is no role of that id.
    """
    played = _as_they_know(settled(exercise, seed))
    return Staging(played, tuple(played.role(id) for id in roles or ("",)))


def _as_they_know(exercise: Exercise) -> Exercise:
    """Return an exercise whose people of each role know as much of the building as the role says."""
    knows = {role.persona: role.knows for role in exercise.roles}
    population = exercise.scenario.population
    personas = tuple(replace(person, knows=knows.get(person.id, person.knows)) for person in population.personas)
    scenario = replace(exercise.scenario, population=replace(population, personas=personas))
    return replace(exercise, scenario=scenario)
