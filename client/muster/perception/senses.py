"""Turning what happens into what each person notices: cues, knowledge, and whether it interrupts them."""

from collections.abc import Sequence

import numpy as np

from muster.behavior.v1.vocabulary import CueKind, Knowing
from muster.perception.at_doors import AtDoors
from muster.perception.hearing import NOTICED, SHOT, Ears, Heard, Word
from muster.perception.knowledge import SPEAKERS_TRUST, Known
from muster.perception.noting import BANG, DANGER, NEWS, Notes
from muster.perception.percept import Cue
from muster.perception.seeing import hurrying_in_view, sees_threat, witnesses
from muster.perception.smoke import SmokeSense
from muster.perception.surroundings import Surroundings
from muster.perception.telling import Telling
from muster.perception.ties import Ties
from muster.scenario.scenario import Advice
from muster.world.acts import Act, Door
from muster.world.arrays import Bools, Floats, Ints
from muster.world.events import Event, EventKind
from muster.world.world import World

LOOK_EVERY = 0.25  # seconds between looks for the threat
LISTEN_EVERY = 1.0  # seconds after which somebody who comes to where an alarm sounds has noticed it
SIGHT_INTERRUPTS_AGAIN = 3.0  # seconds
SOUND_INTERRUPTS_AGAIN = 4.0  # seconds
LEAVING_WITHIN = 10.0  # metres
STANDS = 0.4  # m/s
LEAVING_SEEN = 6.0  # seconds of watching somebody on the move, of three people together or of two in turn; ours
LEAVING_TRUST = 0.3  # of seeing others leave, as if they had said so; ours
LEAVING_NEWS_AGAIN = 6.0  # seconds after which others' moving is news again to those who know of a threat; ours
LEAVING_FORGOTTEN = 30.0  # seconds in which that fades e-fold; ours
INJURY_SEEN = 12.0  # metres
LIKELY_WITHIN = np.array([12.0, 25.0])  # metres
SURE_BY_EAR = np.array([0.8, 0.5, 0.25])
"""How sure people are that a shot came from right behind the door they heard it by, up to so far off and beyond;
ours."""

_ADVICE = {Advice.LEAVE: Act.EXIT, Advice.SHELTER: Act.HIDE}


class Senses:
    """Everybody's senses. ``notice`` takes the world's events and the words said in one tick.

    Attributes:
        ears: for what is around.
        notes: what everybody has noticed.
        in_sight: ``(n,)`` who saw the threat when they last looked.
        shot_heard: how many people heard the shot of the last tick; None when there was none.
        at_doors: knocks and voices at doors.
        smoke: smoke and fire; None where the scenario has no fire.
        telling: what passes between people by word and gesture.
    """

    def __init__(self, world: World, known: Known, ties: Ties, surroundings: Surroundings) -> None:
        self._world, self._known, self._surroundings = world, known, surroundings
        self.ears = Ears(world.cast, world)
        self.notes = Notes(world.people, world.ticks_per_second)
        self.telling = Telling(world, known, ties, self.ears, self.notes, surroundings)
        self.smoke = None
        if world.smoke is not None:
            self.smoke = SmokeSense(world, world.smoke, known.aware, self.notes, surroundings)
            self.telling.smoke = self.smoke
        self.at_doors = AtDoors(world, known, self.ears, self.notes, surroundings)
        self.in_sight: Bools = np.zeros(world.people, np.bool_)
        self.shot_heard: int | None = None
        self._watched: Floats = np.zeros(world.people)  # seconds, of others on the move
        self._announced: dict[str, Bools] = {}  # by text, who has heard it
        self._handlers = {
            EventKind.SHOT: self._shot,
            EventKind.ALARM: self._alarm,
            EventKind.ALARM_OFF: self._alarm_off,
            EventKind.ANNOUNCEMENT: self._announcement,
            EventKind.INJURED: self._hurt,
            EventKind.INCAPACITATED: self._hurt,
            EventKind.ASSEMBLED: self._assembled,
            EventKind.DOOR_REFUSED: self._refused,
            EventKind.DOOR_LOCKED: self._locked,
            EventKind.DOOR_UNLOCKED: self._unlocked,
            EventKind.FAILED: self._failed,
            EventKind.ARRIVED: self._arrived,
        }

    def notice(self, events: Sequence[Event], words: Sequence[Word]) -> list[int]:
        """Take in what happened; return how many people noticed each of ``words``."""
        self.shot_heard = None
        for event in events:
            handler = self._handlers.get(event.kind)
            if handler is not None:
                handler(event)
        self.at_doors.take(events)
        if self._is_time(LOOK_EVERY):
            self._look_for_threat()
        if self._is_time(LISTEN_EVERY):
            self._listen_for_alarm()
            if self.smoke is not None:
                self.smoke.look()
            self._see_people_leaving()
            self._see_others_move()
        if not words:
            return []
        conscious = self._world.able()
        return [self.telling.hear(word, conscious) for word in words]

    def _is_time(self, every: float) -> bool:
        return self._world.tick % max(round(every * self._world.ticks_per_second), 1) == 0

    def _shot(self, event: Event) -> None:
        tick, known, names = self._world.tick, self._known, self._surroundings.names
        sound = self.ears.levels(event.region, np.array(event.position), SHOT)
        loud = sound.level > self.ears.quiet_noise(sound.rows) + NOTICED
        sound = sound.only(loud & self._world.able()[sound.rows])
        rows, far = sound.rows, self.ears.guess(sound)
        before, sure_before = known.threat_region[rows], known.threat_sure[rows]
        region, sure = self._place_shot(sound, far, event)
        self.notes.take_each(
            rows,
            100 * region + far.astype(np.int64),
            lambda key: Cue(CueKind.SHOT, tick, names[key // 100], float(key % 100)),
        )
        news = (region != before) | (sure > sure_before)
        self.notes.interrupt(rows[news], CueKind.SHOT, BANG, tick, SOUND_INTERRUPTS_AGAIN)
        self.shot_heard = len(rows)

    def _place_shot(self, sound: Heard, far: Floats, event: Event) -> tuple[Ints, Floats]:
        """Let people take a shot to come from beyond the door they hear it by, else from where it is.

        Return ``(k,)`` regions, and how sure they are.
        """
        rows, by = sound.rows, np.flatnonzero(sound.door >= 0)
        region = self._surroundings.whence(sound.door, self._world.bodies.region[rows], event.region)
        point = np.tile(event.position, (len(rows), 1))
        point[by] = self._world.plan.door_middle[sound.door[by]]
        beyond, sure = np.zeros(len(rows)), np.ones(len(rows))
        to_door = np.hypot(*(point[by] - self._world.bodies.position[rows[by]]).T)
        beyond[by] = np.maximum(far[by] - to_door, 0.0)
        sure[by] = SURE_BY_EAR[np.searchsorted(LIKELY_WITHIN, far[by], side="right")]
        self._known.place_threat(rows, Knowing.HEARD, self._world.tick, region, point, beyond, sure)
        return region, sure

    def _alarm(self, event: Event) -> None:
        self.ears.sound_alarm(event.regions)
        self._listen_for_alarm()

    def _alarm_off(self, event: Event) -> None:
        self.ears.silence_alarm(event.regions)

    def _listen_for_alarm(self) -> None:
        """The first time that somebody hears an alarm it interrupts them; then they know."""
        if not self.ears.alarm_on.any():
            return
        tick = self._world.tick
        rows = np.flatnonzero(self.ears.hears_alarm() & self._world.able() & ~self._known.alarmed)
        self._known.aware[rows] = self._known.alarmed[rows] = True
        self._known.advise(rows, Act.EXIT, -1, SPEAKERS_TRUST)
        self.notes.take(rows, Cue(CueKind.ALARM, tick))
        self.notes.interrupt(rows, CueKind.ALARM, NEWS, tick)

    def _announcement(self, event: Event) -> None:
        tick = self._world.tick
        rows = np.flatnonzero(self.ears.hears_announcement(event.regions) & self._world.able())
        self._known.aware[rows] = True
        if event.advice:
            self._known.advise(rows, _ADVICE[Advice(event.advice)], -1, SPEAKERS_TRUST)
        self.notes.take(rows, Cue(CueKind.ANNOUNCEMENT, tick, text=event.text))
        heard = self._announced.setdefault(event.text, np.zeros(self._world.people, np.bool_))
        self.notes.interrupt(rows[~heard[rows]], CueKind.ANNOUNCEMENT, NEWS, tick)
        heard[rows] = True

    def _look_for_threat(self) -> None:
        world, tick = self._world, self._world.tick
        seen = sees_threat(world)
        rows = np.flatnonzero(seen)
        if len(rows):
            region, (x, y) = int(world.bodies.region[world.people]), world.bodies.position[world.people].tolist()
            place = self._surroundings.names[region]
            away = np.hypot(*(world.bodies.position[rows] - (x, y)).T)
            for k in np.flatnonzero(~self.in_sight[rows]).tolist():
                self.notes.take(int(rows[k]), Cue(CueKind.THREAT_SEEN, tick, place, float(away[k])))
            self._known.place_threat(rows, Knowing.SEEN, tick, region, (x, y))
            self.notes.interrupt(rows, CueKind.THREAT_SEEN, DANGER, tick, SIGHT_INTERRUPTS_AGAIN)
        self.in_sight = seen

    def _see_people_leaving(self) -> None:
        """Those who have noticed nothing yet see that others are on their way.

        Before anybody knows of anything there is nothing to see in people who walk about.
        """
        world, tick, names = self._world, self._world.tick, self._surroundings.names
        rows = np.flatnonzero(~self._known.aware & self._world.able())
        if not len(rows) or not self._known.aware.any():
            return
        self._watched *= np.exp(-LISTEN_EVERY / LEAVING_FORGOTTEN)
        hurrying = hurrying_in_view(world, rows, LEAVING_WITHIN)
        self._watched[rows] += LISTEN_EVERY * hurrying
        struck = rows[self._watched[rows] >= LEAVING_SEEN]
        self._known.aware[struck] = True
        self._known.advise(struck, Act.EXIT, -1, LEAVING_TRUST)
        here = world.bodies.region[struck]
        self.notes.take_each(struck, here, lambda region: Cue(CueKind.PEOPLE_LEAVING, tick, names[region]))
        self.notes.interrupt(struck, CueKind.PEOPLE_LEAVING, NEWS, tick)

    def _see_others_move(self) -> None:
        """Those who know of a threat and stand about think again when others near them are on the move.

        Under threat people look to what others do; how often is ours. Who knows of no threat goes at their own pace,
        so that drills stay as they are observed to be.
        """
        world, known = self._world, self._known
        stands = (world.bodies.speed[: world.people] < STANDS) & (world.bodies.hidden_in[: world.people] < 0)
        rows = np.flatnonzero(stands & (known.threat_how > 0) & world.able() & ~world.bodies.outside[: world.people])
        if len(rows):
            rows = rows[hurrying_in_view(world, rows, LEAVING_WITHIN) > 0]
            self.notes.interrupt(rows, CueKind.PEOPLE_LEAVING, NEWS, world.tick, LEAVING_NEWS_AGAIN)

    def _hurt(self, event: Event) -> None:
        """Somebody was harmed: they feel it, and those who see it know."""
        world, tick, victim = self._world, self._world.tick, event.agent
        if event.kind is EventKind.INJURED:
            self.notes.take(victim, Cue(CueKind.INJURED_SELF, tick))
            self.notes.interrupt(victim, CueKind.INJURED_SELF, DANGER, tick)
        conscious, place = self._world.able(), self._surroundings.names[event.region]
        for agent in witnesses(world, victim, INJURY_SEEN).tolist():
            if conscious[agent]:
                distance = float(np.hypot(*(world.bodies.position[agent] - world.bodies.position[victim])))
                self.notes.take(agent, Cue(CueKind.INJURED_OTHER, tick, place, distance, speaker=victim))
                self.notes.interrupt(agent, CueKind.INJURED_OTHER, NEWS, tick, SOUND_INTERRUPTS_AGAIN)

    def _assembled(self, event: Event) -> None:
        """Whoever is there decides nothing any more: what they noticed need not be kept."""
        self.notes.clear(event.agent)

    def _refused(self, event: Event) -> None:
        """A door did not open; the place beyond it is what one did not get to."""
        self._known.finds_locked(event.agent, event.other)
        beyond = self._surroundings.other_side(event.other, event.region)
        self._in_the_way(event.agent, CueKind.DOOR_LOCKED, self._surroundings.names[beyond])

    def _locked(self, event: Event) -> None:
        """Those who see somebody at the lock know; they are not locked in by it. An instructor's hand is not seen."""
        if event.agent < 0:
            return
        for agent in [event.agent, *witnesses(self._world, event.agent, INJURY_SEEN).tolist()]:
            self._known.locked[agent] |= {event.other}

    def _unlocked(self, event: Event) -> None:
        if event.agent < 0:
            return
        for agent in [event.agent, *witnesses(self._world, event.agent, INJURY_SEEN).tolist()]:
            self._known.finds_open(agent, event.other)

    def _failed(self, event: Event) -> None:
        """What somebody set out to do cannot be done; a hiding place may have been taken by then."""
        bodies, agent = self._world.bodies, event.agent
        act, target = Act(int(bodies.act[agent])), int(bodies.target[agent])
        place = self._surroundings.names[target] if act is Act.GO else ""
        if act is Act.HIDE:
            self._known.taken[agent] |= {target}
        self._in_the_way(agent, CueKind.UNREACHABLE, place)

    def _in_the_way(self, agent: int, kind: CueKind, place: str) -> None:
        self.notes.take(agent, Cue(kind, self._world.tick, place))
        self.notes.interrupt(agent, kind, NEWS, self._world.tick, 1.0)

    def _arrived(self, event: Event) -> None:
        agent, bodies = event.agent, self._world.bodies
        self.notes.take(agent, Cue(CueKind.ARRIVED, self._world.tick, self._surroundings.names[event.region]))
        self._known.regions.learn(agent, int(bodies.region[agent]))
        act = Act(int(bodies.act[agent]))
        if act is Act.CHECK:
            self.telling.ask_around(agent, self._world.able())
        elif act is Act.OPEN:
            self._known.finds_open(agent, int(bodies.target[agent]))
        elif act in (Act.LOCK, Act.BARRICADE) and self._world.door_state(int(bodies.target[agent])) == Door.LOCKED:
            self._known.locked[agent] |= {int(bodies.target[agent])}


__all__ = ["Senses", "Word"]
