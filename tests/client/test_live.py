"""In realtime nobody waits: what is not there when it is due comes from a stand-in, and says so."""

import threading
from pathlib import Path

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1.vocabulary import Clock, Source
from muster.client.live import LiveLink
from muster.client.pace import WallClock
from muster.client.terms import Terms
from muster.scenario.population import people
from muster.scenario.scenario_file import load_scenario
from muster.server.embedded import EmbeddedServer
from support.minds import percept

SCHOOL = load_scenario("school-intruder", agents=12)
CAST = people(SCHOOL)


def stand_in(person: pb.Person, mind: pb.Mind, percept: pb.Percept) -> pb.Decision:
    return pb.Decision(
        agent=percept.agent,
        ordinal=percept.ordinal,
        status=pb.STATUS_OK,
        source=pb.SOURCE_FALLBACK,
        mind=pb.Mind(agent=percept.agent, mood=mind.mood, memory=[*mind.memory, "0:05 I made do."]),
    )


class Notices:
    """What the link told, and a way to wait for it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._told = threading.Condition()

    def __call__(self, text: str) -> None:
        with self._told:
            self.texts.append(text)
            self._told.notify_all()

    def wait_for(self, word: str) -> None:
        with self._told:
            assert self._told.wait_for(lambda: any(word in text for text in self.texts), timeout=10), self.texts


def test_a_server_that_dies_and_comes_back(tmp_path: Path):
    address, notices = f"unix:{tmp_path}/minds.sock", Notices()
    link = LiveLink(address, terms=Terms(Clock.REALTIME), stand_in=stand_in, notice=notices)
    with EmbeddedServer(address=address):
        mind = link.open(SCHOOL, CAST, seed=0)
        assert mind.backend == "builtin"
    notices.wait_for("lost")
    link.send([percept(3, 0)])
    decision, message = link.take(3, 0)
    assert decision.source is Source.FALLBACK and decision.memory == ("0:05 I made do.",)
    assert pb.Decision.FromString(message).source == pb.SOURCE_FALLBACK

    link.send([percept(3, 1)])  # asked while nobody is there, answered by whoever comes
    with EmbeddedServer(address=address):
        notices.wait_for("is back")
        later = until_answered(link, 3, 2)
        assert later.source is Source.BUILTIN
        assert "0:05 I made do." in later.memory
        link.close()
    link.close()


def until_answered(link: LiveLink, agent: int, ordinal: int):
    """Ask again with new percepts until the server answers one in time."""
    pause = threading.Event()
    for number in range(ordinal, ordinal + 100):
        link.send([percept(agent, number)])
        pause.wait(0.05)
        decision, _ = link.take(agent, number)
        if decision.source is not Source.FALLBACK:
            return decision
    raise AssertionError("the server never answered in time")


def test_the_wall_clock_holds_steps_back_and_counts_late_ones():
    now, slept = [100.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(round(seconds, 9))
        now[0] += seconds

    pace = WallClock(2.0, clock=lambda: now[0], sleep=sleep)
    pace.wait(3.0)  # the first call sets the clock: a run that is resumed begins at 3 s
    pace.wait(4.0)
    assert (slept, pace.late) == ([0.5], 0)
    now[0] += 0.6  # a step that took too long
    pace.wait(5.0)
    assert (slept, pace.late) == ([0.5], 1)
    assert abs(pace.worst_s - 0.1) < 1e-9
    pace.wait(6.0)
    assert [round(seconds, 6) for seconds in slept] == [0.5, 0.4]
