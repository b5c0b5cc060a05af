"""What lies flat over the picture of the 3D renderer: panels, timeline, help, and labels over people."""

from muster.render.panda3d.hud.hud import Hud

__all__ = ["Hud"]
