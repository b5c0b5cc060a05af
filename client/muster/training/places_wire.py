"""Pieces of a building to and from protobuf: those of ``muster.scene.v1``, with their numbers."""

from collections.abc import Iterable, Sequence

from muster.exercise.v1 import exercise_pb2 as pb
from muster.render.service.scene_wire import KINDS, BuildingWriter
from muster.scenario.building import (
    Building,
    DoorKind,
    Exit,
    Furniture,
    HidingSpot,
    MusterPoint,
    Point,
    Region,
    RegionKind,
    Storey,
    Wall,
)
from muster.scene.v1 import scene_pb2
from muster.training.told import DoorPiece, Pieces

_KIND_OF = {number: kind for kind, number in KINDS.items()}


def write_storeys(building: Building) -> Sequence[scene_pb2.Storey]:
    """Return all levels: there are lifts and stairs, so their number is no secret."""
    return BuildingWriter(building).storeys()


def write_pieces(pieces: Pieces, building: Building, into: pb.Places) -> None:
    """Write ``pieces`` of ``building``."""
    if not (pieces.regions or pieces.doors):
        return
    write = BuildingWriter(building)
    into.region_numbers.extend(number for number, _ in pieces.regions)
    into.regions.extend(write.region(region) for _, region in pieces.regions)
    into.door_numbers.extend(number for number, _ in pieces.doors)
    into.doors.extend(write.door(building.doors[number]) for number, _ in pieces.doors)
    into.exits.extend(_write_exit(number, exit) for number, exit in pieces.exits)
    into.hiding_spots.extend(write.spot(spot) for _, spot in pieces.hiding_spots)
    into.muster_points.extend(write.muster_point(point) for _, point in pieces.muster_points)
    into.walls.extend(map(write.wall, pieces.walls))
    into.furniture.extend(map(write.furniture, pieces.furniture))


def _write_exit(door: int, exit: Exit) -> scene_pb2.Exit:
    return scene_pb2.Exit(id=exit.id, name=exit.name, door=door, signed=exit.signed)


def read_pieces(told: pb.Places, storeys: Sequence[Storey]) -> Pieces:
    """Return what was written; ``storeys`` are those of the part."""
    regions = zip(told.region_numbers, told.regions, strict=False)
    doors = zip(told.door_numbers, told.doors, strict=False)
    return Pieces(
        regions=tuple((number, _read_region(region, storeys)) for number, region in regions),
        doors=tuple((number, _read_door(door)) for number, door in doors),
        exits=tuple((each.door, Exit(each.id, each.name, "", None, each.signed)) for each in told.exits),
        hiding_spots=tuple(
            (each.region, HidingSpot(each.id, "", (each.x_m, each.y_m), each.kind, each.capacity))
            for each in told.hiding_spots
        ),
        muster_points=tuple(
            (each.region, MusterPoint(each.id, each.name, "", (each.x_m, each.y_m), each.radius_m))
            for each in told.muster_points
        ),
        walls=tuple(Wall(_storey(storeys, each.storey), _points(each.line_m)) for each in told.walls),
        furniture=tuple(
            Furniture(_storey(storeys, each.storey), _points(each.outline_m), each.height_m, each.kind)
            for each in told.furniture
        ),
    )


def _read_region(region: scene_pb2.Region, storeys: Sequence[Storey]) -> Region:
    return Region(
        id=region.id,
        name=region.name,
        kind=_KIND_OF.get(region.kind, RegionKind.ROOM),
        storey=_storey(storeys, region.storey),
        polygon=_points(region.outline_m),
        rises_to=_storey(storeys, region.rises_to) if region.HasField("rises_to") else None,
    )


def _read_door(door: scene_pb2.Door) -> DoorPiece:
    (a, b), (first, second) = _points(door.segment_m), door.regions
    kind = DoorKind.DOOR if door.has_leaf else DoorKind.OPENING
    return DoorPiece(door.id, (first, second), (a, b), kind, door.swing if door.HasField("swing") else None)


def _storey(storeys: Sequence[Storey], number: int) -> str:
    return storeys[number].id


def _points(flat: Iterable[float]) -> tuple[Point, ...]:
    numbers = list(flat)
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))
