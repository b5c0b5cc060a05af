"""What responders work on, in one value."""

from typing import NamedTuple

from muster.world.acting import Acting
from muster.world.bodies import Bodies
from muster.world.doors import Doors
from muster.world.errands import Errands
from muster.world.navigation.plan import FloorPlan
from muster.world.navigation.routes import Router
from muster.world.places import Places


class Site(NamedTuple):
    """The building and the bodies in it; ``occupants`` counts those who were there before anybody came to help."""

    bodies: Bodies
    plan: FloorPlan
    places: Places
    doors: Doors
    errands: Errands
    router: Router
    acting: Acting
    occupants: int
