"""Whether the regions are proper floor: simple, large enough, beside and not over one another."""

from collections import defaultdict
from collections.abc import Iterator

from muster.scenario.building import Building, Region, RegionKind
from muster.scenario.finding import Finding, error
from muster.scenario.geometry import area, is_simple
from muster.scenario.overlap import overlap_area

_SMALLEST = 0.5  # m²: one person stands on it
_ROUNDING = 0.1  # m²: two centimetres along a five-metre wall


def floor_findings(building: Building) -> Iterator[Finding]:
    """Yield what is wrong with the shape of each region and with regions over one another."""
    sound: list[Region] = []
    for region in building.regions:
        where = f"region {region.id!r}"
        if not is_simple(region.polygon):
            yield error(where, "its outline crosses or touches itself; list its corners once each, going round")
        elif area(region.polygon) < _SMALLEST:
            size = f"{area(region.polygon):.2g} m²"
            yield error(where, f"has {size} of floor, less than {_SMALLEST} m²; enlarge it or leave it out")
        else:
            sound.append(region)
    yield from _overlaps(sound)


def _overlaps(regions: list[Region]) -> Iterator[Finding]:
    reported: set[tuple[str, str]] = set()
    for storey, level in _by_storey(regions).items():
        for a, b in _side_by_side(level):
            shared = overlap_area(a.polygon, b.polygon)
            if shared > _ROUNDING and (a.id, b.id) not in reported:
                reported.add((a.id, b.id))
                where = f"regions {a.id!r} and {b.id!r}"
                remedy = _remedy(a, b)
                yield error(where, f"share {shared:.2f} m² of floor on storey {storey!r}; {remedy}")


def _remedy(a: Region, b: Region) -> str:
    if RegionKind.STAIR in (a.kind, b.kind):
        return "cut the stair's outline out of both storeys it joins, flights side by side"
    return "move or trim one"


def _by_storey(regions: list[Region]) -> dict[str, list[Region]]:
    """Return the regions of each storey; a stair takes up floor on both storeys it joins."""
    levels: dict[str, list[Region]] = defaultdict(list)
    for region in regions:
        for storey in dict.fromkeys((region.storey, region.rises_to or region.storey)):
            levels[storey].append(region)
    return levels


def _side_by_side(regions: list[Region]) -> Iterator[tuple[Region, Region]]:
    """Yield the pairs whose extents from west to east meet."""
    spans = sorted(((min(p[0] for p in r.polygon), max(p[0] for p in r.polygon), r) for r in regions), key=_west)
    for index, (_, east, region) in enumerate(spans):
        for west, _, other in spans[index + 1 :]:
            if west >= east:
                break
            yield region, other


def _west(span: tuple[float, float, Region]) -> float:
    return span[0]
