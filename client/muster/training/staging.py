"""An exercise as an episode is given it: settled for a seed, with hands that play it and bring its events."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
    played = settled(exercise, seed)
    return Staging(played, tuple(played.role(id) for id in roles or ("",)))
