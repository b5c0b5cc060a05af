"""What stands still, as protobuf: places by their number in the building's lists."""

from collections.abc import Iterator, Sequence
from itertools import chain

from muster.recording.rows import PersonRow
from muster.render.meshes import MATERIAL_COLOURS, Mesh
from muster.render.scene import Scene
from muster.scenario.building import (
    Building,
    Door,
    DoorKind,
    Exit,
    Furniture,
    HidingSpot,
    MusterPoint,
    Point,
    Region,
    RegionKind,
    Wall,
)
from muster.scenario.persona import Duty
from muster.scene.v1 import scene_pb2 as pb

KINDS = {
    RegionKind.ROOM: pb.REGION_KIND_ROOM,
    RegionKind.CORRIDOR: pb.REGION_KIND_CORRIDOR,
    RegionKind.STAIR: pb.REGION_KIND_STAIR,
    RegionKind.OUTSIDE: pb.REGION_KIND_OUTSIDE,
}
_DUTIES = {
    Duty.PUPIL.value: pb.DUTY_PUPIL,
    Duty.STAFF.value: pb.DUTY_STAFF,
    Duty.WARDEN.value: pb.DUTY_WARDEN,
    Duty.SECURITY.value: pb.DUTY_SECURITY,
    Duty.VISITOR.value: pb.DUTY_VISITOR,
    Duty.RESPONDER.value: pb.DUTY_RESPONDER,
}


def write_scene(scene: Scene, *, is_live: bool, end: float) -> pb.GetSceneResponse:
    """Return all that a viewer needs before the first moment."""
    return pb.GetSceneResponse(
        title=scene.title,
        mind=scene.mind,
        step_s=scene.dt,
        is_live=is_live,
        end_s=end,
        people=_people(scene),
        intruders=scene.threats,
        building=BuildingWriter(scene.building).building(),
        fire_region=None if scene.fire < 0 else scene.fire,
    )


def write_mesh(mesh: Mesh) -> pb.GetMeshesResponse:
    """Return the triangles of one storey and material."""
    red, green, blue = MATERIAL_COLOURS[mesh.material]
    return pb.GetMeshesResponse(
        storey=mesh.storey,
        material=mesh.material.value,
        positions_m=mesh.vertices.astype("<f4").tobytes(),
        normals=mesh.normals.astype("<f4").tobytes(),
        corners=mesh.triangles.astype("<u4").tobytes(),
        colour=red << 16 | green << 8 | blue,
    )


def _people(scene: Scene) -> Iterator[pb.Person]:
    statures, seated = scene.stature.tolist(), scene.seated.tolist()
    return map(_person, scene.people, statures, seated)


def _person(row: PersonRow, stature: float, seated: bool) -> pb.Person:
    return pb.Person(
        id=row.id,
        name=row.name,
        role=row.role,
        duty=_DUTIES.get(row.duty, pb.DUTY_UNSPECIFIED),
        age=row.age,
        stature_m=stature,
        uses_wheelchair=seated,
    )


def _flat(points: Sequence[Point]) -> list[float]:
    return [*chain.from_iterable(points)]


class BuildingWriter:
    """Writes one building; knows the numbers of its places."""

    def __init__(self, building: Building) -> None:
        self._building = building
        self._storeys = {storey.id: i for i, storey in enumerate(building.storeys)}
        self._regions = {region.id: i for i, region in enumerate(building.regions)}
        self._doors = {door.id: i for i, door in enumerate(building.doors)}
        self._muster_points = {point.id: i for i, point in enumerate(building.muster_points)}

    def building(self) -> pb.Building:
        """Return the whole."""
        ours = self._building
        return pb.Building(
            name=ours.name,
            description=ours.description,
            storeys=self.storeys(),
            regions=map(self.region, ours.regions),
            doors=map(self.door, ours.doors),
            exits=map(self.exit, ours.exits),
            hiding_spots=map(self.spot, ours.hiding_spots),
            muster_points=map(self.muster_point, ours.muster_points),
            walls=map(self.wall, ours.walls),
            furniture=map(self.furniture, ours.furniture),
        )

    def storeys(self) -> list[pb.Storey]:
        """Return all levels."""
        storeys = self._building.storeys
        return [pb.Storey(id=each.id, elevation_m=each.elevation, height_m=each.height) for each in storeys]

    def wall(self, wall: Wall) -> pb.Wall:
        """Return a free-standing wall."""
        return pb.Wall(storey=self._storeys[wall.storey], line_m=_flat(wall.points))

    def furniture(self, each: Furniture) -> pb.Furniture:
        """Return something one walks around."""
        return pb.Furniture(
            storey=self._storeys[each.storey], outline_m=_flat(each.polygon), height_m=each.height, kind=each.kind
        )

    def region(self, region: Region) -> pb.Region:
        """Return a piece of floor."""
        return pb.Region(
            id=region.id,
            name=region.name,
            kind=KINDS[region.kind],
            storey=self._storeys[region.storey],
            rises_to=None if region.rises_to is None else self._storeys[region.rises_to],
            outline_m=_flat(region.polygon),
        )

    def door(self, door: Door) -> pb.Door:
        """Return a way from one region to another."""
        return pb.Door(
            id=door.id,
            regions=[self._regions[id] for id in door.between],
            segment_m=_flat(door.segment),
            has_leaf=door.kind is DoorKind.DOOR,
            swing=None if door.swing is None else self._regions[door.swing],
        )

    def exit(self, exit: Exit) -> pb.Exit:
        """Return a way out."""
        return pb.Exit(
            id=exit.id,
            name=exit.name,
            door=self._doors[exit.door],
            muster_point=None if exit.muster_point is None else self._muster_points[exit.muster_point],
            signed=exit.signed,
        )

    def spot(self, spot: HidingSpot) -> pb.HidingSpot:
        """Return a place to hide."""
        x, y = spot.at
        return pb.HidingSpot(
            id=spot.id, region=self._regions[spot.region], x_m=x, y_m=y, kind=spot.kind, capacity=spot.capacity
        )

    def muster_point(self, point: MusterPoint) -> pb.MusterPoint:
        """Return a place to assemble."""
        x, y = point.at
        return pb.MusterPoint(
            id=point.id, name=point.name, region=self._regions[point.region], x_m=x, y_m=y, radius_m=point.radius
        )
