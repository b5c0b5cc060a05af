"""The bytes that a trainee's client receives hold nothing that the role cannot know: a curious client finds nothing."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from muster.scenario.inject import Inject, InjectKind
from muster.training.host.seat import Seat
from muster.training.told import Answer
from muster.training.wire import write_answer
from support.exercising import hut_exercise
from support.hosting import ByHand
from support.walking import put

RUTH, IMRE = 0, 1
SECONDS = 4.0
"""Before the alarm, and before anybody has decided to go anywhere."""


class Receiving(ByHand):
    """The hut of docs/, in which everything that the trainees' clients receive is kept."""

    def __init__(self, folder: Path, *roles: str) -> None:
        exercise = hut_exercise(folder)
        super().__init__(exercise, roles)
        self._building = exercise.scenario.building
        self._seats: dict[str, Seat] = {}
        self.received = dict.fromkeys(roles, b"")
        for role in roles:
            self._seats[role], part = self.join(role)
            self._receive(role, part)

    def _receive(self, role: str, *answers: Answer) -> None:
        for answer in answers:
            self.received[role] += write_answer(answer, self._building).SerializeToString()

    def run(self, seconds: float = SECONDS) -> None:
        for _ in range(round(seconds / self.world.dt)):
            self.step()
            for role, seat in self._seats.items():
                self._receive(role, *seat.outbox.take())

    def has(self, role: str, text: str) -> bool:
        return text.encode() in self.received[role]


def test_nobody_is_told_what_is_to_come_or_what_is_looked_for(tmp_path: Path):
    stage = Receiving(tmp_path, "ruth", "imre")
    stage.run()
    exercise = stage.host.exercise
    secrets = [text for event in exercise.events for text in (event.text, event.expected, *event.questions)]
    secrets += [task.text for objective in exercise.objectives for task in objective.tasks]
    secrets += [text for objective in exercise.objectives for text in (objective.text, objective.capability)]
    assert len(secrets) > 10
    for role in stage.received:
        assert [text for text in secrets if text and stage.has(role, text.strip())] == []


def test_nobody_is_told_what_another_role_is_told(tmp_path: Path):
    stage = Receiving(tmp_path, "ruth", "imre")
    ruth = stage.host.exercise.role("ruth")
    told = [ruth.brief, *ruth.duties, *(phrase.text for phrase in ruth.phrases)]
    assert [stage.has("ruth", text) for text in told] == [True] * len(told)
    assert [stage.has("imre", text) for text in told] == [False] * len(told)


def test_a_room_behind_a_closed_door_is_not_told_until_one_looks_into_it(tmp_path: Path):
    stage = Receiving(tmp_path, "imre")
    put(stage.world, IMRE, 7.0, 2.5, "corridor")
    stage.run(1.0)
    stage.world.bodies.heading[IMRE] = (-1.0, 0.0)
    stage.run(1.0)
    names = ("Workroom", "behind the bench")
    assert [stage.has("imre", name) for name in names] == [False, False]
    stage.host.inject(Inject(InjectKind.OPEN, door="room-door"))
    stage.run(1.0)
    assert [stage.has("imre", name) for name in names] == [True, True]


def test_a_rumour_reaches_those_it_was_told_and_nobody_else(tmp_path: Path):
    stage = Receiving(tmp_path, "ruth", "imre")
    stage.host.inject(Inject(InjectKind.RUMOUR, person="ruth", text="They say it burns."))
    stage.run(1.0)
    assert (stage.has("ruth", "They say it burns."), stage.has("imre", "They say it burns.")) == (True, False)


def test_somebody_out_of_sight_is_not_named(tmp_path: Path):
    stage = Receiving(tmp_path, "imre")
    stage.run(1.0)
    name = stage.world.cast[RUTH].name
    assert not stage.has("imre", name)
    put(stage.world, RUTH, 7.0, 4.0, "corridor")
    put(stage.world, IMRE, 7.0, 2.0, "corridor")
    stage.world.bodies.heading[IMRE] = (0.0, 1.0)
    stage.run(0.2)
    assert stage.has("imre", name)


@settings(max_examples=8, deadline=None)
@given(st.floats(0.5, 5.5), st.floats(0.5, 2.5), st.sampled_from([(1.0, 0.0), (0.0, -1.0), (-1.0, 0.0)]))
def test_what_somebody_does_behind_a_closed_door_changes_no_byte(x: float, y: float, facing: tuple[float, float]):
    received: list[bytes] = []
    for stands in ((2.0, 2.0, (0.0, 1.0)), (x, y, facing)):
        with TemporaryDirectory() as folder:
            stage = Receiving(Path(folder), "imre")
            put(stage.world, RUTH, stands[0], stands[1], "room")
            stage.world.bodies.heading[RUTH] = stands[2]
            stage.run(1.0)
        received.append(stage.received["imre"])
    assert received[0] == received[1]
