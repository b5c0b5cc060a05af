"""What a viewer puts together is what was sent, to the millimetre, however few rows of it travelled."""

from dataclasses import replace
from enum import IntEnum, IntFlag

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.behavior.v1.vocabulary import Act, Volume
from muster.recording.codes import Flag, Health, Pose
from muster.recording.smoke import SmokeState
from muster.render.frame import Frame, Intruders, Singles, Speech, Status, statuses
from muster.render.service import wire
from muster.render.service.coding import Coder
from muster.render.service.columns import columns
from muster.render.service.reading import Reader
from muster.render.service.scene_wire import write_scene
from muster.scene.v1 import scene_pb2 as pb
from muster.world.acts import Door
from render.scene_fakes import frame, scene

PEOPLE = 7


def reader(people: int = PEOPLE) -> Reader:
    return Reader(write_scene(scene(people), is_live=False, end=0.0))


def send(coder: Coder, moment: Frame) -> pb.Frame:
    written = wire.write_delta(coder.code(columns(moment), end=9.0))
    return pb.WatchResponse.FromString(written.SerializeToString()).frame


def scattered(seed: int, *, moving: float, intruders: int = 1) -> Frame:
    """Return people anywhere and in any state; a share of ``moving`` differs from seed 0."""
    mine, base = np.random.default_rng(seed), np.random.default_rng(0)
    moves = mine.random(PEOPLE) < moving

    def drawn(*shape: int) -> Singles:
        old, new = base.uniform(0, 1, shape), mine.uniform(0, 1, shape)
        return np.where(moves[(...,) + (None,) * (len(shape) - 1)], new, old).astype(np.float32)

    threat = Intruders(
        mine.uniform(-99, 99, (intruders, 3)).astype(np.float32),
        mine.uniform(-9, 9, intruders).astype(np.float32),
        np.zeros(intruders, np.uint16),
        mine.random(intruders) < 0.5,
    )
    return Frame(
        time=float(seed),
        position=(drawn(PEOPLE, 3) - np.float32(0.5)) * np.float32(2000),
        heading=(drawn(PEOPLE) - np.float32(0.5)) * np.float32(20),
        speed=drawn(PEOPLE) * np.float32(5),
        storey=(drawn(PEOPLE) * 2).astype(np.uint16),
        pose=(drawn(PEOPLE) * 5).astype(np.uint8),
        health=(drawn(PEOPLE) * 3).astype(np.uint8),
        act=(drawn(PEOPLE) * 18).astype(np.uint8),
        flags=(drawn(PEOPLE) * 16).astype(np.uint8),
        doors=mine.integers(0, 4, 4).astype(np.uint8),
        intruders=threat,
        alarm=bool(seed % 2),
    )


def assert_same(known: Reader, moment: Frame) -> None:
    feet = np.stack([known.people[name] for name in ("x_mm", "y_mm", "z_mm")], axis=1)
    np.testing.assert_allclose(feet / 1000, moment.position, atol=0.0006)
    turn = known.people["heading_deg"] - np.degrees(moment.heading)
    np.testing.assert_allclose((turn + 180) % 360 - 180, 0, atol=0.51)
    np.testing.assert_allclose(known.people["speed_dms"] / 10, moment.speed, atol=0.051)
    for name, ours in (("storey", moment.storey), ("act", moment.act), ("flags", moment.flags)):
        np.testing.assert_array_equal(known.people[name], ours)
    for name, ours in (("status", statuses(moment)), ("pose", moment.pose), ("health", moment.health)):
        np.testing.assert_array_equal(known.people[name], ours.astype(int) + 1)
    np.testing.assert_array_equal(known.doors, moment.doors.astype(int) + 1)
    np.testing.assert_array_equal(known.intruders["status"], moment.intruders.present.astype(int) + 1)
    np.testing.assert_allclose(known.intruders["y_mm"] / 1000, moment.intruders.position[:, 1], atol=0.0006)


@given(st.lists(st.tuples(st.integers(0, 1000), st.floats(0, 1)), min_size=1, max_size=12))
def test_whatever_happens_a_reader_knows_each_moment_to_the_millimetre(moments: list[tuple[int, float]]):
    coder, known = Coder(), reader()
    for seed, moving in moments:
        moment = scattered(seed, moving=moving)
        known.take(send(coder, moment))
        assert_same(known, moment)


def test_a_moment_like_the_last_one_takes_a_few_bytes():
    coder = Coder()
    send(coder, scattered(1, moving=1.0))
    again = send(coder, scattered(1, moving=1.0))
    assert not again.HasField("people") or not again.people.ListFields()
    assert again.ByteSize() < 30


def test_one_who_walks_among_many_who_stand_costs_the_same_however_many_stand():
    def bytes_of_a_step(people: int) -> int:
        coder, walking = Coder(), frame(0.1, people)
        send(coder, frame(0.0, people))
        walking.position[-1] = 0.14, 0.0, 0.0
        return send(coder, walking).people.ByteSize()

    assert bytes_of_a_step(3) <= bytes_of_a_step(1000) <= bytes_of_a_step(3) + 2  # the step there is a longer number


def test_when_all_walk_nobody_is_named():
    coder = Coder()
    send(coder, frame(0.0, PEOPLE))
    column = send(coder, frame(0.1, PEOPLE, x=0.14)).people.x_mm
    assert (list(column.steps), list(column.changes)) == ([], [140] * PEOPLE)


def test_turning_past_north_west_south_costs_no_more_than_any_turn():
    coder = Coder()
    send(coder, replace(frame(), heading=np.full(3, np.radians(179), np.float32)))
    turned = send(coder, replace(frame(), heading=np.full(3, np.radians(-179), np.float32)))
    assert list(turned.people.heading_deg.changes) == [2, 2, 2]


def test_who_is_on_another_storey_stands_still_and_is_where_they_are_once_they_come():
    coder, known = Coder(frozenset({0})), reader(3)
    away = replace(frame(x=5.0), storey=np.array([0, 1, 0], np.uint16))
    known.take(send(coder, away))
    assert known.people["x_mm"].tolist() == [5000, 0, 5000]
    assert known.people["storey"].tolist() == [0, 1, 0]
    known.take(send(coder, replace(frame(x=6.5), storey=np.array([0, 0, 1], np.uint16))))
    assert known.people["x_mm"].tolist() == [6500, 6500, 5000]


def test_speech_is_sent_when_it_begins_and_when_it_ends():
    first, second = Speech(0, int(Volume.SHOUT), "Out!", 1.0), Speech(0, int(Volume.TALK), "This way.", 3.0)
    other = Speech(2, int(Volume.TALK), "Why?", 2.0)
    coder, known = Coder(), reader(3)
    texts: list[list[str]] = []
    for said in ((first,), (first, other), (second, other), (second,), ()):
        sent = send(coder, frame(speech=said))
        known.take(sent)
        heard = {agent: speech.text for agent, speech in known.speech.items()}
        assert heard == {each.agent: each.text for each in said}
        texts.append([speech.text for speech in sent.said])
    assert texts == [["Out!"], ["Why?"], ["This way."], [], []]


def test_a_reader_that_takes_a_key_frame_forgets_what_it_knew():
    known = reader()
    known.take(send(Coder(), scattered(1, moving=1.0)))
    moment = scattered(2, moving=1.0)
    known.take(send(Coder(), moment))
    assert_same(known, moment)


def test_a_scene_without_anybody_is_sent_too():
    known = reader(0)
    known.take(send(Coder(), frame(1.5, 0)))
    assert known.time == 1.5


@pytest.mark.parametrize(
    "theirs, ours, offset, prefix",
    [
        (pb.Status, Status, 1, "STATUS"),
        (pb.Pose, Pose, 1, "POSE"),
        (pb.Health, Health, 1, "HEALTH"),
        (pb.DoorState, Door, 1, "DOOR_STATE"),
        (pb.Act, Act, 0, "ACT"),
        (pb.Volume, Volume, 0, "VOLUME"),
        (pb.Flag, Flag, 0, "FLAG"),
    ],
)
def test_the_contract_numbers_things_as_we_do(
    theirs: object, ours: type[IntEnum] | type[IntFlag], offset: int, prefix: str
):
    items: dict[str, int] = dict(theirs.items())  # type: ignore[attr-defined]
    assert items.pop(f"{prefix}_UNSPECIFIED") == 0
    known = {f"{prefix}_{each.name}": each.value + offset for each in ours if each.name != "UNSPECIFIED"}
    assert items == known


def test_smoke_is_told_region_by_region_where_it_changed_and_clears_again():
    def hazy(*extinction: float, heat: float = 0.0) -> Frame:
        return replace(frame(), smoke=SmokeState(0, heat, np.array(extinction, np.float32)))

    coder, known = Coder(), reader(3)
    known.take(send(coder, frame()))
    assert (known.smoke.tolist(), known.fire_kw) == ([0] * 6, 0)
    known.take(send(coder, hazy(0.5, 0, 0, 0, 0.0124, 0, heat=250.4)))
    assert (known.smoke.tolist(), known.fire_kw) == ([500, 0, 0, 0, 12, 0], 250)
    again = send(coder, hazy(0.5, 0, 0, 0, 0.0124, 0, heat=250.4))
    assert not again.HasField("smoke_per_km")
    known.take(again)
    known.take(send(coder, hazy(0.75, 0, 0, 0, 0, 0)))
    assert (known.smoke.tolist(), known.fire_kw) == ([750, 0, 0, 0, 0, 0], 0)
    known.take(send(coder, frame()))
    assert known.smoke.tolist() == [0] * 6


def test_the_scene_says_where_a_fire_burns_and_says_nothing_without_one():
    with_fire = write_scene(replace(scene(), fire=2), is_live=False, end=0.0)
    assert with_fire.HasField("fire_region")
    assert with_fire.fire_region == 2
    assert not write_scene(scene(), is_live=False, end=0.0).HasField("fire_region")
