"""A run that its viewer holds."""

import mmap
from collections.abc import Callable

import pytest

from muster.commands.holding import Reins
from muster.render.live.shared import Layout, Shared


class Stage:
    """Reins, and how often the run has halted and glanced at them."""

    def __init__(self) -> None:
        layout = Layout(1, 0)
        self.shared, self.is_there = Shared(mmap.mmap(-1, layout.size), layout), True
        self.reins = Reins(self.shared, lambda: self.is_there)
        self.glances = self.halts = 0

    def next_frame(self, meanwhile: Callable[[], None] = lambda: None) -> bool:
        """Write a frame and do what the reins say; ``meanwhile`` happens at the third glance of a run that waits."""
        self.shared.written += 1
        return self.reins.stand_still(lambda: self._glance(meanwhile), self._halt)

    def _glance(self, meanwhile: Callable[[], None]) -> None:
        self.glances += 1
        if self.glances == 3:
            meanwhile()
        assert self.glances < 10, "it does not go on"

    def _halt(self) -> None:
        self.halts += 1


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_a_run_that_nobody_holds_waits_for_nothing(stage: Stage):
    assert not stage.next_frame()
    assert (stage.halts, stage.glances) == (0, 0)


def test_a_held_run_waits_until_it_may_go_on(stage: Stage):
    stage.shared.steer(holds=True, steps=0)
    assert stage.next_frame(meanwhile=lambda: stage.shared.steer(holds=False, steps=0))
    assert (stage.halts, stage.glances) == (1, 3)
    assert not stage.next_frame()


def test_a_step_is_one_frame(stage: Stage):
    stage.shared.steer(holds=True, steps=1)
    stage.next_frame()
    assert stage.glances == 0
    stage.next_frame(meanwhile=lambda: stage.shared.steer(holds=True, steps=2))
    assert stage.glances == 3


def test_between_two_frames_nothing_holds(stage: Stage):
    stage.next_frame()
    stage.shared.steer(holds=True, steps=0)
    assert not stage.reins.stand_still(lambda: pytest.fail("held"), lambda: pytest.fail("halted"))


def test_steps_that_were_not_made_before_it_went_on_are_not_made_later(stage: Stage):
    stage.shared.steer(holds=True, steps=5)
    stage.next_frame()
    stage.shared.steer(holds=False, steps=5)
    stage.next_frame()
    stage.shared.steer(holds=True, steps=5)
    stage.next_frame(meanwhile=lambda: stage.shared.steer(holds=False, steps=5))
    assert stage.glances == 3


def test_a_step_after_going_on_and_holding_again_counts(stage: Stage):
    stage.shared.steer(holds=True, steps=0)
    stage.next_frame(meanwhile=lambda: stage.shared.steer(holds=False, steps=0))
    stage.shared.steer(holds=True, steps=1)
    stage.next_frame()
    assert stage.glances == 3


def test_a_viewer_that_is_gone_holds_nobody(stage: Stage):
    def leave() -> None:
        stage.is_there = False

    stage.shared.steer(holds=True, steps=0)
    stage.next_frame(meanwhile=leave)
    assert not stage.next_frame()
    assert stage.halts == 1


def test_ctrl_c_ends_a_run_that_stands_still(stage: Stage):
    def interrupt() -> None:
        raise KeyboardInterrupt

    stage.shared.steer(holds=True, steps=0)
    with pytest.raises(KeyboardInterrupt):
        stage.next_frame(meanwhile=interrupt)
