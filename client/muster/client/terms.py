"""On what terms minds are asked: which clock drives the run, and what happens when they cannot be asked."""

from dataclasses import dataclass

from muster.behavior.v1.vocabulary import Clock, OnModelLoss

SPEEDS = (0.25, 16.0)
"""Least and most simulated seconds in one of the wall clock."""

PATIENCE_S = 300.0
"""Wall seconds that a run in lockstep waits for a server or model that is gone, before it stops."""


@dataclass(frozen=True, slots=True)
class Terms:
    """One run's terms.

    Attributes:
        speed: simulated seconds in one of the wall clock; without meaning in lockstep.
        on_model_loss: in lockstep; in realtime what misses its deadline falls back.
        patience_s: wall seconds that ``WAIT`` waits.
    """

    clock: Clock = Clock.LOCKSTEP
    speed: float = 1.0
    on_model_loss: OnModelLoss = OnModelLoss.WAIT
    patience_s: float = PATIENCE_S


LOCKSTEP = Terms()
