"""Somebody who decides in the place of minds that cannot be reached; the command line hands one over."""

from collections.abc import Callable

from muster.behavior.v1 import behavior_pb2 as pb
from muster.client.ledger import Ledger

StandIn = Callable[[pb.Person, pb.Mind, pb.Percept], pb.Decision]
"""Decides at once, from who somebody is, the state of their mind and what they perceive; marks it as a fallback."""


def decided(stand_in: StandIn, person: pb.Person, asked: tuple[int, int], ledger: Ledger) -> pb.Decision:
    """Return what a stand-in decides on a percept, given by agent and ordinal, and have it count."""
    turn = ledger.history.turn(*asked)
    assert turn is not None, "only percepts that were sent are taken"
    decision = stand_in(person, ledger.history.mind_before(*asked), turn.asked())
    ledger.decide(decision)
    return decision
