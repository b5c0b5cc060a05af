"""What trainees do with their hands and voices, within reach and within their rights; the rest is refused."""

from collections.abc import Callable, Mapping

import numpy as np

from muster.scenario.building import Building, RegionKind
from muster.scenario.play import Play, PlayKind
from muster.scenario.scenario import Advice
from muster.scenario.speech import Urge
from muster.world.acting import Acting
from muster.world.acts import DOWN, Act, Door, Health
from muster.world.arrays import Bools
from muster.world.bodies import Bodies
from muster.world.doors import Doors
from muster.world.events import EventKind
from muster.world.navigation.plan import FloorPlan
from muster.world.places import Places
from muster.world.playing import Playing

DOOR_REACH = 1.5  # metres to the nearest part of a doorway; HAND_REACH and half an arm more
SPOT_REACH = 2.0  # metres
PERSON_REACH = 2.0  # metres

ADVICE: Mapping[Urge, Advice] = {Urge.LEAVE: Advice.LEAVE, Urge.HIDE: Advice.SHELTER, Urge.LOCK: Advice.SHELTER}
"""What an announcement that urges so tells people to do."""

_DOOR_ACTS = {
    PlayKind.OPEN: Act.OPEN,
    PlayKind.UNLOCK: Act.OPEN,
    PlayKind.CLOSE: Act.CLOSE,
    PlayKind.LOCK: Act.LOCK,
    PlayKind.BARRICADE: Act.BARRICADE,
    PlayKind.KNOCK: Act.KNOCK,
    PlayKind.ASK: Act.ASK,
}


class Refused(Exception):
    """What somebody tried cannot be done; says why, to them."""


_Deed = Callable[[int, Play, int], None]
"""Takes who, what and the tick."""

Report = Callable[[EventKind, int, int], None]
Tell = Callable[[EventKind, int, str, str], None]
"""Takes a kind, who did it, a text and an advice."""


class Hands:
    """Carries out plays, but for walking."""

    def __init__(
        self,
        building: Building,
        plan: FloorPlan,
        bodies: Bodies,
        *,
        people: Mapping[str, int],
        places: Places,
        doors: Doors,
        acting: Acting,
        playing: Playing,
        lights: Bools,
        report: Report,
        tell: Tell,
    ) -> None:
        self._building, self._plan, self._bodies, self._people = building, plan, bodies, people
        self._places, self._doors, self._acting, self._playing = places, doors, acting, playing
        self._lights, self._report, self._tell = lights, report, tell
        self._door_index = {door.id: number for number, door in enumerate(building.doors)}
        self._spot_index = {spot.id: number for number, spot in enumerate(building.hiding_spots)}
        self._things = {
            "door": self._door_index,
            "exit": {exit.id: number for number, exit in enumerate(building.exits)},
            "spot": self._spot_index,
            "person": people,
            "region": {region.id: number for number, region in enumerate(building.regions)},
        }
        self._deeds: Mapping[PlayKind, _Deed] = {
            PlayKind.HIDE: self._hide,
            PlayKind.LIGHTS_OFF: self._switch,
            PlayKind.LIGHTS_ON: self._switch,
            PlayKind.SAY: self._say,
            PlayKind.LEAD: self._lead,
            PlayKind.ANNOUNCE: self._announce,
            PlayKind.POINT: self._point,
            PlayKind.ALARM: self._alarm,
            PlayKind.CALL: self._call,
            PlayKind.HELP: self._help,
            PlayKind.ROLL_CALL: self._call_names,
        }

    def do(self, body: int, play: Play, tick: int) -> None:
        """Carry out a play now, or begin on it; raises Refused when it cannot be done as things stand."""
        if play.kind in _DOOR_ACTS:
            self._work(body, _DOOR_ACTS[play.kind], self._door(body, play.door), tick)
        else:
            self._deeds[play.kind](body, play, tick)

    def pointed_at(self, play: Play) -> tuple[str, str, int]:
        """Return what a play points at: which of a play's fields, the id there, and its number; raises Refused."""
        for thing, index in self._things.items():
            id = str(getattr(play, thing))
            if id:
                return thing, id, self._index(index, thing, id)
        raise Refused("there is nothing to point at; name a door, exit, spot, person or region")

    def _index(self, known: Mapping[str, int], kind: str, id: str) -> int:
        if id not in known:
            raise Refused(f"there is no {kind} {id[:80]!r} here")
        return known[id]

    def _door(self, body: int, id: str) -> int:
        """Return a door of the region somebody is in that they can lay hands on."""
        door = self._index(self._door_index, "door", id)
        x, y = self._bodies.position[body].tolist()
        if self._bodies.region[body] not in self._plan.door_regions[door]:
            raise Refused("that door is in another room")
        if self._doors.metres_to(door, x, y) > DOOR_REACH:
            raise Refused("that door is out of reach")
        if not self._doors.leaf[door]:
            raise Refused("there is no door in that opening")
        return door

    def _work(self, body: int, act: Act, door: int, tick: int) -> None:
        """Begin on the work, but for a door that only needs a pull."""
        state, region = int(self._doors.state[door]), int(self._bodies.region[body])
        can_lock = self._doors.can_lock(door, region, has_keys=self._playing.rights(body).keys)
        if act is Act.OPEN and state <= Door.CLOSED:
            self._doors.pull(door, tick)
            self._report(EventKind.DOOR_OPENED, body, door)
            return
        if act is Act.OPEN and not self._can_undo(door, region, can_lock=can_lock):
            self._report(EventKind.DOOR_REFUSED, body, door)
            raise Refused("that door does not open")
        if act is Act.LOCK and not can_lock:
            raise Refused("you have nothing to lock that door with")
        if act is Act.BARRICADE and self._building.regions[region].kind is not RegionKind.ROOM:
            raise Refused("there is no furniture here to put before it")
        self._acting.begin_at_hand(body, act, door, tick)
        if act is Act.KNOCK:
            self._acting.knock(body, door, tick)

    def _can_undo(self, door: int, region: int, *, can_lock: bool) -> bool:
        """Whether somebody in ``region`` can make a barred door passable."""
        if self._doors.state[door] == int(Door.BARRICADED):
            return int(self._doors.piled_from[door]) == region
        return can_lock

    def _hide(self, body: int, play: Play, tick: int) -> None:
        spot, bodies = self._index(self._spot_index, "hiding place", play.spot), self._bodies
        away = float(np.hypot(*(bodies.position[body] - np.array(self._places.spot_point[spot]))))
        if bodies.region[body] != self._places.spot_region[spot] or away > SPOT_REACH:
            raise Refused("that hiding place is out of reach")
        if bodies.hidden_in[body] == spot:
            return
        self._acting.hideouts.leave(body)
        if not self._acting.hideouts.enter(body, spot):
            raise Refused("somebody is in that hiding place already")
        bodies.act[body], bodies.target[body] = Act.HIDE, spot
        self._report(EventKind.HID, body, spot)

    def _switch(self, body: int, play: Play, tick: int) -> None:
        region, on = int(self._bodies.region[body]), play.kind is PlayKind.LIGHTS_ON
        if region < 0 or self._plan.region_outside[region]:
            raise Refused("there is no light to switch here")
        if bool(self._lights[region]) is not on:
            self._lights[region] = on
            self._report(EventKind.LIGHTS_ON if on else EventKind.LIGHTS_OFF, body, -1)

    def _say(self, body: int, play: Play, tick: int) -> None:
        """What is said is perception's; who says something else than to follow leads no longer."""
        if play.urge is not Urge.NONE:
            self._playing.leads[body] = play.urge is Urge.FOLLOW

    def _lead(self, body: int, play: Play, tick: int) -> None:
        self._playing.leads[body] = True
        self._report(EventKind.LED, body, -1)

    def _point(self, body: int, play: Play, tick: int) -> None:
        thing, id, _ = self.pointed_at(play)
        self._tell(EventKind.POINTED, body, f"{thing} {id}", "")

    def _call(self, body: int, play: Play, tick: int) -> None:
        self._acting.begin_at_hand(body, Act.CALL, -1, tick)

    def _announce(self, body: int, play: Play, tick: int) -> None:
        if not self._playing.rights(body).pa:
            raise Refused("you have no access to the public-address system")
        if not play.text.strip():
            raise Refused("there is nothing to announce")
        self._tell(EventKind.ANNOUNCEMENT, body, play.text, ADVICE.get(play.urge, Advice.NONE))

    def _alarm(self, body: int, play: Play, tick: int) -> None:
        """Set off the alarm: call points are in corridors and on stairs, and by the ways out."""
        region = int(self._bodies.region[body])
        if not self._playing.rights(body).alarm:
            raise Refused("you have no access to the alarm")
        if not self._places.call_points[region]:
            raise Refused("there is no call point in here; they are in the corridors and by the exits")
        self._tell(EventKind.ALARM, body, "", "")

    def _call_names(self, body: int, play: Play, tick: int) -> None:
        if not self._playing.assembled[body]:
            raise Refused("names are called at a muster point")
        self._playing.calls[body] = True

    def _help(self, body: int, play: Play, tick: int) -> None:
        bodies, other = self._bodies, self._index(self._people, "person", play.person)
        if bodies.health[other] == int(Health.UNHARMED) or other == body:
            raise Refused("they are not hurt")
        away = float(np.hypot(*(bodies.position[body] - bodies.position[other])))
        if bodies.layer[body] != bodies.layer[other] or away > PERSON_REACH:
            raise Refused("they are out of reach")
        self._acting.begin_at_hand(body, Act.HELP, other, tick)
        if bodies.health[other] != DOWN:
            bodies.done[body] = True  # at their side from now on, and the feet stay free
            self._playing.help(body, other)
