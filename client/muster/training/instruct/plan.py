"""What stands still, as ``muster.scene.v1`` tells it, for the scripts that draw plans on our pages; metres."""

from collections.abc import Iterable, Sequence

from muster.scene.v1 import scene_pb2 as pb

MARGIN = 2.5  # metres around whatever must be seen, as on the page of a recording
_KINDS = {
    pb.REGION_KIND_ROOM: "room",
    pb.REGION_KIND_CORRIDOR: "corridor",
    pb.REGION_KIND_STAIR: "stair",
    pb.REGION_KIND_OUTSIDE: "outside",
}
Plain = dict[str, object]


def storeys(building: pb.Building) -> list[Plain]:
    """Return what there is on each storey and the rectangle that shows it; a stair is on both storeys it joins."""
    return [_storey(building, number) for number in range(len(building.storeys))]


def doors(building: pb.Building) -> list[Plain]:
    """Return the doors in the building's order; ``storeys`` are those on which a door is drawn, if any."""
    exits = {way.door: way.name for way in building.exits}
    return [
        {
            "id": door.id,
            "between": [building.regions[region].name for region in door.regions],
            "line": _rounded(door.segment_m),
            "leaf": door.has_leaf,
            "exit": exits.get(number, ""),
            "storeys": _storeys_of(building, door),
        }
        for number, door in enumerate(building.doors)
    ]


def _storey(building: pb.Building, number: int) -> Plain:
    here = [(index, region) for index, region in enumerate(building.regions) if number in _reach(region)]
    here.sort(key=lambda each: each[1].kind != pb.REGION_KIND_OUTSIDE)  # what lies outside is drawn first
    musters = [point for point in building.muster_points if building.regions[point.region].storey == number]
    return {
        "name": building.storeys[number].id,
        "regions": [_region(index, region) for index, region in here],
        "furniture": [_rounded(piece.outline_m) for piece in building.furniture if piece.storey == number],
        "walls": [_rounded(wall.line_m) for wall in building.walls if wall.storey == number],
        "musters": [
            {"name": point.name, "at": _rounded([point.x_m, point.y_m]), "radius": point.radius_m} for point in musters
        ],
        "box": _box((region for _, region in here), musters),
    }


def _region(index: int, region: pb.Region) -> Plain:
    kind = _KINDS.get(region.kind, "room")
    return {
        "id": region.id,
        "number": index,
        "name": region.name,
        "kind": kind,
        "ring": _rounded(region.outline_m),
    }


def _reach(region: pb.Region) -> set[int]:
    return {region.storey, region.rises_to} if region.HasField("rises_to") else {region.storey}


def _storeys_of(building: pb.Building, door: pb.Door) -> list[int]:
    """Return where a door is: on the storey both its regions have in common, else on that of the first.

    What joins two outside regions stands in no wall, and is nowhere.
    """
    first, second = (building.regions[region] for region in door.regions)
    if first.kind == second.kind == pb.REGION_KIND_OUTSIDE:
        return []
    return sorted(_reach(first) & _reach(second)) or [first.storey]


def _box(regions: Iterable[pb.Region], musters: Iterable[pb.MusterPoint]) -> list[float]:
    """Return the rectangle around all floors inside and the places where people assemble, with a margin."""
    inside = [region.outline_m for region in regions if region.kind != pb.REGION_KIND_OUTSIDE]
    xs = [x for ring in inside for x in ring[::2]] + [point.x_m for point in musters]
    ys = [y for ring in inside for y in ring[1::2]] + [point.y_m for point in musters]
    if not xs:
        return [0.0, 0.0, 1.0, 1.0]
    return _rounded([min(xs) - MARGIN, min(ys) - MARGIN, max(xs) + MARGIN, max(ys) + MARGIN])


def _rounded(values: Sequence[float]) -> list[float]:
    return [round(value, 2) for value in values]
