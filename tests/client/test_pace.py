"""What makes simulated time pass, and how it is held."""

from muster.client.pace import UNPACED, After, Held, WallClock


class Clock:
    """A wall clock on which time passes only in sleep."""

    def __init__(self) -> None:
        self.now, self.slept = 0.0, list[float]()

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.now += seconds


def wall_clock(clock: Clock, speed: float = 1.0) -> WallClock:
    return WallClock(speed, clock=lambda: clock.now, sleep=clock.sleep)


def test_time_spent_standing_still_is_not_caught_up_with():
    clock, holds = Clock(), False

    def stand_still() -> bool:
        clock.now += 60.0 if holds else 0.0
        return holds

    pace = Held(stand_still, wall_clock(clock))
    pace.wait(0.0)
    pace.wait(0.5)
    holds = True
    pace.wait(1.0)
    holds = False
    pace.wait(1.5)
    pace.wait(2.0)
    assert clock.slept == [0.5, 0.5, 0.5]


def test_a_run_that_nobody_holds_keeps_its_pace():
    clock = Clock()
    pace = Held(lambda: False, wall_clock(clock, speed=2.0))
    for time_s in (0.0, 1.0, 2.0):
        pace.wait(time_s)
    assert clock.slept == [0.5, 0.5]


def test_what_is_wrapped_begins_again_with_its_wrapper():
    clock = Clock()
    pace = After(lambda: True, Held(lambda: False, wall_clock(clock)))
    pace.wait(0.0)
    clock.now += 10.0
    pace.restart()
    pace.wait(0.1)
    pace.wait(0.2)
    assert clock.slept == [0.1]


def test_lockstep_has_nothing_to_begin_again():
    UNPACED.restart()
    UNPACED.wait(1.0)
