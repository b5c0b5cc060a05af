"""The framebuffer as an array."""

import numpy as np
from panda3d.core import GraphicsOutput

from muster.render.renderer import Picture


def grabbed(window: GraphicsOutput) -> Picture:
    """Return ``(h, w, 3)`` what ``window`` shows, the upper row first."""
    texture = window.get_screenshot()
    width, height, parts = texture.get_x_size(), texture.get_y_size(), texture.get_num_components()
    image = np.frombuffer(texture.get_ram_image().get_data(), np.uint8).reshape(height, width, parts)
    return np.ascontiguousarray(image[::-1, :, 2::-1])
