"""What a trainee knows of the building, put together from the pieces as they come."""

from dataclasses import replace

from muster.scenario.building import Building, Door, Exit, Furniture, HidingSpot, MusterPoint, Region, Storey, Wall
from muster.training.told import DoorPiece, Pieces


class Atlas:
    """Grows with every piece.

    Attributes:
        version: counts up whenever there is more to be drawn.
    """

    def __init__(self, storeys: tuple[Storey, ...]) -> None:
        self._storeys = storeys
        self._regions: dict[int, Region] = {}
        self._doors: dict[int, DoorPiece] = {}
        self._exits: dict[int, Exit] = {}
        self._spots: dict[str, tuple[int, HidingSpot]] = {}
        self._points: dict[str, tuple[int, MusterPoint]] = {}
        self._walls: dict[Wall, None] = {}
        self._furniture: dict[Furniture, None] = {}
        self.version = 0

    def take(self, pieces: Pieces) -> None:
        """Add what has come to be known; what is known already does not come twice."""
        before = len(self._regions), len(self._doors)
        self._regions.update(pieces.regions)
        self._doors.update(pieces.doors)
        self._exits.update(pieces.exits)
        self._spots.update({spot.id: (region, spot) for region, spot in pieces.hiding_spots})
        self._points.update({point.id: (region, point) for region, point in pieces.muster_points})
        self._walls.update(dict.fromkeys(pieces.walls))
        self._furniture.update(dict.fromkeys(pieces.furniture))
        self.version += (len(self._regions), len(self._doors)) != before

    @property
    def numbers(self) -> tuple[int, ...]:
        """The host's number of each door of ``building``, in its order."""
        return tuple(number for number, door in sorted(self._doors.items()) if self._is_hung(door))

    def region(self, number: int) -> Region | None:
        """Return a region by the host's number."""
        return self._regions.get(number)

    def door(self, number: int) -> DoorPiece | None:
        """Return a door by the host's number."""
        return self._doors.get(number)

    def doors_of(self, region: int) -> dict[int, DoorPiece]:
        """Return the doors of a region, by their numbers."""
        return {number: door for number, door in self._doors.items() if region in door.regions}

    def spots_in(self, region: int) -> list[HidingSpot]:
        """Return the hiding spots of a region."""
        return [spot for number, spot in self._spots.values() if number == region]

    def beyond(self, door: DoorPiece, region: int) -> Region | None:
        """Return what lies on the other side of a door, as far as it is known."""
        first, second = door.regions
        return self._regions.get(second if first == region else first)

    def building(self) -> Building:
        """Return all that is known as a building: doors into the unknown lie between a region and itself."""
        ids = {number: region.id for number, region in self._regions.items()}
        doors = {number: door for number, door in sorted(self._doors.items()) if self._is_hung(door)}
        hung = {number: _hung(door, ids) for number, door in doors.items()}
        return Building(
            name="",
            description="",
            storeys=self._storeys,
            regions=tuple(region for _, region in sorted(self._regions.items())),
            doors=tuple(hung.values()),
            exits=tuple(
                replace(exit, door=hung[number].id) for number, exit in sorted(self._exits.items()) if number in hung
            ),
            hiding_spots=tuple(replace(spot, region=ids[number]) for number, spot in self._spots.values()),
            muster_points=tuple(replace(point, region=ids[number]) for number, point in self._points.values()),
            walls=tuple(self._walls),
            furniture=tuple(self._furniture),
        )

    def _is_hung(self, door: DoorPiece) -> bool:
        """Whether the wall that a door is in is known."""
        return any(region in self._regions for region in door.regions)


def _hung(door: DoorPiece, ids: dict[int, str]) -> Door:
    known = [ids[region] for region in door.regions if region in ids]
    swing = ids.get(door.swing) if door.swing is not None else None
    return Door(door.id, door.segment, (known[0], known[-1]), door.kind, swing=swing)
