"""A second of motion comes back bit for bit, and broken bytes say so."""

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.recording.buffer import FrameBuffer, second_of
from muster.recording.errors import RecordingDamaged
from muster.recording.frames import Frame, Threats
from muster.recording.packing import unpack


def any_frame(tick: int, people: int, threats: int, rng: np.random.Generator) -> Frame:
    """Return a frame of arbitrary bits: every float32 there is, NaN and infinities too."""

    def floats(*shape: int) -> np.ndarray:
        return rng.integers(0, 2**32, shape, dtype=np.uint32).view(np.float32)

    def codes(rows: int, below: int = 256) -> np.ndarray:
        return rng.integers(0, below, rows)

    return Frame(
        tick,
        floats(people, 2),
        floats(people),
        floats(people),
        codes(people, 65536),
        *(codes(people) for _ in range(4)),
        threats=Threats(
            floats(threats, 2), floats(threats), floats(threats), codes(threats, 65536), codes(threats, 2).astype(bool)
        ),
    )


def packed(frames: list[Frame], people: int) -> bytes:
    buffer = FrameBuffer(people, dt=0.05)
    for frame in frames:
        buffer.add(frame)
    return buffer.take()[3]


def assert_same(read: Frame, written: Frame) -> None:
    assert read.tick == written.tick
    for name in ("position", "z", "heading", "storey", "pose", "health", "act", "flags"):
        same_bits(getattr(read, name), getattr(written, name))
    for name in ("position", "z", "heading", "storey", "present"):
        same_bits(getattr(read.threats, name), getattr(written.threats, name))


def same_bits(read: np.ndarray, written: np.ndarray) -> None:
    if written.dtype.kind == "f":
        assert read.tobytes() == written.astype(np.float32).tobytes()
    else:
        assert read.tolist() == written.tolist()


@pytest.mark.parametrize("people", [0, 1, 7])
@pytest.mark.parametrize("threats", [0, 1, 2])
@pytest.mark.parametrize("frames", [1, 2, 3, 10, 40])
def test_frames_come_back_bit_for_bit(frames: int, people: int, threats: int):
    rng = np.random.default_rng(0)
    written = [any_frame(2 * index, people, threats, rng) for index in range(frames)]
    motion = unpack(packed(written, people))
    assert len(motion) == frames
    for index, frame in enumerate(written):
        assert_same(motion.frame(index), frame)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_broken_bytes_are_damage_or_some_motion_but_never_a_crash(data: st.DataObject):
    rng = np.random.default_rng(0)
    chunk = bytearray(packed([any_frame(tick, 3, 1, rng) for tick in range(3)], 3))
    for _ in range(data.draw(st.integers(1, 4))):
        chunk[data.draw(st.integers(0, len(chunk) - 1))] = data.draw(st.integers(0, 255))
    broken = bytes(chunk[: data.draw(st.integers(0, len(chunk)))])
    with suppress(RecordingDamaged):
        unpack(broken)


def test_a_second_begins_on_its_first_tick_whatever_the_rounding():
    assert [second_of(tick, 0.01) for tick in range(0, 6001, 100)] == list(range(61))
    assert [second_of(tick, 0.05) for tick in range(0, 72001, 20)] == list(range(3601))
