"""Who plays whom: seats are taken and left, and what a role has come to know outlives whoever plays it."""

import threading
from collections.abc import Callable, Collection, Sequence

from muster.client.episode import Episode
from muster.scenario.exercise import Exercise
from muster.scenario.population import people
from muster.training.errors import NoSuchRole, RoleTaken
from muster.training.host.seat import Seat, part_of
from muster.training.knowledge import Knowing
from muster.training.told import Part, RoleState


class Company:
    """The trainees of one exercise; to be asked from any thread.

    Args:
        exercise: with whatever varies settled.
        awaited: ids of the roles without which it does not begin.
    """

    def __init__(self, exercise: Exercise, awaited: Sequence[str]) -> None:
        self._exercise = exercise
        self._awaited = tuple(exercise.role(id) for id in awaited)
        self._cast = people(exercise.scenario)
        self._agents = {person.id: agent for agent, person in enumerate(self._cast)}
        self._lock = threading.Lock()
        self._seats: dict[str, Seat] = {}  # by role
        self._knowing: dict[str, Knowing] = {}  # by role
        self._excused: set[str] = set()  # roles of those who would rather not take part

    @property
    def people(self) -> Collection[str]:
        """Ids of all who may be there, played or not."""
        return self._agents.keys()

    @property
    def seats(self) -> Sequence[Seat]:
        """Those that are taken."""
        with self._lock:
            return tuple(self._seats.values())

    @property
    def roles(self) -> tuple[RoleState, ...]:
        """Who plays what."""
        taken = {seat.role.id: seat.is_ready for seat in self.seats}
        return tuple(
            RoleState(role.id, role.title, role.id in taken, taken.get(role.id, False)) for role in self._exercise.roles
        )

    @property
    def missing(self) -> Sequence[str]:
        """Titles of the roles that are waited for."""
        ready = {seat.role.id for seat in self.seats if seat.is_ready}
        return [role.title for role in self._awaited if role.id not in ready | self._excused]

    def seat(self, role_id: str, wake: Callable[[], None]) -> tuple[Seat, Part]:
        """Give somebody the seat of a role, "" for the first; ``wake`` is called when they are to be told something.

        Raises:
            NoSuchRole: there is none of that id.
            RoleTaken: somebody plays it.
        """
        known = [role.id for role in self._exercise.roles]
        if role_id and role_id not in known:
            raise NoSuchRole(f"there is no role {role_id[:80]!r} in this exercise; there are: {', '.join(known)}")
        role = self._exercise.role(role_id)
        agent = self._agents[role.persona]
        with self._lock:
            if role.id in self._seats:
                free = [id for id in known if id not in self._seats]
                hint = f"free are: {', '.join(free)}" if free else "all roles are taken"
                raise RoleTaken(f"somebody plays {role.id!r} already; {hint}")
            self._excused.discard(role.id)
            seat = self._seats[role.id] = Seat(role, agent, self._exercise.scenario.building, wake)
        return seat, part_of(self._exercise, role, self._cast[agent])

    def leave(self, seat: Seat) -> bool:
        """Take a seat back and return whether it was taken; a second time, do nothing."""
        with self._lock:
            is_theirs = self._seats.get(seat.role.id) is seat
            if is_theirs:
                del self._seats[seat.role.id]
            return is_theirs

    def excuse(self, seat: Seat) -> bool:
        """Take a seat back, wait for its role no longer, and return whether it was taken."""
        is_theirs = self.leave(seat)
        if is_theirs:
            self._excused.add(seat.role.id)
        return is_theirs

    def knowing(self, seat: Seat, episode: Episode) -> Knowing:
        """Return what the role of ``seat`` has come to know."""
        if seat.role.id not in self._knowing:
            self._knowing[seat.role.id] = Knowing(episode, seat.agent)
        return self._knowing[seat.role.id]
