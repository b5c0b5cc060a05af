"""All options of one moment, in the order in which they count when there is no room for all."""

from collections.abc import Sequence

from muster.perception.crowds import Queues
from muster.perception.knowledge import Known
from muster.perception.options.doors import Doors
from muster.perception.options.exits import Exits
from muster.perception.options.fire import FireOptions
from muster.perception.options.hiding import Hiding
from muster.perception.options.people import People
from muster.perception.options.rooms import Rooms
from muster.perception.options.spot import OnTheSpot
from muster.perception.options.ways import Ways
from muster.perception.situation import Situation
from muster.perception.surroundings import Surroundings
from muster.perception.ties import Ties
from muster.world.events import Event, EventKind
from muster.world.world import World

MOST_REGIONS, MOST_REGIONS_UNAWARE = 6, 2
_CAME = frozenset({EventKind.ARRIVED, EventKind.LOST})  # LOST: whom or what they went for is not there


class OptionBuilder:
    """Builds options from the world as one person knows it. Reads the world and changes nothing.

    Attributes:
        ways: to places, for whoever gathers situations.
    """

    def __init__(self, world: World, known: Known, ties: Ties, surroundings: Surroundings) -> None:
        self.ways = ways = Ways(world, surroundings, Queues(world))
        self._spot = OnTheSpot(world, known, surroundings, ways)
        self._exits = Exits(world, known, surroundings, ways)
        self._hiding = Hiding(world, known, surroundings, ways)
        self._people = People(world, known, ties, surroundings, ways)
        self._doors = Doors(world, known, ties, surroundings)
        self._fire = FireOptions(world, known, surroundings)
        self._rooms = Rooms(world, known, surroundings, ways)

    def take(self, events: Sequence[Event]) -> None:
        """Note what options depend on: who has telephoned or come where, on which side of a door furniture lies."""
        for event in events:
            if event.kind is EventKind.CALLED:
                self._spot.has_called(event.agent)
            elif event.kind is EventKind.FOUGHT_FIRE:
                self._fire.has_fought(event.agent)
            elif event.kind in _CAME:
                self._spot.has_come_to(event.agent, event.region)
            elif event.kind is EventKind.DOOR_BARRICADED:
                self._doors.piled_up(event.other, event.region)

    def build(self, now: Situation) -> None:
        """Append all options to ``now``."""
        self._spot.add(now)
        if now.outside:
            self._exits.add_muster(now)
            self._people.add(now)
            return
        if now.aware:
            self._spot.add_confront(now)
            self._fire.add(now)
            self._exits.add(now)
            self._hiding.add(now)
            self._doors.add(now)
            self._people.add(now)
        self._rooms.add(now, MOST_REGIONS if now.aware else MOST_REGIONS_UNAWARE)
