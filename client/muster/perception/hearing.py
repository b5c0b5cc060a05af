"""Who hears what: loudness along open paths, against the noise around each listener."""

from collections.abc import Sequence

import numpy as np

from muster.scenario.persona import Hearing, Persona
from muster.world.navigation.sound import Sound
from muster.world.types import Bools, Floats, Ints
from muster.world.world import World

SHOT, SHOUT, TALK, WHISPER = 145.0, 88.0, 60.0, 40.0
"""dB at 1 m. Voices: Pearsons, Bennett and Fidell 1977 (normal 55-60, shouted 82-90). A small-arms shot indoors: 140-160
peak in the occupational literature; ours is at the low end."""

QUIET = 40.0  # dB in a room where people work quietly
ALARM = 72.0  # dB of a sounder in the next room or corridor; BS 5839-1 asks for 65
BABBLE = 10.0  # dB added to the noise by a crowd of 2 people per m²
UNDERSTOOD = 0.0  # dB above the noise at which words are understood (speech-to-noise for short phrases)
NOTICED = -8.0  # dB above the noise at which somebody shouting or a shot is still noticed

_LOSS = {Hearing.NORMAL: 0.0, Hearing.HARD_OF_HEARING: 25.0, Hearing.DEAF: np.inf}


class Ears:
    """The hearing of all people; ``loss`` ``(n,)`` in dB."""

    def __init__(self, cast: Sequence[Persona], world: World) -> None:
        self._world = world
        self._sound = Sound(world.router)
        self.loss: Floats = np.array([_LOSS[person.hearing] for person in cast])
        self.alarm_on: Bools = np.zeros(len(world.plan.region_layer), np.bool_)

    def sound_alarm(self, regions: tuple[int, ...]) -> Bools:
        """Switch sounders on in ``regions`` (none named: everywhere inside); return ``(n,)`` who hears them."""
        self.alarm_on |= self.covered(regions)
        bodies = self._world.bodies
        here = self.alarm_on[bodies.region[: self._world.people]]
        return here & (ALARM - self.loss > QUIET)

    def covered(self, regions: tuple[int, ...]) -> Bools:
        """Return ``(R,)`` where an alarm or announcement for ``regions`` comes out of the ceiling."""
        mask = np.zeros(len(self.alarm_on), np.bool_)
        if regions:
            mask[list(regions)] = True
            return mask
        return ~self._world.plan.region_outside

    def noise(self, crowding: Floats | float, rows: Ints | int) -> Floats:
        """Return dB of noise around ``rows``, given people per m² around each."""
        region = self._world.bodies.region[rows]
        babble = QUIET + BABBLE * np.minimum(np.asarray(crowding), 2.0) / 2.0
        return np.where(self.alarm_on[region], np.maximum(ALARM, babble), babble)

    def levels(self, region: int, position: Floats, source: float) -> tuple[Floats, Ints]:
        """Return ``(n,)`` dB at each person's ears, hearing loss included, and the door the sound comes through."""
        world = self._world
        n = world.people
        field = self._sound.spread(region, position, world.doors.closed, source - QUIET - NOTICED)
        heard = self._sound.levels(field, source, world.bodies.region[:n], world.bodies.position[:n])
        return heard.level - self.loss, heard.came_through
