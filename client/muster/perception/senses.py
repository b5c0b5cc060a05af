"""Turning what happens into what each person notices: cues, knowledge, and whether it interrupts them."""

from collections.abc import Sequence

import numpy as np

from muster.behavior.v1.vocabulary import CueKind, Knowing
from muster.perception.crowds import hurrying_in_view
from muster.perception.hearing import NOTICED, SHOT, Ears, Word
from muster.perception.knowledge import SPEAKERS_TRUST, Known, Whereabouts
from muster.perception.noting import BANG, DANGER, NEWS, Notes, Salience
from muster.perception.percept import Cue
from muster.perception.seeing import sees_threat, witnesses
from muster.perception.surroundings import Surroundings
from muster.perception.telling import Telling
from muster.perception.ties import Ties
from muster.scenario.scenario import Advice
from muster.world.acts import Act, Door, Health
from muster.world.arrays import Bools, Floats
from muster.world.events import Event, EventKind
from muster.world.world import World

LOOK_EVERY = 0.25  # seconds between looks for the threat
LISTEN_EVERY = 1.0  # seconds after which somebody who comes to where an alarm sounds has noticed it
SIGHT_INTERRUPTS_AGAIN = 3.0  # seconds
SOUND_INTERRUPTS_AGAIN = 4.0  # seconds
LEAVING_WITHIN = 10.0  # metres
LEAVING_SEEN = 6.0  # seconds of watching somebody on the move, of three people together or of two in turn; ours
LEAVING_FORGOTTEN = 30.0  # seconds in which that fades e-fold; ours
INJURY_SEEN = 12.0  # metres
SURE_BY_EAR = ((12.0, 0.8), (25.0, 0.5), (np.inf, 0.25))
"""How sure people are that a shot came from right behind the door they heard it by: the less, the further off it
seemed (metres); ours."""

_ADVICE = {Advice.LEAVE: Act.EXIT, Advice.SHELTER: Act.HIDE}


class Senses:
    """Everybody's senses. ``notice`` takes the world's events and the words said in one tick.

    Attributes:
        ears: for what is around.
        salience: who has been interrupted.
        in_sight: ``(n,)`` who saw the threat when they last looked.
        shot_heard: how many people heard the shot of the last tick; None when there was none.
    """

    def __init__(self, world: World, known: Known, ties: Ties, surroundings: Surroundings) -> None:
        self._world, self._known, self._surroundings = world, known, surroundings
        self.ears = Ears(world.cast, world)
        self.salience = Salience(world.people)
        self._notes = Notes(known, self.salience, world.ticks_per_second)
        self._telling = Telling(world, known, ties, self.ears, self._notes, surroundings)
        self.in_sight: Bools = np.zeros(world.people, np.bool_)
        self.shot_heard: int | None = None
        self._watched: Floats = np.zeros(world.people)  # seconds, of others on the move
        self._announced: list[set[str]] = [set() for _ in range(world.people)]
        self._handlers = {
            EventKind.SHOT: self._shot,
            EventKind.ALARM: self._alarm,
            EventKind.ANNOUNCEMENT: self._announcement,
            EventKind.INJURED: self._hurt,
            EventKind.INCAPACITATED: self._hurt,
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
        if self._is_time(LOOK_EVERY):
            self._look_for_threat()
        if self._is_time(LISTEN_EVERY):
            self._listen_for_alarm()
            self._see_people_leaving()
        if not words:
            return []
        conscious = self._conscious()
        return [self._telling.hear(word, conscious) for word in words]

    def _is_time(self, every: float) -> bool:
        return self._world.tick % max(round(every * self._world.ticks_per_second), 1) == 0

    def _conscious(self) -> Bools:
        bodies, n = self._world.bodies, self._world.people
        return (bodies.health[:n] != Health.INCAPACITATED) & ~bodies.assembled[:n]

    def _shot(self, event: Event) -> None:
        tick = self._world.tick
        sound = self.ears.levels(event.region, np.array(event.position), SHOT)
        loud = sound.level > self.ears.noise(np.zeros(len(sound.rows)), sound.rows) + NOTICED
        heard = np.flatnonzero(loud & self._conscious()[sound.rows])
        self.shot_heard = len(heard)
        for k in heard.tolist():
            agent, level, door = int(sound.rows[k]), float(sound.level[k]), int(sound.door[k])
            far = self.ears.guess(agent, level, door)
            before, where = self._known.threat[agent], self._whence(agent, door, far, event)
            self._known.place_threat(agent, Knowing.HEARD, tick, where)
            self._notes.take(agent, Cue(CueKind.SHOT, tick, self._surroundings.names[where.region], far))
            if before is None or where.region != before.region or where.sure > before.sure:
                self._notes.interrupt(agent, CueKind.SHOT, BANG, tick, SOUND_INTERRUPTS_AGAIN)

    def _whence(self, agent: int, door: int, far: float, event: Event) -> Whereabouts:
        """Return where a shot seems to come from: through a door, from beyond it; else from where it is."""
        if door < 0:
            return Whereabouts(event.region, event.position)
        point = self._surroundings.door_xy[door]
        (x, y), (here_x, here_y) = point, self._world.bodies.position[agent].tolist()
        to_door = ((x - here_x) ** 2 + (y - here_y) ** 2) ** 0.5
        beyond = self._surroundings.other_side(door, int(self._world.bodies.region[agent]))
        sure = next(share for limit, share in SURE_BY_EAR if far < limit)
        return Whereabouts(beyond, point, max(far - to_door, 0.0), sure)

    def _alarm(self, event: Event) -> None:
        self.ears.sound_alarm(event.regions)
        self._listen_for_alarm()

    def _listen_for_alarm(self) -> None:
        """The first time that somebody hears an alarm it interrupts them; then they know."""
        if not self.ears.alarm_on.any():
            return
        heard, tick = self.ears.hears_alarm() & self._conscious() & ~self._known.alarmed, self._world.tick
        for agent in np.flatnonzero(heard).tolist():
            self._known.aware[agent] = self._known.alarmed[agent] = True
            self._known.advise(agent, Act.EXIT, -1, SPEAKERS_TRUST)
            self._notes.take(agent, Cue(CueKind.ALARM, tick))
            self._notes.interrupt(agent, CueKind.ALARM, NEWS, tick)

    def _announcement(self, event: Event) -> None:
        heard, tick = self.ears.hears_announcement(event.regions) & self._conscious(), self._world.tick
        for agent in np.flatnonzero(heard).tolist():
            self._known.aware[agent] = True
            if event.advice:
                self._known.advise(agent, _ADVICE[Advice(event.advice)], -1, SPEAKERS_TRUST)
            self._notes.take(agent, Cue(CueKind.ANNOUNCEMENT, tick, text=event.text))
            if event.text not in self._announced[agent]:
                self._announced[agent].add(event.text)
                self._notes.interrupt(agent, CueKind.ANNOUNCEMENT, NEWS, tick)

    def _look_for_threat(self) -> None:
        world, tick = self._world, self._world.tick
        seen = sees_threat(world)
        rows = np.flatnonzero(seen).tolist()
        if rows:
            x, y = world.bodies.position[world.people].tolist()
            where = Whereabouts(int(world.bodies.region[world.people]), (x, y))
            away = np.hypot(*(world.bodies.position[rows] - (x, y)).T).tolist()
            for agent, distance in zip(rows, away, strict=True):
                if not self.in_sight[agent]:
                    place = self._surroundings.names[where.region]
                    self._notes.take(agent, Cue(CueKind.THREAT_SEEN, tick, place, distance))
                self._known.place_threat(agent, Knowing.SEEN, tick, where)
                self._notes.interrupt(agent, CueKind.THREAT_SEEN, DANGER, tick, SIGHT_INTERRUPTS_AGAIN)
        self.in_sight = seen

    def _see_people_leaving(self) -> None:
        """Those who have noticed nothing yet see that others are on their way.

        Before anybody knows of anything there is nothing to see in people who walk about.
        """
        world, tick = self._world, self._world.tick
        rows = np.flatnonzero(~self._known.aware & self._conscious())
        if not len(rows) or not self._known.aware.any():
            return
        self._watched *= np.exp(-LISTEN_EVERY / LEAVING_FORGOTTEN)
        hurrying = hurrying_in_view(world.bodies, world.plan.walls, rows, world.people, LEAVING_WITHIN)
        self._watched[rows] += LISTEN_EVERY * hurrying
        for agent in rows[self._watched[rows] >= LEAVING_SEEN].tolist():
            self._known.aware[agent] = True
            self._known.advise(agent, Act.EXIT, -1, 0.3)
            place = self._surroundings.names[world.bodies.region[agent]]
            self._notes.take(agent, Cue(CueKind.PEOPLE_LEAVING, tick, place))
            self._notes.interrupt(agent, CueKind.PEOPLE_LEAVING, NEWS, tick)

    def _hurt(self, event: Event) -> None:
        """Somebody was harmed: they feel it, and those who see it know."""
        world, tick, victim = self._world, self._world.tick, event.agent
        if event.kind is EventKind.INJURED:
            self._notes.take(victim, Cue(CueKind.INJURED_SELF, tick))
            self._notes.interrupt(victim, CueKind.INJURED_SELF, DANGER, tick)
        conscious, place = self._conscious(), self._surroundings.names[event.region]
        for agent in witnesses(world, victim, INJURY_SEEN).tolist():
            if conscious[agent]:
                distance = float(np.hypot(*(world.bodies.position[agent] - world.bodies.position[victim])))
                self._notes.take(agent, Cue(CueKind.INJURED_OTHER, tick, place, distance, speaker=victim))
                self._notes.interrupt(agent, CueKind.INJURED_OTHER, NEWS, tick, SOUND_INTERRUPTS_AGAIN)

    def _refused(self, event: Event) -> None:
        """A door did not open; the place beyond it is what one did not get to."""
        self._known.finds_locked(event.agent, event.other)
        beyond = self._surroundings.other_side(event.other, event.region)
        self._in_the_way(event.agent, CueKind.DOOR_LOCKED, self._surroundings.names[beyond])

    def _locked(self, event: Event) -> None:
        """Those who see somebody at the lock know; they are not locked in by it."""
        for agent in [event.agent, *witnesses(self._world, event.agent, INJURY_SEEN).tolist()]:
            self._known.locked[agent].add(event.other)

    def _unlocked(self, event: Event) -> None:
        for agent in [event.agent, *witnesses(self._world, event.agent, INJURY_SEEN).tolist()]:
            self._known.finds_open(agent, event.other)

    def _failed(self, event: Event) -> None:
        """What somebody set out to do cannot be done; a hiding place may have been taken by then."""
        bodies, agent = self._world.bodies, event.agent
        act, target = Act(int(bodies.act[agent])), int(bodies.target[agent])
        place = self._surroundings.names[target] if act is Act.GO else ""
        if act is Act.HIDE:
            self._known.taken[agent].add(target)
        self._in_the_way(agent, CueKind.UNREACHABLE, place)

    def _in_the_way(self, agent: int, kind: CueKind, place: str) -> None:
        self._notes.take(agent, Cue(kind, self._world.tick, place))
        self._notes.interrupt(agent, kind, NEWS, self._world.tick, 1.0)

    def _arrived(self, event: Event) -> None:
        agent, bodies = event.agent, self._world.bodies
        self._notes.take(agent, Cue(CueKind.ARRIVED, self._world.tick, self._surroundings.names[event.region]))
        self._known.regions.learn(agent, int(bodies.region[agent]))
        act = Act(int(bodies.act[agent]))
        if act is Act.CHECK:
            self._telling.ask_around(agent, self._conscious())
        elif act is Act.OPEN:
            self._known.finds_open(agent, int(bodies.target[agent]))
        elif act in (Act.LOCK, Act.BARRICADE) and self._world.door_state(int(bodies.target[agent])) == Door.LOCKED:
            self._known.locked[agent].add(int(bodies.target[agent]))


__all__ = ["Senses", "Word"]
