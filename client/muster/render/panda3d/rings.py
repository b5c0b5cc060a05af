"""A ring on the floor around somebody: white round the one selected, red round the threat. Found through everything."""

import numpy as np
from panda3d.core import NodePath, TransparencyAttrib

from muster.render.frame import Singles
from muster.render.geometry.solids import ring
from muster.render.palette import Colour
from muster.render.panda3d.geoms import geom_node
from muster.render.panda3d.sight import Sight

_SMALLEST = 11.0  # pixels: radius from afar
_INNER = 0.76  # of the radius
_FAINT = 0.35  # opacity
_OFF = 0.04  # metres above the floor


class Ring:
    """A ring of ``radius`` metres, hidden until it is placed: bright where it is in sight, else faint."""

    def __init__(self, parent: NodePath, colour: Colour, radius: float) -> None:
        self._radius = radius
        shape = ring((0.0, 0.0), 1.0, _INNER, 0.0, corners=32).reshape(-1, 3).astype(np.float32)
        rgba = np.tile(np.array([*colour, 255], np.uint8), (len(shape), 1))
        triangles = np.arange(len(shape), dtype=np.uint32).reshape(-1, 3)
        self._node = parent.attach_new_node("ring")
        self._node.set_depth_write(False)
        self._node.set_bin("fixed", 30)
        faint = self._node.attach_new_node(geom_node("faint", shape, rgba, triangles))
        faint.copy_to(self._node).set_name("bright")
        faint.set_depth_test(False)
        faint.set_transparency(TransparencyAttrib.M_alpha)
        faint.set_alpha_scale(_FAINT)
        self._node.hide()

    def place(self, feet: Singles, sight: Sight) -> None:
        """Show it round ``feet`` ``(3,)``, larger from afar so that it can be found."""
        away = float(np.linalg.norm(feet - sight.eye.position))
        self._node.set_scale(max(self._radius, _SMALLEST * away * sight.pixel))
        x, y, z = feet.tolist()
        self._node.set_pos(x, y, z + _OFF)
        self._node.show()

    def hide(self) -> None:
        """Show it no longer."""
        self._node.hide()
