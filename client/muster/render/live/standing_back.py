"""How far a viewer stands back, so that the run it shows is hardly slower for being watched."""

import math
import os

from muster.render.live.order import Order

NICE = 10
"""How far the viewer stands back where processors are few: the run comes first."""
ENOUGH = 4
"""Processors: run, minds and viewer want one each, and another is for the rest of the machine."""
SHARE = 0.25
"""Of one processor, for a viewer beside a run that goes as fast as it can where there are fewer."""


def stand_back(order: Order) -> float:
    """Let the run go first; return how much of one processor drawing may take while the run goes on.

    To be called before anything is drawn: software OpenGL counts its threads when it is loaded. A run that keeps the
    wall clock's time leaves processors unused, and its viewer may have those.
    """
    if hasattr(os, "nice"):
        os.nice(NICE)
    if order.is_paced or order.processors >= ENOUGH:
        return math.inf
    os.environ.setdefault("LP_NUM_THREADS", "0")  # llvmpipe's: none beside the one that draws
    return SHARE
