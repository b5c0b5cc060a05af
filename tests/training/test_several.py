"""Four trainees and an instructor at once, over the network: whatever one of them sends disturbs nobody else."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TypeVar

import grpc
import numpy as np
import pytest

from muster.client.access import Access
from muster.commands.attending import door_for
from muster.exercise.v1 import exercise_pb2 as pb
from muster.exercise.v1 import exercise_pb2_grpc as pb_grpc
from muster.scenario.exercise import Exercise
from muster.scenario.play import Play, PlayKind
from muster.server.security import Security
from muster.training.errors import TrainingError
from muster.training.host.rates import PATIENCE
from muster.training.host.serving import LARGEST_REQUEST
from muster.training.leading import Begin, Entered, Lead, Standing, Word
from muster.training.leading_wire import read_word, write_lead
from muster.training.told import Act, Leave, Moment, Phase, Ready, Refusal
from muster.training.trainee.connection import Connection
from support.exercising import hut_exercise
from support.hosting import Served, served, wait_for

Request = TypeVar("Request")
TAKE_PART = "/muster.exercise.v1.ExerciseService/TakePart"
TRAINEES, LEADERS = "trainees-trainees", "leaders-leaders-leaders"
ROLES = ("ruth", "imre", "anna", "bela")
STEER = [Act(number, Play(PlayKind.STEER, toward=(0.1, 0.0))) for number in range(1, 1000)]


def for_four(folder: Path) -> Exercise:
    """The exercise of docs/ with two more people in the hut, and a role for each."""
    exercise = hut_exercise(folder)
    ruth, imre = exercise.scenario.population.personas
    more = (replace(ruth, id="anna", name="Anna", ties=()), replace(imre, id="bela", name="Bela", ties=()))
    roles = tuple(replace(exercise.roles[1], id=person.id, title=person.name, persona=person.id) for person in more)
    population = replace(exercise.scenario.population, personas=(ruth, imre, *more))
    return replace(
        exercise, scenario=replace(exercise.scenario, population=population), roles=(*exercise.roles, *roles)
    )


class Trainee:
    """Somebody at a client of ours."""

    def __init__(self, running: Served, role: str, token: str = "") -> None:
        self._connection: Connection = running.connect(role, token)
        self._connection.send(Ready())
        self.refusals: list[str] = []
        self.last = Moment(0.0, Phase.WAITING)

    def look(self) -> Moment:
        for answer in self._connection.poll():
            if isinstance(answer, Refusal):
                self.refusals.append(answer.reason)
            elif isinstance(answer, Moment):
                self.last = answer
        return self.last

    def do(self, act: Act) -> None:
        self._connection.send(act)

    def is_obeyed(self) -> bool:
        """Whether what they do now reaches the simulation."""
        number = self.look().taken + 1
        self.do(STEER[number])
        wait_for(lambda: self.look().taken >= number, f"act {number}")
        return True

    def close(self) -> None:
        self._connection.close()


class Four:
    """All roles taken, and the exercise under way."""

    def __init__(self, running: Served, token: str = "") -> None:
        self.running = running
        self.trainees = {role: Trainee(running, role, token) for role in ROLES}
        wait_for(lambda: running.host.phase is Phase.RUNNING, "the start")
        for trainee in self.trainees.values():
            wait_for(lambda trainee=trainee: trainee.look().known is not None, "the first picture")

    def others(self) -> list[Trainee]:
        """All but Bela."""
        return [trainee for role, trainee in self.trainees.items() if role != "bela"]

    def make_room(self) -> None:
        """Let Bela leave."""
        self.trainees["bela"].close()
        wait_for(lambda: not self.running.host.roles[3].is_taken, "a free role")

    def close(self) -> None:
        for trainee in self.trainees.values():
            trainee.close()


@pytest.fixture
def four(tmp_path: Path) -> Iterator[Four]:
    with served(for_four(tmp_path), ROLES) as running:
        four = Four(running)
        yield four
        four.close()


@contextmanager
def instruct(running: Served, token: str = "") -> Iterator[Iterator[Word | None]]:
    """Begin the exercise as an instructor; within the context, what the host tells them."""
    leaving = Event()
    with grpc.insecure_channel(running.address) as channel:
        begin = write_lead(Lead(1, Begin()))
        stub = pb_grpc.ExerciseServiceStub(channel)
        responses = stub.Instruct(and_stay([begin], leaving), metadata=Access(token=token).metadata)
        yield map(read_word, responses)
        leaving.set()


def and_stay(requests: Iterable[Request], leaving: Event) -> Iterator[Request]:
    yield from requests
    leaving.wait()


def test_four_trainees_play_and_an_instructor_sees_who_they_are(four: Four):
    assert all(trainee.is_obeyed() for trainee in four.trainees.values())
    with instruct(four.running) as words:
        assert isinstance(next(words), Entered)
        standing = next(words)
        assert isinstance(standing, Standing)
        assert [(role.id, role.is_taken) for role in standing.roles] == [(role, True) for role in ROLES]


def end_of(running: Served, requests: Iterator[bytes]) -> tuple[grpc.StatusCode, str]:
    """Send raw bytes as a trainee until that is refused; return how."""
    with grpc.insecure_channel(running.address) as channel:
        call = channel.stream_stream(TAKE_PART)(requests)
        with pytest.raises(grpc.RpcError):
            for _ in call:
                pass
        return call.code(), call.details() or ""


def joined(role: str, *more: bytes) -> Iterator[bytes]:
    yield pb.TakePartRequest(join=pb.Join(role=role)).SerializeToString()
    yield from more


def noise(count: int, size: int) -> list[bytes]:
    rng = np.random.default_rng(0)
    return [rng.bytes(size) for _ in range(count)]


MANY = 4 * PATIENCE
BAD_ACT = pb.TakePartRequest(act=pb.Act(number=1, kind=pb.ActKind.ValueType(77))).SerializeToString()
TOO_LONG = pb.TakePartRequest(act=pb.Act(kind=pb.ACT_KIND_SAY, text="a" * LARGEST_REQUEST)).SerializeToString()
STEERING = pb.TakePartRequest(act=pb.Act(kind=pb.ACT_KIND_STEER, toward_x=1.0)).SerializeToString()


@pytest.mark.parametrize(
    "sent, code, why",
    [
        ([BAD_ACT] * MANY, grpc.StatusCode.RESOURCE_EXHAUSTED, "were refused"),
        ([STEERING] * MANY, grpc.StatusCode.RESOURCE_EXHAUSTED, "were refused"),
        ([TOO_LONG], grpc.StatusCode.RESOURCE_EXHAUSTED, "larger than max"),
        (noise(MANY, 40), grpc.StatusCode.INVALID_ARGUMENT, "cannot be read"),
    ],
    ids=["acts that there are not", "more than any hand can do", "a text without end", "noise"],
)
def test_garbage_or_too_much_is_refused_with_a_reason_and_disturbs_nobody(
    four: Four, sent: list[bytes], code: grpc.StatusCode, why: str
):
    four.make_room()
    with ThreadPoolExecutor(1) as other:
        ending = other.submit(end_of, four.running, joined("bela", *sent))
        wait_for(lambda: all(each.look().known for each in four.others()) and ending.done(), "a refusal")
    refused, words = ending.result()
    assert (refused, why in words) == (code, True), words
    assert all(trainee.is_obeyed() and not trainee.refusals for trainee in four.others())


def test_whoever_is_hung_up_on_leaves_the_role_to_others(four: Four):
    four.make_room()
    end_of(four.running, joined("bela", *[BAD_ACT] * MANY))
    wait_for(lambda: not four.running.host.roles[3].is_taken, "a free role")
    assert Trainee(four.running, "bela").is_obeyed()


def test_opting_out_has_arrived_when_the_window_is_gone(tmp_path: Path):
    with served(hut_exercise(tmp_path), ("ruth", "imre")) as running:
        imre = running.connect("imre")
        imre.send(Leave())
        imre.close()
        assert running.host.word == "Waiting for: Owner of the hut."


def test_whoever_joined_is_told_what_to_talk_about_when_it_is_over(four: Four):
    four.running.host.end()
    for trainee in four.trainees.values():
        wait_for(lambda trainee=trainee: trainee.look().phase is Phase.OVER, "the end")
        assert trainee.last.hot_wash == four.running.host.exercise.hot_wash != ()


def test_whoever_is_silent_counts_as_gone(four: Four, monkeypatch: pytest.MonkeyPatch):
    leaving = Event()
    four.make_room()
    monkeypatch.setattr("muster.training.host.streaming.SILENCE_S", 0.1)
    code, why = end_of(four.running, and_stay(joined("bela"), leaving))
    leaving.set()
    assert (code, "join again" in why) == (grpc.StatusCode.DEADLINE_EXCEEDED, True)
    assert not four.running.host.roles[3].is_taken


def test_the_body_of_whoever_drops_out_is_their_minds_until_they_are_back(four: Four):
    world = four.running.episode.world
    four.trainees["bela"].close()
    wait_for(lambda: not world.playing.mask[3], "a mind of their own")
    assert world.playing.mask[:3].all()
    assert Trainee(four.running, "bela").is_obeyed()
    assert world.playing.mask[3]


# ---- Tokens ----


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Served]:
    with served(for_four(tmp_path), ROLES, door_for(Security(None, TRAINEES), LEADERS)) as running:
        yield running


def test_with_the_token_trainees_take_part(guarded: Served):
    four = Four(guarded, TRAINEES)
    assert all(trainee.is_obeyed() for trainee in four.trainees.values())
    four.close()


@pytest.mark.parametrize("token", ["", "guessed-guessed-guessed"])
def test_nobody_without_the_token_joins(guarded: Served, token: str):
    with pytest.raises(TrainingError, match="asks for a token"):
        guarded.connect("ruth", token)
    assert not any(role.is_taken for role in guarded.host.roles)


CALLS: dict[str, Callable[[pb_grpc.ExerciseServiceStub, Access], object]] = {
    "GetExercise": lambda stub, who: stub.GetExercise(pb.GetExerciseRequest(), metadata=who.metadata),
    "TakePart": lambda stub, who: next(stub.TakePart(iter([pb.TakePartRequest()]), metadata=who.metadata)),
    "Instruct": lambda stub, who: next(stub.Instruct(iter([pb.InstructRequest()]), metadata=who.metadata)),
}


@pytest.mark.parametrize("call", CALLS)
def test_nobody_without_a_token_is_told_anything(guarded: Served, call: str):
    with grpc.insecure_channel(guarded.address) as channel, pytest.raises(grpc.RpcError) as caught:
        CALLS[call](pb_grpc.ExerciseServiceStub(channel), Access(token="guessed-guessed-guessed"))
    assert isinstance(caught.value, grpc.Call)
    assert caught.value.code() is grpc.StatusCode.UNAUTHENTICATED


def test_a_trainee_cannot_lead(guarded: Served):
    with instruct(guarded, TRAINEES) as words, pytest.raises(grpc.RpcError) as caught:
        next(words)
    assert isinstance(caught.value, grpc.Call)
    assert caught.value.code() is grpc.StatusCode.PERMISSION_DENIED
    assert guarded.host.phase is Phase.WAITING


def test_an_instructor_can(guarded: Served):
    with instruct(guarded, LEADERS) as words:
        assert isinstance(next(words), Entered)
        wait_for(lambda: guarded.host.phase is Phase.RUNNING, "the start")
