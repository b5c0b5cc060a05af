"""What comes from outside is an input like any other: recorded at its tick, and rerun to the very same world."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.client.again import Again
from muster.client.episode import Episode, run_episode
from muster.client.inputs import read_inputs
from muster.client.outside import Control, ControlKind, Note
from muster.client.rerun import rerun
from muster.recording.errors import RecordingDamaged
from muster.recording.header import Header
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.recording.rows import InputRow
from muster.scenario.inject import Inject, InjectKind, Severity
from muster.scenario.place import Place
from muster.scenario.play import Pace, Play, PlayKind, Rights
from muster.scenario.population import people
from muster.scenario.said_and_done import read_inject, read_play, write_act
from muster.scenario.scenario import Scenario
from muster.scenario.speech import Loudness, Urge
from support.deciding import AnyOption
from support.perceiving import LURKING, person, wing
from support.walking import scenario_of

SECONDS = 12
Act = Play | Inject | Note | Control
Script = Sequence[tuple[int, Act]]
"""Ticks, and what is done then; plays are of person 0."""

CAST = (person("ann", gender="woman"), person("bob", gender="man"), person("cid", "b", gender="man"))
TAKE = Play(PlayKind.TAKE, rights=Rights(keys=True, pa=True, alarm=True))

doors = st.sampled_from(["a-corridor", "b-corridor", "corridor-west", "nowhere"])
persons = st.sampled_from([one.id for one in CAST])
regions = st.sampled_from(["a", "b", "corridor"])
share = st.floats(-1.0, 1.0)
plays = st.builds(
    Play,
    kind=st.sampled_from(PlayKind),
    toward=st.tuples(share, share),
    look=st.none() | st.floats(-3.2, 3.2),
    gait=st.sampled_from(Pace),
    door=doors,
    exit=st.just("corridor-west-muster"),
    spot=st.just("a-desk"),
    person=persons,
    text=st.sampled_from(["", "Come with me."]),
    volume=st.sampled_from(Loudness),
    urge=st.sampled_from(Urge),
    rights=st.builds(Rights, keys=st.booleans(), pa=st.booleans(), alarm=st.booleans()),
)
injects = st.builds(
    Inject,
    kind=st.sampled_from(InjectKind),
    door=doors,
    person=persons,
    region=regions,
    text=st.just("They are over there."),
    place=regions,
    severity=st.sampled_from(Severity),
)
scripts = st.lists(st.tuples(st.integers(0, 200), plays | injects), max_size=12)


def scenario() -> Scenario:
    """One that a recording can hold: nothing in it is blank."""
    building = wing()
    points = tuple(replace(point, name=point.id) for point in building.muster_points)
    threat = replace(LURKING, enters_at=3600.0)
    made = scenario_of(replace(building, muster_points=points), CAST, threat=threat)
    return replace(made, duration=float(SECONDS))


def record(folder: Path, script: Script) -> Path:
    """An episode of random minds in which person 0 is taken over at once, and ``script`` happens."""
    path, made = folder / "x.muster", scenario()

    def hand(episode: Episode) -> None:
        for tick, act in [(0, TAKE), *script]:
            if tick == episode.world.tick:
                if isinstance(act, Play):
                    episode.play(0, act)
                elif isinstance(act, Inject):
                    episode.inject(act)
                else:
                    episode.remark(act)

    with Recorder(path, Header(made, 0, people(made))) as recorder:
        run_episode(made, seed=0, link=AnyOption(), recorder=recorder, hand=hand)
    return path


def inputs(path: Path, *kinds: str) -> list[InputRow]:
    with Recording.open(path) as recording:
        return [row for row in recording.inputs() if row.kind in kinds]


@settings(max_examples=15, deadline=None)
@given(scripts)
def test_whatever_comes_from_outside_reruns_identically(script: Script):
    with TemporaryDirectory() as folder:
        path = record(Path(folder), script)
        with Recording.open(path) as recording:
            assert rerun(recording) is None


def test_a_rerun_without_a_play_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = record(tmp_path, [(20, Play(PlayKind.STEER, (1.0, 0.0)))])
    monkeypatch.setattr("muster.world.world.World.play", lambda self, agent, play: "")  # pyright: ignore
    with Recording.open(path) as recording:
        assert rerun(recording) is not None


@given(plays)
def test_a_play_is_read_back_as_written(play: Play):
    assert read_play(write_act(play), Place("here")) == play


@given(injects)
def test_an_inject_is_read_back_as_written(inject: Inject):
    assert read_inject(write_act(inject), Place("here")) == inject


def test_of_steerings_in_one_tick_the_last_is_the_input(tmp_path: Path):
    steers = [(10, Play(PlayKind.STEER, (x, 0.0))) for x in (0.25, 0.5, 1.0)]
    again = [(11, Play(PlayKind.STEER, (1.0, 0.0)))]
    rows = inputs(record(tmp_path, [*steers, *again]), "play")
    assert [(row.tick, row.payload) for row in rows[1:]] == [(10, '{"kind":"steer","toward":[1,0]}')]


def test_notes_and_the_clock_are_recorded_and_move_nothing(tmp_path: Path):
    remarks: list[tuple[int, Act]] = [(5, Note("look here")), (6, Control(ControlKind.SPEED, 2.0))]
    path = record(tmp_path, remarks)
    assert [(row.tick, row.kind, row.agent, row.payload) for row in inputs(path, "note", "control")] == [
        (5, "note", None, '{"text":"look here"}'),
        (6, "control", None, '{"kind":"speed","speed":2.0}'),
    ]


def test_an_instructor_ends_the_episode(tmp_path: Path):
    path = record(tmp_path, [(40, Control(ControlKind.END))])
    with Recording.open(path) as recording:
        assert max(row.tick for row in recording.hashes()) == 40
        assert rerun(recording) is None


@pytest.mark.parametrize("payload", ['{"kind":"fly"}', '{"kind":"steer","toward":[1]}', "[]", "{"])
def test_an_impossible_play_in_a_log_is_damage(tmp_path: Path, payload: str):
    path = tmp_path / "x.muster"
    with Recorder(path, Header(scenario(), 0, people(scenario()))) as recorder:
        recorder.input(InputRow(0, "play", 0, payload))
    with Recording.open(path) as recording, pytest.raises(RecordingDamaged, match="no act of a trainee"):
        read_inputs(recording)


def test_words_of_a_trainee_and_of_whom_the_instructor_speaks_as_are_said(tmp_path: Path):
    say = Play(PlayKind.SAY, text="Come with me.", urge=Urge.FOLLOW)
    speak = Inject(InjectKind.SAY, person="bob", text="Where to?", volume=Loudness.SHOUT)
    with Recording.open(record(tmp_path, [(20, say), (21, speak)])) as recording:
        words = {(row.tick, row.agent, row.text) for row in recording.words()}
    assert {(20, 0, "Come with me."), (21, 1, "Where to?")} <= words


def hashes(path: Path) -> list[str]:
    with Recording.open(path) as recording:
        return [row.hash for row in recording.hashes()]


def again(recorded: Path, out: Path, **how: object) -> Path:
    """The same episode with what came from outside done again, as ``how`` says."""
    made = scenario()
    with Recording.open(recorded) as recording:
        hand = Again(recording, **how)  # pyright: ignore[reportArgumentType]
    with Recorder(out, Header(made, 0, people(made))) as recorder:
        run_episode(made, seed=0, link=AnyOption(), recorder=recorder, hand=hand)
    return out


WALK: Script = [(20, Play(PlayKind.STEER, (1.0, 0.0))), (30, Inject(InjectKind.INJURY, person="cid"))]


def test_what_was_done_from_outside_can_be_done_again(tmp_path: Path):
    first = record(tmp_path, WALK)
    assert hashes(again(first, tmp_path / "again.muster")) == hashes(first)


def test_one_act_can_be_left_out_and_the_body_stays(tmp_path: Path):
    first = record(tmp_path, WALK)
    with Recording.open(first) as recording:
        number = next(k for k, row in enumerate(recording.inputs()) if row.tick == 20 and row.kind == "play")
    other = again(first, tmp_path / "without.muster", without={number})
    assert hashes(other)[:2] == hashes(first)[:2] and hashes(other)[-1] != hashes(first)[-1]
    assert [row.tick for row in inputs(other, "play")] == [0]


def test_a_body_can_be_handed_back_where_a_recording_ends(tmp_path: Path):
    other = again(record(tmp_path, WALK), tmp_path / "back.muster", hands_back_at=100)
    assert inputs(other, "play")[-1].payload == '{"kind":"release"}'
    assert any(row.agent == 0 and row.tick > 100 for row in inputs(other, "decision"))
