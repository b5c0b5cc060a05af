"""The renderer ``web``: the scene and its panels in any number of browsers at once, by way of viser."""

from muster.render.web.renderer import Web

__all__ = ["Web"]
