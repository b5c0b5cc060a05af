"""Percepts to ask minds about, and a scripted mind to stand in for all of them."""

from collections.abc import Sequence

import numpy as np

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1.vocabulary import CueKind, Gait, Knowing, Source, Tie, Trigger, Volume
from muster.client.decision import Decision, MindInfo, Reflection
from muster.client.history import History
from muster.perception.percept import FEATURES, Cue, Option, Percept, PersonNearby, ThreatBelief
from muster.scenario.persona import Persona
from muster.scenario.scenario import Scenario
from muster.world.acts import Act, Intent

SHOT = Cue(CueKind.SHOT, 60, "the lobby", 30.0)


def percept(agent: int = 0, ordinal: int = 0, *, options: int = 20, cues: tuple[Cue, ...] = (SHOT,)) -> Percept:
    """A percept at 5 s (tick 100 of 0.05 s) of somebody who has heard a shot and sees one other person."""
    offered = [Option(f"go:{i}", f"Go to room {i}, 12 m away", Intent(Act.GO, i)) for i in range(options)]
    return Percept(
        agent=agent,
        ordinal=ordinal,
        draw_key=2**64 - 1 - 1000 * agent - ordinal,
        tick=100,
        effect_tick=130,
        trigger=Trigger.SALIENT,
        place="the south corridor",
        health=1,
        hidden=False,
        outside=False,
        doing="carrying on as usual",
        threat=ThreatBelief(Knowing.HEARD, 2.0, 30.0, "the lobby", in_sight=False),
        cues=cues,
        people=(PersonNearby(1, 2.5, Tie.FRIEND, "staying put", 1),),
        options=tuple(offered),
        features=np.linspace(0.0, 1.0, options * FEATURES, dtype=np.float32).reshape(options, FEATURES),
        noise=60.0,
        crowding=0.25,
    )


class ScriptedLink:
    """A mind link that answers at once: always option ``choice``, at a walk, and says ``says`` the first time."""

    def __init__(self, choice: int = 0, says: str = "") -> None:
        self._choice, self._says = choice, says
        self.sent: list[Percept] = []
        self.closed = False

    def open(self, scenario: Scenario, cast: Sequence[Persona], seed: int, past: History | None = None) -> MindInfo:
        return MindInfo("scripted", "", is_language_model=False, version="0", address="here")

    def send(self, percepts: Sequence[Percept]) -> list[bytes]:
        self.sent += percepts
        messages = [pb.Percept(agent=percept.agent, ordinal=percept.ordinal) for percept in percepts]
        return [message.SerializeToString() for message in messages]

    def take(self, agent: int, ordinal: int) -> tuple[Decision, bytes]:
        asked = next(each for each in self.sent if (each.agent, each.ordinal) == (agent, ordinal))
        option = min(self._choice, len(asked.options) - 1)
        certain = tuple(float(i == option) for i in range(len(asked.options)))
        says, self._says = self._says, ""
        decision = Decision(
            agent, ordinal, True, "", option, certain, Gait.WALK, Source.BUILTIN, says, Volume.TALK, "", "", 0.0, (), 0
        )
        return decision, b""

    def take_words(self, agent: int, ordinal: int) -> tuple[Reflection, bytes]:
        raise AssertionError("no words follow what this link decides")

    def close(self) -> None:
        self.closed = True
