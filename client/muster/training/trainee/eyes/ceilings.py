"""Ceilings, which a building seen from above has none of."""

import numpy as np
from panda3d.core import NodePath

from muster.render.geometry.solids import plate
from muster.render.palette import Colour
from muster.render.panda3d.geoms import geom_node
from muster.scenario.building import Building, RegionKind

_COLOUR: Colour = (186, 188, 186)
_BELOW = 0.01  # metres under the top of the storey, so that it does not flicker with the floor above


def ceilings(parent: NodePath, building: Building) -> None:
    """Draw a ceiling over every region indoors but stairs, to be seen from below."""
    tops = {storey.id: storey.elevation + storey.height - _BELOW for storey in building.storeys}
    covered = [each for each in building.regions if each.kind in (RegionKind.ROOM, RegionKind.CORRIDOR)]
    if not covered:
        return
    corners = np.concatenate([plate(region.polygon, tops[region.storey])[:, ::-1] for region in covered])
    vertices = corners.reshape(-1, 3).astype(np.float32)
    rgba = np.tile(np.array([*_COLOUR, 255], np.uint8), (len(vertices), 1))
    triangles = np.arange(len(vertices), dtype=np.uint32).reshape(-1, 3)
    parent.attach_new_node(geom_node("ceilings", vertices, rgba, triangles))
