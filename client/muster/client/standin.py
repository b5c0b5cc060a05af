"""Somebody who decides in the place of minds that cannot be reached; the command line hands one over."""

from collections.abc import Callable

from muster.behavior.v1 import behavior_pb2 as pb
from muster.client.ledger import Ledger

StandIn = Callable[[pb.Person, pb.Mind, pb.Percept], pb.Decision]
"""Decides at once, from who somebody is, the state of their mind and what they perceive; marks it as a fallback."""


def decided(stand_in: StandIn, person: pb.Person, percept: pb.Percept, ledger: Ledger) -> pb.Decision:
    """Return what a stand-in decides, and keep the mind after it."""
    decision = stand_in(person, ledger.minds.of(percept.agent), percept)
    ledger.minds.decide(decision)
    return decision
