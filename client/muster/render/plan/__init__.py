"""The renderer ``pygame``: a plan of each storey, seen from above, with everybody on it."""

import os

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")  # pygame reads it while it is imported

from muster.render.plan.renderer import Plan

__all__ = ["Plan"]
