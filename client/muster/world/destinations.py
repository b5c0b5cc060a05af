"""Where an act leads: a region and a point in it."""

from muster.world.acts import DOOR_ACTS, PERSON_ACTS, Act, Intent
from muster.world.bodies import Bodies
from muster.world.errands import Errands
from muster.world.places import Place, Places

_TO_REGION = frozenset({Act.GO, Act.EXTINGUISH})


class Destinations:
    """Destinations of acts; the body in row ``threat``, if there is one, is the one that is confronted once in view."""

    def __init__(self, bodies: Bodies, places: Places, errands: Errands, threat: int) -> None:
        self._bodies, self._places, self._errands, self._threat = bodies, places, errands, threat
        exits = frozenset(places.exit_doors)
        self._others = [exits - {door} for door in places.exit_doors]

    def of(self, body: int, intent: Intent) -> Place | None:
        """Return where to go; None when the act makes no sense from where the body is."""
        act, target, places = intent.act, intent.target, self._places
        if act in _TO_REGION or (act is Act.CONFRONT and target >= 0):
            return target, places.inner_point[target]
        if act is Act.SOUND_ALARM:
            return self._to_call_point(body, target)
        if act is Act.EXIT:
            return self.by_exit(body, intent)
        if act is Act.HIDE:
            return int(places.spot_region[target]), places.spot_point[target]
        if act in DOOR_ACTS:
            return self._beside_door(body, target)
        if act in PERSON_ACTS:
            return self._at(target)
        return self._at(self._threat) if self._threat < len(self._bodies.present) else None

    def by_exit(self, body: int, intent: Intent) -> Place | None:
        """Return the point beyond the exit, or for those outside the muster point; no other exit is taken on the way.

        The chosen exit stays passable: in a crush at its door people are pushed back over the line.
        """
        places, exit = self._places, intent.target
        others, outside = self._others[exit], bool(self._bodies.outside[body])
        self._errands.forget(body, others if outside else others | intent.shut, intent.avoid)
        return places.muster[exit] if outside else places.beyond_exit[exit]

    def _to_call_point(self, body: int, region: int) -> Place:
        """Return where to set off the alarm: here, or just inside the region that one goes to for it."""
        if int(self._bodies.region[body]) == region:
            return self._at(body)
        return region, self._places.inner_point[region]

    def _beside_door(self, body: int, door: int) -> Place | None:
        region = int(self._bodies.region[body])
        side = self._places.door_side.get((door, region))
        return None if side is None else (region, side)

    def _at(self, other: int) -> Place:
        x, y = self._bodies.position[other]
        return int(self._bodies.region[other]), (float(x), float(y))
