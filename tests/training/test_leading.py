"""What an instructor asks is checked, done and written into the log, beside what trainees do; and all of it reruns."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from muster.cli import app
from muster.client.episode import Episode, run_episode
from muster.client.outside import Control, ControlKind, Note
from muster.client.pace import UNPACED, Held
from muster.exercise.v1 import exercise_pb2 as pb
from muster.recording.header import Header
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.recording.rows import InputRow
from muster.scenario.inject import Inject, InjectKind, Severity
from muster.scenario.play import Play, PlayKind
from muster.scenario.population import people
from muster.scenario.speech import Urge
from muster.training.errors import TooMuch
from muster.training.host.desk import Desk
from muster.training.host.host import Host
from muster.training.host.rates import PATIENCE
from muster.training.leading import LONGEST_NOTE, Begin, Bring, Entered, Here, Lead, Standing, Wish
from muster.training.leading_wire import read_lead, read_word, write_lead, write_word
from muster.training.told import Act, Phase, Refusal, Stop
from support.deciding import AnyOption
from support.exercising import hut_exercise
from support.hosting import ByHand

WALK = Play(PlayKind.STEER, toward=(0.7, -0.7), look=-0.5)
INJECTS = (
    Inject(InjectKind.LOCK, door="room-door"),
    Inject(InjectKind.UNLOCK, door="room-door"),
    Inject(InjectKind.ALARM),
    Inject(InjectKind.ALARM_OFF),
    Inject(InjectKind.ANNOUNCE, text="Leave by the front door."),
    Inject(InjectKind.RUMOUR, text="It is in the garden.", person="imre", place="garden"),
    Inject(InjectKind.INJURY, person="imre", severity=Severity.INJURED),
    Inject(InjectKind.SAY, person="imre", text="Ouch."),
)
WISHES: tuple[Wish, ...] = (
    *INJECTS,
    *(Control(kind) for kind in (ControlKind.PAUSE, ControlKind.RESUME, ControlKind.END)),
    Control(ControlKind.SPEED, 2.5),
    Inject(InjectKind.MOVE_THREAT, region="room"),
    Begin(),
    Bring("alarm"),
    Note("She hesitates."),
    Stop(),
    Here(),
)


class Led:
    """An exercise that is played and led by script, by tick, and recorded."""

    def __init__(self, folder: Path) -> None:
        exercise = hut_exercise(folder)
        self.path = folder / "led.muster"
        self.host = Host(exercise, ("ruth",), glance=lambda: self.lead(Control(ControlKind.RESUME)))
        self.desk = Desk(self.host)
        self.seat, _ = self.host.join("ruth", lambda: None)
        self.host.ready(self.seat)
        self._asked = 0

    def lead(self, wish: Wish) -> None:
        """Ask for something as an instructor does."""
        self._asked += 1
        self.desk.take(write_lead(Lead(self._asked, wish)))

    def play(self, play: Play) -> None:
        """Do something as the trainee does."""
        self.host.act(self.seat, Act(0, play))

    def leave(self) -> None:
        self.host.leave(self.seat)

    def come_back(self) -> None:
        self.seat, _ = self.host.join("ruth", lambda: None)

    def run(self, script: Mapping[int, Callable[[], None]]) -> Path:
        scenario = self.host.exercise.scenario

        def hand(episode: Episode) -> None:
            script.get(episode.world.tick, lambda: None)()
            self.host.hand(episode)

        header = Header(scenario, 0, people(scenario), exercise=self.host.exercise, roles=("ruth",))
        with Recorder(self.path, header) as recorder:
            pace = Held(lambda: self.host.turn(lambda: None), UNPACED)
            result = run_episode(scenario, seed=0, link=AnyOption(), recorder=recorder, pace=pace, hand=hand)
            recorder.finish(result.to_json())
        return self.path


@pytest.fixture
def led(tmp_path: Path) -> Led:
    return Led(tmp_path)


def whole_script(led: Led) -> Mapping[int, Callable[[], None]]:
    """Everything that a trainee and an instructor do, in half a minute."""
    leading = {20 * number + 10: (lambda wish=wish: led.lead(wish)) for number, wish in enumerate(INJECTS)}
    playing = {
        5: lambda: led.play(WALK),
        25: lambda: led.play(Play(PlayKind.SAY, text="Out, please, now.", urge=Urge.LEAVE)),
        45: lambda: led.play(Play(PlayKind.LOCK, door="room-door")),
        65: lambda: led.play(Play(PlayKind.CALL)),
    }
    rest = {
        190: led.leave,
        230: led.come_back,
        240: lambda: led.lead(Note("She is back.")),
        250: lambda: led.lead(Control(ControlKind.SPEED, 4.0)),
        260: lambda: led.lead(Bring("question")),
        270: lambda: led.lead(Control(ControlKind.PAUSE)),
        280: lambda: led.play(WALK),
        600: lambda: led.lead(Control(ControlKind.END)),
    }
    return {**leading, **playing, **rest}


def inputs(path: Path) -> list[InputRow]:
    with Recording.open(path) as recording:
        return [row for row in recording.inputs() if row.kind != "decision"]


def test_a_recording_with_a_trainee_and_an_instructor_reruns_identically(led: Led):
    path = led.run(whole_script(led))
    again = CliRunner().invoke(app, ["rerun", str(path)])
    assert (again.exit_code, again.stdout.strip()) == (0, "identical"), again.output


@pytest.mark.parametrize("by", ["play", "inject"])
def test_a_rerun_without_what_either_of_them_did_differs(led: Led, by: str, monkeypatch: pytest.MonkeyPatch):
    path = led.run(whole_script(led))
    monkeypatch.setattr(f"muster.world.world.World.{by}", lambda *_: "")
    assert CliRunner().invoke(app, ["rerun", str(path)]).exit_code == 1


def test_all_that_an_instructor_does_is_an_input(led: Led):
    rows = inputs(led.run(whole_script(led)))
    kinds = [row.kind for row in rows]
    assert kinds.count("inject") == len(INJECTS) + 1  # the last: of an event brought by hand
    notes = [json.loads(row.payload)["text"] for row in rows if row.kind == "note"]
    assert notes == ["She is back.", "MSEL event brought by the instructor: question"]
    controls = [row.payload for row in rows if row.kind == "control"]
    assert [kind for kind in ControlKind if any(f'"{kind}"' in each for each in controls)] == list(ControlKind)


def test_the_end_ends_it_for_everybody(led: Led):
    path = led.run(whole_script(led))
    with Recording.open(path) as recording:
        assert recording.meta.finished
        assert max(row.tick for row in recording.inputs()) <= 601
    assert (led.host.phase, "ended" in led.host.word) == (Phase.OVER, True)


def test_whoever_was_away_was_moved_by_their_mind_and_the_recording_says_so(led: Led):
    path = led.run(whole_script(led))
    with Recording.open(path) as recording:
        told = [event.kind for event in recording.events() if event.kind in ("taken_over", "handed_back")]
    assert told == ["taken_over", "handed_back", "taken_over"]


@pytest.mark.parametrize("wish", WISHES, ids=str)
def test_what_is_asked_arrives(wish: Wish):
    assert read_lead(write_lead(Lead(7, wish))) == Lead(7, wish)


@pytest.mark.parametrize(
    "wish, why",
    [
        (Inject(InjectKind.LOCK, door="cellar"), "cellar"),
        (Inject(InjectKind.LOCK), "door"),
        (Inject(InjectKind.SAY, person="nobody", text="Hello."), "nobody"),
        (Inject(InjectKind.INJURY, person="zoe"), "zoe"),
        (Inject(InjectKind.MOVE_THREAT, region="room"), "threat"),
        (Inject(InjectKind.RUMOUR, text="They say so."), "person"),
        (Bring("tea"), "there are: alarm, question, nobody-comes"),
        (Control(ControlKind.SPEED, 99.0), "0.25 to 16"),
        (Control(ControlKind.SPEED, float("nan")), "0.25 to 16"),
        (Note("a" * (LONGEST_NOTE + 1)), "at most 500"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_with_the_reason_and_leaves_no_trace(led: Led, wish: Wish, why: str):
    path = led.run({10: lambda: led.lead(wish), 20: lambda: led.lead(Control(ControlKind.END))})
    (refusal,) = led.desk.refusals
    assert (refusal.number, why in refusal.reason) == (1, True), refusal.reason
    assert [row.kind for row in inputs(path) if row.kind in ("inject", "note", "control")] == ["control"]


def test_an_event_comes_once(led: Led):
    twice = {5: lambda: led.lead(Bring("alarm")), 6: lambda: led.lead(Bring("alarm"))}
    led.run({**twice, 200: led.host.end})
    assert [refusal.number for refusal in led.desk.refusals] == [2]
    assert list(led.host.brought).count("alarm") == 1


def test_whoever_goes_on_with_what_is_refused_is_hung_up_on(led: Led):
    with pytest.raises(TooMuch):
        for _ in range(PATIENCE + 1):
            led.lead(Bring("tea"))


def test_what_was_asked_for_is_confirmed_once_it_has_reached_the_simulation(tmp_path: Path):
    stage = ByHand(hut_exercise(tmp_path))
    stage.join()
    desk = Desk(stage.host)
    desk.take(write_lead(Lead(3, Inject(InjectKind.ALARM))))
    assert desk.standing().taken == 0
    stage.step()
    assert desk.standing().taken == 3


def test_it_can_begin_without_those_who_are_not_there(tmp_path: Path):
    stage = ByHand(hut_exercise(tmp_path), ("ruth", "imre"))
    stage.join("ruth")
    Desk(stage.host).take(write_lead(Lead(1, Begin())))
    assert stage.host.phase is Phase.RUNNING


def test_an_instructor_is_told_procedure_and_msel_and_how_things_stand(led: Led):
    words = [led.desk.entered(), led.desk.standing(), Refusal(4, "No.")]
    entered, standing, _ = heard = [read_word(write_word(word)) for word in words]
    assert heard == words
    assert isinstance(entered, Entered) and isinstance(standing, Standing)
    assert [(line.id, line.has_inject) for line in entered.events[:2]] == [("alarm", False), ("question", True)]
    assert [(role.id, role.is_ready) for role in standing.roles] == [("ruth", True), ("imre", False)]


def test_every_inject_has_a_number_on_the_wire():
    assert len(pb.InjectKind.DESCRIPTOR.values) == len(InjectKind) + 1
