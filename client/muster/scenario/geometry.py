"""Plane geometry on tuples of points: areas, distances, overlaps. Metres; polygons without a repeated last point."""

from collections.abc import Iterator, Sequence

from muster.scenario.building import Point

Segment = tuple[Point, Point]
_SAME = 1e-9  # metres: below it two coordinates are one


def edges(polygon: Sequence[Point]) -> Iterator[Segment]:
    """Yield the sides of ``polygon`` in order, the closing one last."""
    return zip(polygon, [*polygon[1:], polygon[0]], strict=True)


def signed_area(polygon: Sequence[Point]) -> float:
    """Return the area in m², positive when the points run anticlockwise."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in edges(polygon)) / 2


def area(polygon: Sequence[Point]) -> float:
    """Return the area in m²."""
    return abs(signed_area(polygon))


def cross(origin: Point, a: Point, b: Point) -> float:
    """Return twice the signed area of the triangle; positive when ``b`` lies left of the way from origin to ``a``."""
    return (a[0] - origin[0]) * (b[1] - origin[1]) - (a[1] - origin[1]) * (b[0] - origin[0])


def length(segment: Segment) -> float:
    """Return the length in metres."""
    (ax, ay), (bx, by) = segment
    return ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5


def along(segment: Segment, share: float) -> Point:
    """Return the point ``share`` (0..1) of the way along ``segment``."""
    (ax, ay), (bx, by) = segment
    return ax + (bx - ax) * share, ay + (by - ay) * share


def distance(point: Point, segment: Segment) -> float:
    """Return the distance in metres from ``point`` to the nearest point of ``segment``."""
    (ax, ay), (bx, by) = segment
    squared = length(segment) ** 2
    if squared < _SAME**2:
        return length((point, segment[0]))
    share = ((point[0] - ax) * (bx - ax) + (point[1] - ay) * (by - ay)) / squared
    return length((point, along(segment, min(1.0, max(0.0, share)))))


def to_boundary(point: Point, polygon: Sequence[Point]) -> float:
    """Return the distance in metres from ``point`` to the nearest side of ``polygon``."""
    return min(distance(point, edge) for edge in edges(polygon))


def contains(polygon: Sequence[Point], point: Point) -> bool:
    """Return whether ``point`` lies inside ``polygon``, by the even-odd rule."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in edges(polygon):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            inside = not inside
    return inside


def touches(a: Segment, b: Segment) -> bool:
    """Return whether two segments have a point in common, ends included."""
    if crosses(a, b):
        return True
    ends = ((a[0], b), (a[1], b), (b[0], a), (b[1], a))
    return any(distance(point, segment) < _SAME for point, segment in ends)


def crosses(a: Segment, b: Segment) -> bool:
    """Return whether two segments cross in the inside of both."""
    return (
        cross(a[0], a[1], b[0]) * cross(a[0], a[1], b[1]) < 0 and cross(b[0], b[1], a[0]) * cross(b[0], b[1], a[1]) < 0
    )


def shared_length(a: Segment, b: Segment, within: float) -> float:
    """Return how many metres of ``a`` run along ``b``, never further than ``within`` from its line."""
    span = length(b)
    if span < _SAME or any(abs(cross(b[0], b[1], point)) / span > within for point in a):
        return 0.0
    ux, uy = (b[1][0] - b[0][0]) / span, (b[1][1] - b[0][1]) / span
    low, high = sorted((x - b[0][0]) * ux + (y - b[0][1]) * uy for x, y in a)
    return max(0.0, min(high, span) - max(low, 0.0))


def is_simple(polygon: Sequence[Point]) -> bool:
    """Return whether no side of ``polygon`` is a point, touches another or folds back on its neighbour."""
    sides = list(edges(polygon))
    if any(length(side) < _SAME for side in sides):
        return False
    for i, a in enumerate(sides):
        for j in range(i + 1, len(sides)):
            b = sides[j]
            if j == i + 1 or (i == 0 and j == len(sides) - 1):
                if _folds_back(a, b) if j == i + 1 else _folds_back(b, a):
                    return False
            elif touches(a, b):
                return False
    return True


def _folds_back(a: Segment, b: Segment) -> bool:
    """Return whether ``b``, which starts where ``a`` ends, runs back along it."""
    (ax, ay), (bx, by) = a
    (_, _), (cx, cy) = b
    along_a = (bx - ax) * (cx - bx) + (by - ay) * (cy - by)
    return abs(cross(a[0], a[1], b[1])) <= _SAME * length(a) and along_a < 0
