"""The window itself."""

from collections.abc import Sequence

from muster.render.display import has_display
from muster.render.panda3d.engine import Engine, open_engine
from muster.render.panda3d.picture import grabbed
from muster.render.renderer import Picture as Pixels
from muster.render.renderer import RenderError, Settings
from muster.training.trainee.eyes.controls import Controls
from muster.training.trainee.eyes.overlay import Overlay
from muster.training.trainee.eyes.stage import Stage
from muster.training.trainee.window import Given, Picture


class EyesWindow:
    """A ``TraineeWindow`` drawn with Panda3D; ``offscreen`` for pictures without a display."""

    def __init__(self, *, offscreen: bool = False) -> None:
        self._offscreen = offscreen
        self._engine: Engine | None = None

    def open(self, title: str, size: tuple[int, int]) -> None:
        """Open; ``RenderError`` when there is no display or nothing that draws."""
        if not self._offscreen and not has_display():
            raise RenderError(
                "there is no display here to take part on (neither DISPLAY nor WAYLAND_DISPLAY is set); join from a "
                "machine with a screen, or play by script with --bot"
            )
        self._engine = engine = open_engine(Settings(size[0], size[1], offscreen=self._offscreen))
        self._stage = Stage(engine)
        self._overlay = Overlay(engine.base)
        self._controls = Controls(engine.base, title)

    def draw(self, picture: Picture) -> Sequence[Given]:
        """Draw one moment and return what hands did."""
        assert self._engine is not None, "a window is drawn in after it has opened"
        sight = self._stage.show(picture)
        self._overlay.show(picture, sight)
        words = picture.words
        self._controls.look_around(is_wanted=words.card is None and words.typing is None)
        self._engine.base.task_mgr.step()
        return self._controls.given()

    def pixels(self) -> Pixels:
        """Return what was drawn last."""
        assert self._engine is not None
        return grabbed(self._engine.base.win)

    def close(self) -> None:
        """Close it."""
        if self._engine is not None:
            self._controls.close()
            self._overlay.close()
            self._stage.close()
            self._engine.close()
            self._engine = None
