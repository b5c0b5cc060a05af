"""Where the scene is drawn: straight into the window, or into a buffer that then fills the window."""

from panda3d.core import CardMaker, FrameBufferProperties, GraphicsBuffer, GraphicsOutput, NodePath, Texture

from muster.render.panda3d.engine import Engine

_LARGEST = (960, 540)  # pixels: what software draws in time; see benchmarks/rendering.py
_SAMPLES = 4  # a pixel, where edges are smoothed


class Canvas:
    """The picture of the scene, below the HUD.

    Attributes:
        size: of what is drawn, pixels.
    """

    def __init__(self, engine: Engine) -> None:
        self._base, self._hurries = engine.base, engine.hurries
        self.size = self._wanted()
        self._buffer: GraphicsOutput | None = None
        self._card = NodePath("no card")
        if not self._hurries or self.size != self._window():
            self._fill_window_from_buffer()

    def follow(self) -> None:
        """Take the size that the window has now."""
        wanted = self._wanted()
        if wanted == self.size:
            return
        self.size = wanted
        if isinstance(self._buffer, GraphicsBuffer):
            self._buffer.set_size(*wanted)
        elif wanted != self._window():
            self._fill_window_from_buffer()

    def close(self) -> None:
        """Let go of the buffer."""
        self._card.remove_node()
        if self._buffer is not None:
            self._base.graphics_engine.remove_window(self._buffer)
            self._buffer = None

    def _window(self) -> tuple[int, int]:
        """Return the window's size; one rolled up has none, but pictures need a pixel."""
        return max(self._base.win.get_x_size(), 1), max(self._base.win.get_y_size(), 1)

    def _wanted(self) -> tuple[int, int]:
        width, height = self._window()
        if not self._hurries:
            return width, height
        scale = min(_LARGEST[0] / width, _LARGEST[1] / height, 1.0)
        return max(round(width * scale), 1), max(round(height * scale), 1)

    def _fill_window_from_buffer(self) -> None:
        texture = Texture("scene")
        texture.set_minfilter(Texture.FT_linear)
        texture.set_magfilter(Texture.FT_linear)
        wishes = FrameBufferProperties()
        wishes.set_rgba_bits(8, 8, 8, 8)
        wishes.set_depth_bits(24)
        wishes.set_multisamples(0 if self._hurries else _SAMPLES)
        window = self._base.win
        buffer = window.make_texture_buffer("scene", *self.size, texture, False, wishes)
        if not buffer:  # this driver has none to give: the window has to do, smoothed or not
            self.size = self._window()
            return
        self._buffer = buffer
        buffer.set_sort(-1)
        buffer.set_clear_color(window.get_clear_color())
        self._base.camNode.get_display_region(0).set_active(False)
        buffer.make_display_region().set_camera(self._base.cam)
        self._hang(texture)

    def _hang(self, texture: Texture) -> None:
        card = CardMaker("scene")
        card.set_frame_fullscreen_quad()
        self._card = self._base.render2d.attach_new_node(card.generate())
        self._card.set_texture(texture)
        self._card.set_bin("background", 0)
        self._card.set_depth_test(False)
        self._card.set_depth_write(False)
