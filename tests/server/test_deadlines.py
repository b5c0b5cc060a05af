"""In realtime every percept is answered in time: by the model, or by the built-in mind, which says so."""

import asyncio
from dataclasses import dataclass, field

import numpy as np
import pytest

from muster.behavior.v1 import behavior_pb2 as pb
from muster.server.cast import Cast
from muster.server.engine import EngineUnreachable
from muster.server.errors import SessionError
from muster.server.pace import Pace, ServiceTime
from muster.server.tally import Tally
from muster.server.wire import read_percept
from server.asking import Heard, Talk, resources
from server.scenes import ALARMED, Scene, adult
from support.clocks import run
from support.slotted import Asked, Slotted, for_ever, turns

SPEED = 100.0  # a simulated second is 10 ms
OPENING = pb.Open(people=[adult()] * 40, clock=pb.CLOCK_REALTIME, speed=SPEED)


def at(time_s: float, left_s: float = 2.0, agent: int = 0, ordinal: int = 0, trigger: int = pb.TRIGGER_IDLE):
    more = {"time_s": time_s, "deadline_s": time_s + left_s, "trigger": trigger}
    return Scene(ALARMED, more=more).percept(agent, ordinal)


def test_a_model_that_is_late_is_replaced_in_time_and_its_slot_freed():
    backend, tally = Slotted(think=for_ever), Tally()

    async def talk() -> tuple[list[pb.Decision], float]:
        async with Talk(resources(backend, tally=tally), OPENING) as talk:
            began = asyncio.get_running_loop().time()
            await talk.tell(at(10.0))
            await talk.asking.finish()
            return talk.heard.decisions, asyncio.get_running_loop().time() - began

    decisions, took = run(talk())
    assert [(each.status, each.source) for each in decisions] == [(pb.STATUS_OK, pb.SOURCE_FALLBACK)]
    assert took < 0.2 and backend.stopped == [(0, 0)] and backend.running == 0
    assert tally.fallbacks == {"too late": 1}


def test_a_model_that_is_in_time_decides():
    async def talk() -> list[pb.Decision]:
        async with Talk(resources(Slotted()), OPENING) as talk:
            await talk.tell(at(10.0, left_s=500.0))
        return talk.heard.decisions

    assert [each.source for each in run(talk())] == [pb.SOURCE_MODEL]


def test_what_is_urgent_does_not_wait_for_what_is_not():
    may_go_on = asyncio.Event()

    async def first_waits(asked: Asked) -> None:
        if asked == (0, 0):
            await may_go_on.wait()

    backend = Slotted(slots=1, think=first_waits)

    async def talk() -> None:
        async with Talk(resources(backend), OPENING) as talk:
            await talk.tell(at(10.0, 900.0))
            await turns(5)
            await talk.tell(
                at(10.0, 500.0, 1),
                at(10.0, 500.0, 2, trigger=pb.TRIGGER_DONE),
                at(10.0, 700.0, 3, trigger=pb.TRIGGER_SALIENT),
                at(10.0, 600.0, 4, trigger=pb.TRIGGER_SALIENT),
            )
            may_go_on.set()

    run(talk())
    assert [query.percept.agent for query in backend.asked] == [0, 4, 3, 2, 1]


def test_a_percept_after_a_deadline_settles_the_one_before():
    """The client's clock may run ahead of ours; it must not wait for the model because of that."""
    backend = Slotted(think=for_ever)

    async def talk() -> list[pb.Decision]:
        async with Talk(resources(backend), OPENING) as talk:
            await talk.tell(at(10.0, 900.0))
            await turns(5)
            await talk.tell(at(911.0, 900.0, ordinal=1))
            await turns(5)
            return list(talk.heard.decisions)

    with pytest.raises(TimeoutError):  # the second would be decided in nine seconds
        run(asyncio.wait_for(talk(), 0.1))
    assert [query.percept.ordinal for query in backend.asked] == [0, 1]


def test_a_lost_model_is_replaced_at_once():
    backend, tally = Slotted(broken=EngineUnreachable("nobody answers")), Tally()

    async def talk() -> list[pb.Decision]:
        async with Talk(resources(backend, tally=tally), OPENING) as talk:
            await talk.tell(at(10.0, 900.0))
        return talk.heard.decisions

    assert [each.source for each in run(talk())] == [pb.SOURCE_FALLBACK]
    assert tally.fallbacks == {"model lost": 1}


def test_words_that_are_late_are_none():
    backend = Slotted(words_follow=True, find_words=for_ever)

    async def talk() -> list[pb.Words]:
        async with Talk(resources(backend), OPENING) as talk:
            await talk.tell(at(10.0))
        return talk.heard.words

    (words,) = run(talk())
    assert (words.utterance, words.source) == ("", pb.SOURCE_FALLBACK)
    assert backend.running == 0


def load(*, answers_s: float, urgent_s: float, routine_s: float, seconds: float) -> "Load":
    """Drive a model that can give ``answers_s`` a second, with 8 slots and uneven times, in realtime."""
    rng, came = np.random.default_rng(4), Load()
    times = iter((8 / answers_s) * rng.gamma(9.0, 1 / 9.0, 100_000))
    backend = Slotted(slots=8, think=lambda asked: asyncio.sleep(next(times)))

    async def talk() -> None:
        opening = pb.Open(people=[adult()] * 1000, clock=pb.CLOCK_REALTIME, speed=1.0)
        async with Talk(resources(backend, tally=came.tally), opening) as talk:
            now, ordinal = 0.0, 0
            while now < seconds:
                pause = float(rng.exponential(1 / (urgent_s + routine_s)))
                await asyncio.sleep(pause)
                now, ordinal = now + pause, ordinal + 1
                is_urgent = rng.random() < urgent_s / (urgent_s + routine_s)
                trigger = pb.TRIGGER_SALIENT if is_urgent else pb.TRIGGER_IDLE
                agent, left_s = ordinal % 1000, float(rng.uniform(1.0, 3.0))
                came.urgent |= {(agent, ordinal)} if is_urgent else set()
                await talk.tell(at(now, left_s, agent, ordinal, trigger))
                came.longest = max(came.longest, came.tally.queued)
        came.heard = talk.heard

    run(talk())
    assert backend.running == 0 and came.tally.queued == 0
    return came


@dataclass
class Load:
    tally: Tally = field(default_factory=Tally)
    heard: Heard = field(default_factory=Heard)
    urgent: set[Asked] = field(default_factory=set[Asked])
    longest: int = 0

    def share(self, keys: set[Asked]) -> float:
        """Of those, the share that is the model's; all are in time."""
        chosen = [each for key, each in self.heard.by_key.items() if key in keys]
        return sum(each.source == pb.SOURCE_MODEL for each in chosen) / len(chosen)


def test_beyond_what_a_model_can_do_it_still_does_as_much_as_it_can():
    """Four times the load: were nothing given up in time, most answers would come just too late, and 14 % count."""
    came = load(answers_s=50.0, urgent_s=0.0, routine_s=200.0, seconds=20.0)
    assert came.share(set(came.heard.by_key)) > 0.8 * 0.25


def test_urgent_decisions_within_what_a_model_can_do_are_its_own_whatever_else_is_asked():
    came = load(answers_s=50.0, urgent_s=40.0, routine_s=160.0, seconds=20.0)
    assert came.share(came.urgent) >= 0.95
    assert came.longest < 600, "about three seconds' worth of percepts: those older have been answered"


def test_time_left_is_divided_by_speed_and_leaves_a_margin():
    percept = read_percept(at(10.0, 8.0))
    assert Pace(1.0).expires_at(percept, 100.0) == pytest.approx(107.95)
    assert Pace(16.0).expires_at(percept, 100.0) == pytest.approx(100.45)
    assert Pace(16.0).expires_at(read_percept(at(10.0, 0.8)), 100.0) == pytest.approx(100.04)
    assert Pace(1.0).expires_at(read_percept(at(10.0, -5.0)), 100.0) == 100.0


def test_hope_returns_after_slow_answers():
    service_time = ServiceTime()
    service_time.took(5.0)
    tries = next(k for k in range(1000) if not service_time.is_hopeless(1.0))
    assert 50 < tries < 200


def test_a_clock_without_speed_is_refused():
    with pytest.raises(SessionError, match="speed is 0"):
        Cast.from_open(pb.Open(clock=pb.CLOCK_REALTIME))
