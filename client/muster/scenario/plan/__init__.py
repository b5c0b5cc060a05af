"""Drawing a building as a plan, one panel a storey."""

from muster.scenario.plan.page import plan_svg

__all__ = ["plan_svg"]
