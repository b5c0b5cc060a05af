"""The colours and line widths of a plan, in page units."""

from collections.abc import Mapping

from muster.scenario.building import RegionKind

PAPER, TEXT, FAINT = "#ffffff", "#22303c", "#6b7885"
WALL, WALL_WIDTH = "#2b3640", 2.2
FENCE = "#b4c2b0"
LEAF = "#5d6b78"
FURNITURE, FURNITURE_EDGE = "#e4d8c4", "#bfae92"
EXIT = "#0a8f4e"
LOCKED = "#c8323c"
HIDING = "#7b4fb5"
ROUTE = "#d9363e"
NOTE = "#c2570c"
FLOOR: Mapping[RegionKind, str] = {
    RegionKind.ROOM: "#fdf8ec",
    RegionKind.CORRIDOR: "#e6edf4",
    RegionKind.STAIR: "#d5dce4",
    RegionKind.OUTSIDE: "#eaf2e4",
}
STAIR_HATCH = "#8794a1"
