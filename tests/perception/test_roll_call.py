"""Who calls the names, who answers, who is missing, and who saw them last."""

from dataclasses import replace

import pytest

from muster.perception.roll_call import RollCalls
from muster.perception.surroundings import Surroundings
from muster.scenario.persona import Duty
from muster.scenario.response import RollCall
from muster.world.events import Event, EventKind
from support.perceiving import Moment, person

WEST = 0
SECOND = 20  # ticks


class Point:
    """A muster point to which people come; each name takes a second."""

    def __init__(self, warden: Duty = Duty.WARDEN) -> None:
        cast = [person("ann", duty=warden), person("ben"), person("cy"), person("dee")]
        self.moment = Moment(cast)
        self.calls = RollCalls(
            RollCall(starts_after=2.0, seconds_a_name=1.0), self.moment.world, Surroundings(self.moment.world)
        )
        self.events: list[Event] = []

    def comes(self, *agents: int) -> "Point":
        world = self.moment.world
        self.events += self.calls.take([Event(world.tick, EventKind.ASSEMBLED, agent, WEST) for agent in agents])
        return self

    def wait(self, seconds: float) -> "Point":
        for _ in range(round(seconds * SECOND)):
            self.moment.world.tick += 1
            self.events += self.calls.take([])
        return self

    def found(self, agent: int) -> "Point":
        self.calls.take([Event(self.moment.world.tick, EventKind.FOUND, 0, agent)])
        return self

    def about(self, kind: EventKind) -> list[int]:
        return [event.other for event in self.events if event.kind is kind]


def test_somebody_on_duty_calls_the_names_of_all_and_those_there_answer():
    point = Point().comes(1, 0).wait(10.0)
    assert point.about(EventKind.ACCOUNTED) == [0, 1]
    assert point.about(EventKind.MISSED) == [2, 3]
    assert point.calls.is_over
    assert point.events[-1].text == "2 here, 2 of 4 at muster points, 2 missing"


def test_where_nobody_on_duty_is_nobody_calls():
    point = Point(Duty.VISITOR).comes(0, 1).wait(10.0)
    assert point.events == []
    assert point.calls.accounted == 2


def test_who_comes_later_is_struck_off_the_list_of_those_missing():
    point = Point().comes(0).wait(10.0).comes(2)
    assert point.about(EventKind.ACCOUNTED)[-1] == 2
    assert [each.person for each in point.calls.missing] == [1, 3]


def test_who_comes_while_names_are_called_is_not_missed():
    point = Point().comes(0).wait(4.5).comes(1).wait(10.0)
    assert sorted(point.about(EventKind.ACCOUNTED)) == [0, 1]
    assert point.about(EventKind.MISSED) == [2, 3]


@pytest.mark.parametrize("by_is_there", [True, False])
def test_those_there_tell_whom_they_saw_last_and_where(by_is_there: bool):
    point = Point()
    point.moment.stand(3, 23.0, 6.0, "b").world.tick = 5 * SECOND
    point.calls.sees(1, [3])
    point.comes(*((0, 1) if by_is_there else (0,))).wait(10.0)
    (dee,) = [each for each in point.calls.missing if each.person == 3]
    assert (dee.seen_at, dee.place, dee.by) == ((5.0, "B", 1) if by_is_there else (None, "", -1))


def test_who_is_found_by_responders_is_marked_so():
    before, after = Point().comes(0, 1, 2).found(3).wait(10.0), Point().comes(0, 1, 2).wait(10.0).found(3)
    for point in (before, after):
        assert [(each.person, each.found) for each in point.calls.missing] == [(3, True)]


def test_a_scenario_without_roll_call_has_none():
    moment = Point().moment
    assert moment.perception.roll_call is None
    assert replace(moment.world.scenario, roll_call=RollCall()).roll_call is not None
