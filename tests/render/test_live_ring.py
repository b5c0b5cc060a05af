"""Frames through shared memory: whole, in order, and without anybody waiting."""

import mmap
import os
import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest

from muster.recording.frames import Frame, Threats
from muster.render.live.block import create
from muster.render.live.ring import RingReader, RingWriter
from muster.render.live.shared import SLOTS, Layout, Shared
from recording.samples import walk
from support.tree import ROOT, environment

PEOPLE, THREATS = 3, 1
LAYOUT = Layout(PEOPLE, THREATS)


@pytest.fixture
def shared() -> Shared:
    return Shared(mmap.mmap(-1, LAYOUT.size), LAYOUT)


def even(number: int, people: int = PEOPLE) -> Frame:
    """A frame every number of which is ``number``, or its lowest byte."""
    floats, codes = np.full(people, number, np.float32), np.full(people, number % 256, np.uint8)
    return Frame(number, np.stack((floats, floats), axis=1), floats, floats, codes, codes, codes, codes, codes)


def is_even(frame: Frame) -> bool:
    """Whether ``even`` made the frame, and all of it."""
    of = even(frame.tick, len(frame.z))
    fields = ("position", "z", "heading", "storey", "pose", "health", "act", "flags")
    return all(np.array_equal(getattr(frame, field), getattr(of, field)) for field in fields)


def test_a_frame_comes_out_as_it_went_in(shared: Shared):
    (written,) = walk(PEOPLE, seconds=0.0, threats=THREATS)
    RingWriter(shared).write(written)
    (arrival,) = RingReader(shared).after(0)
    read = arrival.moment
    for field in ("position", "z", "heading", "storey", "pose", "health", "act", "flags"):
        np.testing.assert_allclose(getattr(read, field), getattr(written, field), rtol=1e-6)
    for field in ("position", "z", "heading", "storey", "present"):
        np.testing.assert_array_equal(getattr(read.threats, field), getattr(written.threats, field))


def test_there_may_be_no_intruder():
    shared = Shared(mmap.mmap(-1, Layout(PEOPLE, 0).size), Layout(PEOPLE, 0))
    RingWriter(shared).write(even(7))
    (arrival,) = RingReader(shared).after(0)
    assert arrival.moment.tick == 7
    assert isinstance(arrival.moment.threats, Threats) and len(arrival.moment.threats.z) == 0


def test_each_frame_comes_once_and_in_order(shared: Shared):
    writer, reader = RingWriter(shared), RingReader(shared)
    came: list[int] = []
    for frame in walk(PEOPLE, seconds=4.0, threats=THREATS):
        writer.write(frame)
        if frame.tick % 5 == 0:
            came += [arrival.number for arrival in reader.after(came[-1] if came else 0)]
    assert came == list(range(1, len(came) + 1)) and len(came) > SLOTS


def test_who_looks_seldom_gets_the_newest(shared: Shared):
    writer = RingWriter(shared)
    for frame in walk(PEOPLE, seconds=4.0, threats=THREATS):
        writer.write(frame)
    came = [arrival.number for arrival in RingReader(shared).after(0)]
    assert came == list(range(shared.written - SLOTS + 2, shared.written + 1))


@pytest.mark.parametrize("place", [8, 60, -1])
def test_a_torn_frame_is_left_out_until_it_is_whole(shared: Shared, place: int):
    frame = next(walk(PEOPLE, threats=THREATS))
    writer, reader = RingWriter(shared), RingReader(shared)
    for _ in range(2):
        writer.write(frame)
    memory = shared.slot_bytes[2]
    memory[place] ^= 0xFF
    torn = [arrival.number for arrival in reader.after(0)]
    memory[place] ^= 0xFF
    assert (torn, [arrival.number for arrival in reader.after(1)]) == ([1], [2])


WRITES_AWAY = """
import sys
from muster.render.live.block import attach
from muster.render.live.ring import RingWriter
from muster.render.live.shared import Layout, Shared
from render.test_live_ring import CROWD, even

layout = Layout(CROWD, 0)
shared = Shared(attach(sys.argv[1], layout.size), layout)
ring = RingWriter(shared)
frames = [even(number, CROWD) for number in range(1, 65)]
while not shared.holds:
    for frame in frames:
        ring.write(frame)
"""
CROWD = 20_000  # so many that reading one takes long enough for another to be written over it


@pytest.fixture
def far() -> Iterator[Shared]:
    """Memory into which another process writes frames without a pause, until it is told to hold."""
    layout = Layout(CROWD, 0)
    block = create(layout.size)
    path = {**environment(), "PYTHONPATH": os.pathsep.join([environment()["PYTHONPATH"], str(ROOT / "tests")])}
    words = [sys.executable, "-c", WRITES_AWAY, block.handle]
    writer = subprocess.Popen(words, env=path, pass_fds=block.descriptors)
    block.let_go()
    shared = Shared(block.memory, layout)
    yield shared
    shared.steer(holds=True, steps=0)
    assert writer.wait(10) == 0


def test_no_frame_from_another_process_is_torn_however_fast_it_writes(far: Shared):
    reader = RingReader(far)
    came: list[int] = []
    while len(came) < 300:
        for arrival in reader.after(came[-1] if came else 0):
            assert is_even(arrival.moment)
            came.append(arrival.number)
    assert came == sorted(set(came))
