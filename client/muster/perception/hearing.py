"""Who hears what: loudness along open paths, against the noise around each listener."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from muster.behavior.v1.vocabulary import Volume
from muster.perception.crowds import by_region, crowd_along
from muster.scenario.persona import Hearing, Persona
from muster.scenario.speech import Urge
from muster.world.arrays import Bools, Floats, Ints
from muster.world.compile import kernel
from muster.world.navigation.sound import CLOSED_DOOR, Sound
from muster.world.world import World

SHOT, SHOUT, TALK, WHISPER = 145.0, 88.0, 60.0, 45.0
"""dB at 1 m. Voices: Pearsons, Bennett and Fidell 1977 (normal 55-60, shouted 82-90). A small-arms shot indoors:
140-160 peak in the occupational literature; ours is at the low end. A whisper meant to be heard."""

VOICE = {Volume.WHISPER: WHISPER, Volume.TALK: TALK, Volume.SHOUT: SHOUT}

QUIET = 40.0  # dB in a room where people work quietly
ALARM = 72.0  # dB of a sounder in the next room or corridor; BS 5839-1 asks for 65
BABBLE = 10.0  # dB added to the noise by a crowd of 2 people per m²
UNDERSTOOD = 0.0  # dB above the noise at which words are understood (speech-to-noise for short phrases)
NOTICED = -8.0  # dB above the noise at which somebody shouting or a shot is still noticed
GUESSES = np.array([5.0, 10.0, 20.0, 40.0, 80.0])  # metres, as people judge by ear: to a factor of two

_LOSS = {Hearing.NORMAL: 0.0, Hearing.HARD_OF_HEARING: 25.0, Hearing.DEAF: np.inf}


@dataclass(frozen=True, slots=True)
class Word:
    """Something said aloud at ``tick`` by ``agent``.

    Attributes:
        urge: what a trainee's words ask of people; what others ask is seen in what they do.
    """

    tick: int
    agent: int
    volume: Volume
    text: str
    urge: Urge = Urge.NONE


@dataclass(frozen=True, slots=True)
class Heard:
    """A sound as k people may hear it.

    Attributes:
        rows: ``(k,)`` their indices, ascending.
        level: ``(k,)`` dB, hearing loss allowed for.
        door: ``(k,)`` the door it comes through; -1 in the same region.
    """

    rows: Ints
    level: Floats
    door: Ints

    def only(self, which: Bools) -> "Heard":
        """Return the same sound for those of its listeners ``(k,)``."""
        return Heard(self.rows[which], self.level[which], self.door[which])


class Ears:
    """The hearing of all people; ``loss`` ``(n,)`` in dB."""

    def __init__(self, cast: Sequence[Persona], world: World) -> None:
        self._world = world
        self._sound = Sound(world.router)
        self.loss: Floats = np.array([_LOSS[person.hearing] for person in cast])
        self._quietest = QUIET  # noise inside; sounds that are lost in it everywhere are not followed further
        self.alarm_on: Bools = np.zeros(len(world.plan.region_layer), np.bool_)

    def sound_alarm(self, regions: tuple[int, ...]) -> None:
        """Switch sounders on in ``regions``; none named: everywhere inside."""
        self.alarm_on |= self._covered(regions)
        if self.alarm_on[~self._world.plan.region_outside].all():
            self._quietest = ALARM

    def silence_alarm(self, regions: tuple[int, ...]) -> None:
        """Switch sounders off in ``regions``; none named: everywhere."""
        self.alarm_on &= ~self._covered(regions)
        self._quietest = QUIET

    def hears_alarm(self) -> Bools:
        """Return ``(n,)`` who is where a sounder is on, and can hear it."""
        here = self.alarm_on[self._world.bodies.region[: self._world.people]]
        return here & (ALARM - self.loss > QUIET)

    def hears_announcement(self, regions: tuple[int, ...]) -> Bools:
        """Return ``(n,)`` who understands an announcement in ``regions``; sounders pause for it, as they should."""
        here = self._covered(regions)[self._world.bodies.region[: self._world.people]]
        return here & (ALARM - self.loss > QUIET + UNDERSTOOD)

    def noise_at(self, region: int, crowding: float) -> float:
        """Return dB of noise in a region, given people per m² around the listener."""
        babble = QUIET + BABBLE * min(crowding, 2.0) / 2.0
        return max(ALARM, babble) if self.alarm_on[region] else babble

    def quiet_noise(self, rows: Ints) -> Floats:
        """Return ``(len(rows),)`` dB of noise around each, the crowd left out."""
        return np.where(self.alarm_on[self._world.bodies.region[rows]], ALARM, QUIET)

    def noise(self, sound: Heard) -> Floats:
        """Return ``(k,)`` dB of noise around those who hear a sound; the crowd is counted where it may drown it."""
        bodies = self._world.bodies
        return _noise(
            sound.rows, sound.level, self.alarm_on, bodies.position, bodies.region, bodies.present, self._world.people
        )

    def levels(self, region: int, position: Floats, source: float) -> Heard:
        """Return who is within reach of a sound, how loud it is to them and by which door it comes."""
        world = self._world
        field = self._sound.spread(region, position, world.doors.closed, source - self._quietest - NOTICED)
        where = world.bodies.region[: world.people]
        rows = np.flatnonzero(self._sound.reaches(field)[where])
        heard = self._sound.levels(field, source, where[rows], world.bodies.position[rows])
        return Heard(rows, heard.level - self.loss[rows], heard.came_through)

    def guess(self, shot: Heard) -> Floats:
        """Return ``(k,)`` how far off a shot seems to those who hear it, in metres.

        They allow for their own hearing and for the door it comes by being closed, for this they see; for no other.
        """
        closed = np.zeros(len(shot.rows), np.bool_)
        by = np.flatnonzero(shot.door >= 0)
        closed[by] = self._world.doors.closed[shot.door[by]]
        faint = SHOT - (shot.level + self.loss[shot.rows]) - CLOSED_DOOR * closed
        return GUESSES[np.searchsorted(1.4 * GUESSES[:-1], 10.0 ** (faint / 20.0), side="right")]

    def _covered(self, regions: tuple[int, ...]) -> Bools:
        """Return ``(R,)`` where an alarm or announcement for ``regions`` comes out of the ceiling."""
        if not regions:
            return ~self._world.plan.region_outside
        mask = np.zeros(len(self.alarm_on), np.bool_)
        mask[list(regions)] = True
        return mask


@kernel
def _noise(
    rows: Ints, level: Floats, alarm_on: Bools, position: Floats, region: Ints, present: Bools, people: int
) -> Floats:
    first, following = by_region(region, present, people)
    out = np.empty(len(rows))
    for k in range(len(rows)):
        here = region[rows[k]]
        if alarm_on[here]:
            out[k] = ALARM
        elif level[k] >= QUIET + BABBLE + UNDERSTOOD:
            out[k] = QUIET
        else:
            out[k] = QUIET + BABBLE * min(crowd_along(int(first[here]), following, position, rows[k]), 2.0) / 2.0
    return out
