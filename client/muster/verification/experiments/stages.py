"""The experiments' halls as buildings: corridors open at both ends, and a room with a bottleneck."""

from collections.abc import Callable
from dataclasses import dataclass

from muster.scenario.building import Building, RegionKind
from muster.scenario.persona import AgeBand
from muster.verification.experiments.measuring import Corners
from muster.verification.stages import OUTDOORS, box, building, opening, outside
from muster.world.arrays import Floats


@dataclass(frozen=True)
class Hall:
    """An experiment's geometry, and where it is measured.

    Attributes:
        building: as we simulate it. region: id of the region people enter into.
        exit_of: the exit of somebody last seen at ``(2,)`` metres.
        floor: what PedPy takes for walkable. area: where it measures density and speed.
        line: across which it counts people.
        width: metres, of the line.
        age_band: of those who took part.
    """

    building: Building
    region: str
    exit_of: Callable[[Floats], int]
    floor: Corners
    area: Corners
    line: tuple[tuple[float, float], tuple[float, float]]
    width: float
    age_band: AgeBand = AgeBand.ADULT


def corridor(width: float, west: float = -6.5, east: float = 5.5) -> Hall:
    """A corridor from ``west`` to ``east`` metres, measured over the 4 m in its middle; exits 0 west and 1 east."""
    middle = (west + east) / 2.0
    stage = building(
        [
            box("corridor", west, 0.0, east, width, RegionKind.CORRIDOR),
            outside("west", west - OUTDOORS, 0.0, west, width),
            outside("east", east, 0.0, east + OUTDOORS, width),
        ],
        [
            opening("corridor", "west", (west, 0.0), (west, width)),
            opening("corridor", "east", (east, 0.0), (east, width)),
        ],
    )
    return Hall(
        stage,
        "corridor",
        lambda last: int(last[0] > middle),
        floor=_rectangle(west, 0.0, east, width),
        area=_rectangle(middle - 2.0, 0.0, middle + 2.0, width),
        line=((middle, -0.3), (middle, width + 0.3)),  # heads lean over the walls
        width=width,
    )


def bottleneck(width: float, age_band: AgeBand = AgeBand.CHILD) -> Hall:
    """A room of 8 x 5.7 m north of a bottleneck 0.56 m long, as the school experiment of Wuppertal (2014) had it."""
    half, wall, north = width / 2.0, 0.295, 6.0
    stage = building(
        [
            box("room", -4.0, wall, 4.0, north),
            box("neck", -half, -0.26, half, wall, RegionKind.CORRIDOR),
            outside("yard", -4.0, -0.26 - OUTDOORS, 4.0, -0.26),
        ],
        [
            opening("room", "neck", (-half, wall), (half, wall)),
            opening("neck", "yard", (-half, -0.26), (half, -0.26)),
        ],
    )
    return Hall(
        stage,
        "room",
        lambda last: 0,
        floor=_rectangle(-4.0, -4.0, 4.0, north),
        area=_rectangle(-1.0, 0.6, 1.0, 2.1),
        line=((-half, 0.0), (half, 0.0)),
        width=width,
        age_band=age_band,
    )


def _rectangle(x1: float, y1: float, x2: float, y2: float) -> Corners:
    return ((x1, y1), (x2, y1), (x2, y2), (x1, y2))
