"""An office as an IFC file: rooms on both sides of a corridor, walls of real thickness, doors, a stair that turns."""

import math
from pathlib import Path

import ifcopenshell
import ifcopenshell.guid

WALL, HEIGHT, RISER, TREAD = 0.2, 3.2, 0.16, 0.28
ROOM = (4.0, 5.0)  # metres wide and deep, between walls
CORRIDOR = 2.4
STAIRWELL = (2.8, 7.0)


class IfcOffice:
    """Writes an IFC4 file. All lengths are metres, though the file counts millimetres, as most do."""

    def __init__(self, name: str = "Office") -> None:
        self.file = ifcopenshell.file(schema="IFC4")
        f = self.file
        self.points = f.createIfcCartesianPoint((0.0, 0.0, 0.0))
        axes = f.createIfcAxis2Placement3D(self.points, None, None)
        context = f.createIfcGeometricRepresentationContext(None, "Model", 3, 1e-5, axes, None)
        self.body = f.createIfcGeometricRepresentationSubContext(
            "Body", "Model", None, None, None, None, context, None, "MODEL_VIEW", None
        )
        units = f.createIfcUnitAssignment([f.createIfcSIUnit(None, "LENGTHUNIT", "MILLI", "METRE")])
        self.project = self._new("IfcProject", name, RepresentationContexts=[context], UnitsInContext=units)
        self.building = self._new("IfcBuilding", name, ObjectPlacement=self._place())
        self._aggregate(self.project, [self.building])

    def storey(self, name: str, elevation: float) -> "ifcopenshell.entity_instance":
        storey = self._new("IfcBuildingStorey", name, ObjectPlacement=self._place(z=elevation))
        storey.Elevation = elevation * 1000
        self._aggregate(self.building, [storey])
        return storey

    def space(self, storey, name: str, corners, height: float = 2.8):
        space = self._body("IfcSpace", storey, name, corners, height)
        self._aggregate(storey, [space])
        return space

    def wall(self, storey, a, b, thickness: float = WALL, height: float = HEIGHT):
        """A wall along the line from a to b; its own x axis runs along it."""
        length, angle = math.dist(a, b), math.atan2(b[1] - a[1], b[0] - a[0])
        half = thickness / 2
        corners = [(0, -half), (length, -half), (length, half), (0, half)]
        wall = self._body("IfcWall", storey, "Wall", corners, height, at=(*a, 0.0), angle=angle)
        self._contain(storey, wall)
        return wall

    def column(self, storey, corners):
        column = self._body("IfcColumn", storey, "Column", corners, HEIGHT)
        self._contain(storey, column)

    def furniture(self, storey, name, corners, height: float = 0.75):
        piece = self._body("IfcFurniture", storey, name, corners, height)
        self._contain(storey, piece)

    def slab(self, storey, corners):
        slab = self._body("IfcSlab", storey, "Slab", corners, 0.2, at=(0.0, 0.0, -0.2))
        self._contain(storey, slab)

    def door(self, storey, wall, along: float, width: float, name: str = "Door", height: float = 2.1):
        """A door in the wall, its middle so many metres along it."""
        opening = self.opening(wall, along, width, height)
        door = self._new("IfcDoor", name, ObjectPlacement=self._place(x=0.0, relative=opening.ObjectPlacement))
        door.OverallWidth, door.OverallHeight = width * 1000, height * 1000
        self._relate("IfcRelFillsElement", RelatingOpeningElement=opening, RelatedBuildingElement=door)
        self._contain(storey, door)
        return door

    def opening(self, wall, along: float, width: float, height: float = 2.1):
        corners = [(0, -0.3), (width, -0.3), (width, 0.3), (0, 0.3)]
        at = (along - width / 2, 0.0, 0.0)
        opening = self._body(
            "IfcOpeningElement", None, "Opening", corners, height, at=at, relative=wall.ObjectPlacement
        )
        self._relate("IfcRelVoidsElement", RelatingBuildingElement=wall, RelatedOpeningElement=opening)
        return opening

    def stair(self, storey, foot, heading: float, steps: int, width: float, low: float, name: str = "Stair"):
        """A straight flight of ``steps`` risers, from ``foot`` in the direction of ``heading`` (radians)."""
        ux, uy = math.cos(heading), math.sin(heading)
        corners, faces = [], []
        for step in range(steps - 1):
            near, far, top = step * TREAD, (step + 1) * TREAD, low + (step + 1) * RISER
            base = len(corners)
            for z in (top - 0.15, top):
                for along, side in ((near, -0.5), (far, -0.5), (far, 0.5), (near, 0.5)):
                    corners.append(
                        (foot[0] + ux * along - uy * side * width, foot[1] + uy * along + ux * side * width, z)
                    )
            sides = ((3, 2, 1, 0), (4, 5, 6, 7), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7))
            faces += [[base + index + 1 for index in side] for side in sides]
        points = self.file.createIfcCartesianPointList3D([[1000.0 * x for x in corner] for corner in corners])
        mesh = self.file.createIfcPolygonalFaceSet(
            points, None, [self.file.createIfcIndexedPolygonalFace(face) for face in faces], None
        )
        shape = self.file.createIfcShapeRepresentation(self.body, "Body", "Tessellation", [mesh])
        definition = self.file.createIfcProductDefinitionShape(None, None, [shape])
        flight = self._new("IfcStairFlight", name, ObjectPlacement=self._place(), Representation=definition)
        self._contain(storey, flight)

    def lift(self, storey, at):
        self._contain(storey, self._new("IfcTransportElement", "Lift", ObjectPlacement=self._place(*at)))

    def save(self, path: Path) -> Path:
        self.file.write(str(path))
        return path

    def _body(self, kind, storey, name, corners, height, at=(0.0, 0.0, 0.0), angle=0.0, relative=None):
        f = self.file
        outline = f.createIfcPolyline(
            [f.createIfcCartesianPoint([1000.0 * x for x in p]) for p in [*corners, corners[0]]]
        )
        profile = f.createIfcArbitraryClosedProfileDef("AREA", None, outline)
        up = f.createIfcDirection((0.0, 0.0, 1.0))
        solid = f.createIfcExtrudedAreaSolid(
            profile, f.createIfcAxis2Placement3D(self.points, None, None), up, height * 1000
        )
        shape = f.createIfcShapeRepresentation(self.body, "Body", "SweptSolid", [solid])
        definition = f.createIfcProductDefinitionShape(None, None, [shape])
        base = relative or (storey.ObjectPlacement if storey else None)
        x, y, z = at
        return self._new(kind, name, ObjectPlacement=self._place(x, y, z, angle, base), Representation=definition)

    def _place(self, x: float = 0.0, y: float = 0.0, z: float = 0.0, angle: float = 0.0, relative=None):
        f = self.file
        at = f.createIfcCartesianPoint((1000.0 * x, 1000.0 * y, 1000.0 * z))
        direction = f.createIfcDirection((math.cos(angle), math.sin(angle), 0.0))
        axes = f.createIfcAxis2Placement3D(at, f.createIfcDirection((0.0, 0.0, 1.0)), direction)
        return f.createIfcLocalPlacement(relative, axes)

    def _new(self, kind, name, **values):
        return self.file.create_entity(kind, GlobalId=ifcopenshell.guid.new(), Name=name, **values)

    def _relate(self, kind, **values):
        self.file.create_entity(kind, GlobalId=ifcopenshell.guid.new(), **values)

    def _aggregate(self, whole, parts):
        self._relate("IfcRelAggregates", RelatingObject=whole, RelatedObjects=parts)

    def _contain(self, storey, element):
        self._relate("IfcRelContainedInSpatialStructure", RelatedElements=[element], RelatingStructure=storey)


def rectangle(west: float, south: float, east: float, north: float):
    return [(west, south), (east, south), (east, north), (west, north)]


def office(rooms_a_side: int = 2, storeys: int = 2) -> IfcOffice:
    """Rooms along both sides of a corridor that ends in a stairwell; doors of .9 m, an exit of 1.4 m to the west."""
    made = IfcOffice()
    for number in range(storeys):
        storey = made.storey(f"Level {number}", number * HEIGHT)
        _level(made, storey, rooms_a_side, ground=number == 0)
        if number < storeys - 1:
            _turning_stair(made, storey, rooms_a_side * (ROOM[0] + WALL))
    return made


def _level(made: IfcOffice, storey, rooms: int, *, ground: bool) -> None:
    width, depth = ROOM
    east = rooms * (width + WALL)
    north_of_corridor = CORRIDOR
    made.space(storey, "Corridor", rectangle(0, 0, east - WALL, CORRIDOR))
    made.slab(storey, rectangle(-WALL, -depth - 2 * WALL, east + STAIRWELL[0], CORRIDOR + depth + 2 * WALL))
    for side, (low, high) in enumerate(((-WALL - depth, -WALL), (CORRIDOR + WALL, CORRIDOR + WALL + depth))):
        line = -WALL / 2 if side == 0 else north_of_corridor + WALL / 2
        inner = made.wall(storey, (-WALL, line), (east, line))
        outer = low - WALL / 2 if side == 0 else high + WALL / 2
        made.wall(storey, (-WALL, outer), (east, outer))
        for number in range(rooms):
            west = number * (width + WALL)
            made.space(storey, f"Office {storey.Name[-1]}{side}{number:02d}", rectangle(west, low, west + width, high))
            made.door(storey, inner, west + width / 2 + WALL, 0.9)
            made.wall(storey, (west + width + WALL / 2, low), (west + width + WALL / 2, high))
            made.furniture(storey, "Desk", rectangle(west + 0.2, low + 2.0, west + 1.0, low + 3.6))
        made.wall(storey, (-WALL / 2, low), (-WALL / 2, high))
    front = made.wall(storey, (-WALL / 2, 0.0), (-WALL / 2, CORRIDOR))
    if ground:
        made.door(storey, front, CORRIDOR / 2, 1.4, name="Entrance")
    _stairwell(made, storey, east)


def _stairwell(made: IfcOffice, storey, west: float) -> None:
    wide, deep = STAIRWELL
    made.space(storey, "Stairwell", rectangle(west, 0, west + wide, deep))
    door_wall = made.wall(storey, (west - WALL / 2, 0.0), (west - WALL / 2, CORRIDOR))
    made.door(storey, door_wall, CORRIDOR / 2, 1.2, name="Fire door")
    made.wall(storey, (west + wide + WALL / 2, 0), (west + wide + WALL / 2, deep))
    made.wall(storey, (west - WALL, -WALL / 2), (west + wide + WALL, -WALL / 2))


def _turning_stair(made: IfcOffice, storey, west: float) -> None:
    """Two flights of ten risers side by side, north and back, with a landing between them."""
    low = storey.Elevation / 1000
    made.stair(storey, (west + 0.7, 2.4), math.pi / 2, 10, 1.2, low)
    turn = 2.4 + 9 * TREAD
    made.stair(storey, (west + 2.1, turn), -math.pi / 2, 10, 1.2, low + 10 * RISER)
