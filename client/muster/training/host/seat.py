"""One trainee's place in an exercise."""

from collections.abc import Callable
from dataclasses import replace

from muster.render.scene import statures
from muster.scenario.building import Building
from muster.scenario.exercise import Exercise, Role
from muster.scenario.persona import Mobility, Persona
from muster.training.host.outbox import Outbox
from muster.training.host.surveyor import Surveyor
from muster.training.knowledge import Knowing, Known
from muster.training.told import Moment, Part


class Seat:
    """Somebody who plays a role, from joining to leaving.

    Attributes:
        role: what they play. agent: whose body it is.
        outbox: what waits to be told to them.
        is_ready: whether they have read the brief. is_playing: whether the body is theirs already.
        taken: number of their newest act that has reached the simulation.
    """

    def __init__(self, role: Role, agent: int, building: Building, wake: Callable[[], None]) -> None:
        self.role, self.agent, self.outbox = role, agent, Outbox(wake)
        self.is_ready = self.is_playing = False
        self.taken = 0
        self._surveyor = Surveyor(building)
        self._knowing: Knowing | None = None
        self._last: Known | None = None

    def person_of(self, body: int) -> str:
        """Return the id of whom they see under that number; "" for nobody."""
        return "" if self._knowing is None else self._knowing.person_of(body)

    def tell(self, standing: Moment) -> None:
        """Tell how things stand, with the last picture there was and nothing that was told already."""
        known = self._last
        if known is not None:
            known = known._replace(regions=(), sounds=(), refused=())
        self.outbox.put(replace(standing, taken=self.taken, known=known))

    def show(self, knowing: Knowing, standing: Moment) -> None:
        """Tell how things stand, and what the body knows after a step."""
        is_first, self._knowing = self._knowing is None, knowing
        known = knowing.now()
        if is_first:  # whoever comes back is told of the whole of what the body has come to know
            known = known._replace(regions=tuple(sorted(knowing.regions)))
        self._last = known
        pieces = self._surveyor.pieces(known.regions, (door for door, _ in known.doors))
        self.outbox.put(replace(standing, time=known.time, taken=self.taken, known=known, pieces=pieces))


def part_of(exercise: Exercise, role: Role, person: Persona) -> Part:
    """Return what whoever plays ``role`` is told before the start."""
    scenario, procedure = exercise.scenario, exercise.procedure
    return Part(
        title=exercise.title,
        brief=exercise.brief.strip(),
        content_note=exercise.content_note.strip(),
        support_contact=exercise.support_contact,
        procedure=(procedure.title, procedure.text.strip()),
        role=role.id,
        role_title=role.title,
        role_brief=role.brief,
        duties=role.duties,
        phrases=role.phrases,
        rights=role.rights,
        name=person.name,
        stature=float(statures([person.age])[0]),
        uses_wheelchair=person.mobility is Mobility.WHEELCHAIR,
        storeys=tuple(replace(storey) for storey in scenario.building.storeys),
        step=scenario.dt,
        adults_only=exercise.adults_only,
    )
