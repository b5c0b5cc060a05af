"""Region names set as large as their floor allows: on one to three lines, upright or turned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from muster.scenario.building import Point
from muster.scenario.geometry import contains, edges, to_boundary
from muster.scenario.plan.svg import View, group, text

_LARGEST, _SMALLEST = 11.0, 3.6  # page units
_WIDTH = 0.56  # of a letter, as a share of the font size
_LINE = 1.15
_STEPS = 12
_NAME = (3.0, 1.0)  # metres: half of what a name covers


@dataclass(frozen=True)
class _Setting:
    lines: tuple[str, ...]
    size: float
    turned: bool


def heart(polygon: Sequence[Point], avoid: Sequence[Point] = ()) -> Point:
    """Return a point well inside ``polygon``: of a grid, far from the outline and ``avoid``, near the middle."""
    xs, ys = zip(*polygon, strict=True)
    middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    grid = [
        (min(xs) + (max(xs) - min(xs)) * i / _STEPS, min(ys) + (max(ys) - min(ys)) * j / _STEPS)
        for i in range(1, _STEPS)
        for j in range(1, _STEPS)
    ]
    inside = [point for point in [middle, *grid] if contains(polygon, point)]

    def worth(point: Point) -> float:
        off_middle = abs(point[0] - middle[0]) + abs(point[1] - middle[1])
        covers = any(abs(point[0] - x) < _NAME[0] and abs(point[1] - y) < _NAME[1] for x, y in avoid)
        return min(to_boundary(point, polygon), 2.5) - 0.05 * off_middle - 0.8 * covers

    return max(inside, key=worth) if inside else polygon[0]


def label(name: str, polygon: Sequence[Point], at: Point, view: View, **style: str | float) -> str:
    """Return ``name`` written inside ``polygon`` around ``at``."""
    wide, high = _span(polygon, at, 0) * view.scale - 4, _span(polygon, at, 1) * view.scale - 4
    best = max(_settings(name, wide, high), key=lambda setting: setting.size * (0.75 if setting.turned else 1))
    size = max(best.size, _SMALLEST)
    x, y = view.at(at)
    first = y - (len(best.lines) - 1) * size * _LINE / 2
    lines = [text(line, (x, first + index * size * _LINE), size) for index, line in enumerate(best.lines)]
    turn = {"transform": f"rotate(-90 {x:.2f} {y:.2f})"} if best.turned else {}
    return group(lines, **style, **turn)


def _settings(name: str, wide: float, high: float) -> Iterator[_Setting]:
    for lines in _broken(name.split()):
        letters = max(len(line) for line in lines)
        for turned, (across, down) in ((False, (wide, high)), (True, (high, wide))):
            size = min(_LARGEST, across / (letters * _WIDTH), down / (len(lines) * _LINE))
            yield _Setting(lines, size, turned)


def _broken(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield every way to set ``words`` on one, two or three lines."""
    words = words[:8] or [""]
    for breaks in range(min(3, len(words))):
        for cuts in combinations(range(1, len(words)), breaks):
            ends = (0, *cuts, len(words))
            yield tuple(" ".join(words[a:b]) for a, b in pairwise(ends))


def _span(polygon: Sequence[Point], at: Point, axis: int) -> float:
    """Return how far one can go from ``at`` along ``axis`` both ways, evenly, inside ``polygon``."""
    other = 1 - axis
    hits = [
        a[axis] + (at[other] - a[other]) / (b[other] - a[other]) * (b[axis] - a[axis])
        for a, b in edges(polygon)
        if (a[other] > at[other]) != (b[other] > at[other])
    ]
    return 2 * min((abs(hit - at[axis]) for hit in hits), default=1.0)
