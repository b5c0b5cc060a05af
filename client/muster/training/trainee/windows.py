"""The windows there are, by name."""

from muster.render.renderer import RenderError
from muster.training.trainee.window import TraineeWindow

NAMES = ("panda3d", "pygame")


def make_window(name: str) -> TraineeWindow:
    """Return a window, unopened; RenderError when there is none of that name."""
    if name == "panda3d":
        from muster.training.trainee.eyes.window import EyesWindow

        return EyesWindow()
    if name == "pygame":
        from muster.training.trainee.chart.window import ChartWindow

        return ChartWindow()
    raise RenderError(f"there is no window {name[:80]!r} to take part in; there are: {', '.join(NAMES)}")
