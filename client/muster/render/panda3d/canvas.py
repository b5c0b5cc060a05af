"""Where the scene is drawn: straight into the window, or smoothed in a buffer that then fills the window."""

from panda3d.core import CardMaker, FrameBufferProperties, GraphicsBuffer, NodePath, Texture

from muster.render.panda3d.engine import Engine

_SAMPLES = 4  # a pixel, where edges are smoothed


class Canvas:
    """The picture of the scene, below the HUD.

    A smaller buffer for slow machines would not pay: to spread one over the window takes a rasteriser in software ten
    times as long as to draw the building at full size.
    """

    def __init__(self, engine: Engine) -> None:
        self._base = engine.base
        self._buffer: GraphicsBuffer | None = None
        self._card = NodePath("no card")
        if not engine.hurries:
            self._smooth()

    @property
    def size(self) -> tuple[int, int]:
        """The window's width and height, pixels; one rolled up has none, but pictures need a pixel."""
        return max(self._base.win.get_x_size(), 1), max(self._base.win.get_y_size(), 1)

    def follow(self) -> None:
        """Take the size that the window has now."""
        if self._buffer is not None and (self._buffer.get_x_size(), self._buffer.get_y_size()) != self.size:
            self._buffer.set_size(*self.size)

    def close(self) -> None:
        """Let go of the buffer."""
        self._card.remove_node()
        if self._buffer is not None:
            self._base.graphics_engine.remove_window(self._buffer)
            self._buffer = None

    def _smooth(self) -> None:
        """Draw into a buffer; where this driver has none to give, the window has to do."""
        texture = Texture("scene")
        wishes = FrameBufferProperties()
        wishes.set_rgba_bits(8, 8, 8, 8)
        wishes.set_depth_bits(24)
        wishes.set_multisamples(_SAMPLES)
        window = self._base.win
        buffer = window.make_texture_buffer("scene", *self.size, texture, False, wishes)
        if not isinstance(buffer, GraphicsBuffer):
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
