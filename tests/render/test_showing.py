"""How often the viewer's loop draws, by a clock of its own."""

import math
from dataclasses import replace

import pytest

from muster.render.camera import home
from muster.render.live import standing_back
from muster.render.live.order import Order
from muster.render.none import Nothing
from muster.render.showing import FRAMES_PER_SECOND, LONGEST_PERIOD_S, show
from muster.render.testing import LENGTH_S, SampleSource

PERIOD_S = 1 / FRAMES_PER_SECOND


class Watched(SampleSource):
    """A run that is over after so many pictures; each takes ``costs_s`` of a processor and of the clock."""

    def __init__(self, pictures: int, costs_s: float, *, is_live: bool = True) -> None:
        super().__init__()
        self.pictures, self.costs_s, self.now, self.spent, self.pauses = pictures, costs_s, 0.0, 0.0, list[float]()
        self._is_run = is_live

    @property
    def is_live(self) -> bool:  # pyright: ignore[reportIncompatibleVariableOverride]
        return self._is_run and len(self.pauses) < self.pictures

    def frame(self, time: float):
        self.now, self.spent = self.now + self.costs_s, self.spent + self.costs_s
        return super().frame(time)

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.pauses.append(seconds)


def pauses(source: Watched, share: float, *, holds: bool = False) -> list[float]:
    """Show ``source`` and return how long the loop rested after each picture."""
    view = replace(home(source.scene), holds_run=holds, time=LENGTH_S - 0.3)
    show(source, Nothing(), view, share=share, clock=lambda: source.now, spent=lambda: source.spent, sleep=source.sleep)
    return source.pauses


def test_beside_a_run_pictures_take_their_share_of_a_processor_and_no_more():
    assert pauses(Watched(5, costs_s=0.02), share=0.25)[:4] == pytest.approx([0.06] * 4)


def test_pictures_that_are_cheap_come_at_full_rate():
    assert pauses(Watched(5, costs_s=0.002), share=0.25)[:4] == pytest.approx([PERIOD_S - 0.002] * 4)


def test_keys_are_answered_soon_however_dear_a_picture_is():
    assert pauses(Watched(5, costs_s=0.15), share=0.25)[:4] == pytest.approx([LONGEST_PERIOD_S - 0.15] * 4)


def test_a_run_that_stands_still_needs_no_rest():
    assert pauses(Watched(5, costs_s=0.01), share=0.25, holds=True)[:4] == pytest.approx([PERIOD_S - 0.01] * 4)


def test_a_recording_is_shown_at_full_rate():
    assert pauses(Watched(0, costs_s=0.01, is_live=False), share=0.25)[:4] == pytest.approx([PERIOD_S - 0.01] * 4)


@pytest.mark.parametrize(
    ("is_paced", "processors", "share", "threads"),
    [(False, 2, standing_back.SHARE, "0"), (True, 2, math.inf, None), (False, 16, math.inf, None)],
)
def test_a_viewer_stands_back_where_the_run_wants_every_processor(
    is_paced: bool, processors: int, share: float, threads: str | None, monkeypatch: pytest.MonkeyPatch
):
    environment, niceness = dict[str, str](), list[int]()
    monkeypatch.setattr(standing_back.os, "environ", environment)
    monkeypatch.setattr(standing_back.os, "nice", niceness.append, raising=False)
    order = Order("none", "AUTO", "", True, is_paced, processors, "", 1, 0)
    assert standing_back.stand_back(order) == share
    assert environment.get("LP_NUM_THREADS") == threads
    assert niceness == [standing_back.NICE]
