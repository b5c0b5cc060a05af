"""Finding the way: a building compiled to arrays, fields that lead through rooms, routes over doors, and sound."""

from muster.world.navigation.plan import FloorPlan, compile_plan
from muster.world.navigation.routes import Goal, Router, Step

__all__ = ["FloorPlan", "Goal", "Router", "Step", "compile_plan"]
