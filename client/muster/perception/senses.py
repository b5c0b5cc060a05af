"""Turning what happens into what each person notices: cues, knowledge, and whether it interrupts them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from muster.perception import hearing
from muster.perception.hearing import Ears
from muster.perception.knowledge import SPEAKERS_TRUST, TRUST, Known
from muster.perception.percept import MOST_CUES, Cue, CueKind, Knowing
from muster.perception.seeing import hurrying_neighbours, sees_threat
from muster.perception.ties import Ties
from muster.scenario.scenario import Advice
from muster.world.acts import Act, Health
from muster.world.events import Event, EventKind
from muster.world.types import Bools, Ints
from muster.world.world import World

LOOK_EVERY = 0.25  # seconds between looks for the threat
SIGHT_INTERRUPTS_AGAIN = 3.0  # seconds
SOUND_INTERRUPTS_AGAIN = 4.0  # seconds
WORD_INTERRUPTS_AGAIN = 8.0  # seconds
LEAVING_COUNT, LEAVING_WITHIN = 3, 10.0  # people on the move within metres, for somebody who heard nothing
NEAR_SHOT, FAR_SHOT = 105.0, 75.0  # dB at the ear that people call very near, and far off; ours
HEEDED = 0.6  # trust from which on being told to do something else makes people think again; ours
IN_TALKING_DISTANCE = 4.0  # metres

_URGES = frozenset({Act.EXIT, Act.HIDE, Act.LOCK, Act.BARRICADE, Act.FOLLOW})
_ADVICE = {Advice.LEAVE: Act.EXIT, Advice.SHELTER: Act.HIDE}


@dataclass(frozen=True, slots=True)
class Word:
    """Something said aloud at ``tick`` by ``agent``; ``volume`` 1 whisper, 2 talk, 3 shout."""

    tick: int
    agent: int
    volume: int
    text: str


class Salience:
    """How strongly each person has been interrupted since they last decided.

    Levels: 1 a word, an alarm, something in the way; 2 a shot; 3 the threat in sight, or being hurt.
    """

    def __init__(self, n: int) -> None:
        self.level: Ints = np.zeros(n, np.int8)
        self._again = np.full((n, len(CueKind) + 1), -1, np.int64)

    def interrupt(self, agent: int, kind: CueKind, level: int, tick: int, again_after: int) -> None:
        """Raise the level, unless the same kind of cue has done so less than ``again_after`` ticks ago."""
        if tick >= self._again[agent, kind]:
            self.level[agent] = max(self.level[agent], level)
            self._again[agent, kind] = tick + again_after


class Senses:
    """Everybody's senses. ``notice`` takes the world's events and the words said in one tick.

    Attributes:
        in_sight: ``(n,)`` who saw the threat when they last looked.
        shot_heard: how many people heard the shot of the last tick; None when there was none.
    """

    def __init__(self, world: World, known: Known, ties: Ties) -> None:
        self._world, self._known, self._ties = world, known, ties
        self.ears = Ears(world.cast, world)
        self.salience = Salience(world.people)
        self.in_sight: Bools = np.zeros(world.people, np.bool_)
        self.shot_heard: int | None = None
        self._announced: list[set[str]] = [set() for _ in range(world.people)]
        self._regions = [region.name for region in world.scenario.building.regions]
        self._handlers = {
            EventKind.SHOT: self._shot,
            EventKind.ALARM: self._alarm,
            EventKind.ANNOUNCEMENT: self._announcement,
            EventKind.INJURED: self._hurt,
            EventKind.INCAPACITATED: self._hurt,
            EventKind.DOOR_REFUSED: self._refused,
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
        tick = self._world.tick
        if tick % self._ticks(LOOK_EVERY) == 0:
            self._look_for_threat()
        if tick % self._ticks(1.0) == 0:
            self._see_people_leaving()
        return [self._hear(word) for word in words]

    def _ticks(self, seconds: float) -> int:
        return max(round(seconds * self._world.ticks_per_second), 1)

    def _add(self, agent: int, cue: Cue) -> None:
        cues = self._known.cues[agent]
        cues.append(cue)
        if len(cues) > MOST_CUES:
            del cues[0]

    def _conscious(self) -> Bools:
        bodies, n = self._world.bodies, self._world.people
        return (bodies.health[:n] != Health.INCAPACITATED) & ~bodies.assembled[:n]

    def _shot(self, event: Event) -> None:
        world, tick = self._world, self._world.tick
        level, door = self.ears.levels(event.region, np.array(event.position), hearing.SHOT)
        heard = self._conscious() & (level > self.ears.noise(0.0, np.arange(world.people)) + hearing.NOTICED)
        self.shot_heard = int(heard.sum())
        for agent in np.flatnonzero(heard):
            agent = int(agent)
            region, point = self._whence(agent, int(door[agent]), event)
            loud = float(level[agent])
            distance = 10.0 if loud > NEAR_SHOT else 30.0 if loud > FAR_SHOT else 60.0
            self._known.place_threat(agent, Knowing.HEARD, tick, region, point)
            self._add(agent, Cue(CueKind.SHOT, tick, self._regions[region], distance))
            self.salience.interrupt(agent, CueKind.SHOT, 2, tick, self._ticks(SOUND_INTERRUPTS_AGAIN))

    def _whence(self, agent: int, door: int, event: Event) -> tuple[int, tuple[float, float]]:
        """Return where a sound seems to come from: through a door, from the region beyond; else from where it is."""
        if door < 0:
            return event.region, event.position
        plan = self._world.plan
        a, b = plan.door_regions[door]
        x, y = plan.door_middle[door]
        return int(b if a == self._world.bodies.region[agent] else a), (float(x), float(y))

    def _alarm(self, event: Event) -> None:
        heard = self.ears.sound_alarm(event.regions) & self._conscious() & (self._known.alarmed_at < 0)
        tick = self._world.tick
        for agent in np.flatnonzero(heard):
            agent = int(agent)
            self._known.aware[agent] = True
            self._known.alarmed_at[agent] = tick
            self._known.advise(agent, Act.EXIT, -1, SPEAKERS_TRUST)
            self._add(agent, Cue(CueKind.ALARM, tick))
            self.salience.interrupt(agent, CueKind.ALARM, 1, tick, self._ticks(SOUND_INTERRUPTS_AGAIN))

    def _announcement(self, event: Event) -> None:
        here = self.ears.covered(event.regions)[self._world.bodies.region[: self._world.people]]
        heard = here & self._conscious() & (self.ears.loss < hearing.ALARM - hearing.QUIET)
        tick = self._world.tick
        for agent in np.flatnonzero(heard):
            agent = int(agent)
            self._known.aware[agent] = True
            if event.advice:
                self._known.advise(agent, _ADVICE[Advice(event.advice)], -1, SPEAKERS_TRUST)
            self._add(agent, Cue(CueKind.ANNOUNCEMENT, tick, text=event.text))
            if event.text not in self._announced[agent]:
                self._announced[agent].add(event.text)
                self.salience.interrupt(agent, CueKind.ANNOUNCEMENT, 1, tick, 0)

    def _look_for_threat(self) -> None:
        world, tick = self._world, self._world.tick
        seen = sees_threat(world)
        for agent in np.flatnonzero(seen):
            agent, n = int(agent), world.people
            x, y = world.bodies.position[n]
            region = int(world.bodies.region[n])
            if not self.in_sight[agent]:
                distance = float(np.hypot(*(world.bodies.position[n] - world.bodies.position[agent])))
                self._add(agent, Cue(CueKind.THREAT_SEEN, tick, self._regions[region], distance))
            self._known.place_threat(agent, Knowing.SEEN, tick, region, (float(x), float(y)))
            self.salience.interrupt(agent, CueKind.THREAT_SEEN, 3, tick, self._ticks(SIGHT_INTERRUPTS_AGAIN))
        self.in_sight = seen

    def _see_people_leaving(self) -> None:
        """Those who have noticed nothing yet see that others are on their way."""
        world, tick = self._world, self._world.tick
        if not self._known.aware.any():
            return
        rows = np.flatnonzero(~self._known.aware & self._conscious())
        moving = hurrying_neighbours(world.bodies, rows, world.people, LEAVING_WITHIN)
        for agent in rows[moving >= LEAVING_COUNT]:
            agent = int(agent)
            self._known.aware[agent] = True
            self._known.advise(agent, Act.EXIT, -1, 0.3)
            self._add(agent, Cue(CueKind.PEOPLE_LEAVING, tick, self._regions[world.bodies.region[agent]]))
            self.salience.interrupt(agent, CueKind.PEOPLE_LEAVING, 1, tick, self._ticks(SOUND_INTERRUPTS_AGAIN))

    def _hurt(self, event: Event) -> None:
        """Somebody was harmed: they feel it, and those who see it know."""
        world, tick = self._world, self._world.tick
        victim = event.agent
        if event.kind is EventKind.INJURED:
            self._add(victim, Cue(CueKind.INJURED_SELF, tick))
            self.salience.interrupt(victim, CueKind.INJURED_SELF, 3, tick, 0)
        away = world.bodies.position[: world.people] - world.bodies.position[victim]
        near = (np.hypot(away[:, 0], away[:, 1]) < IN_TALKING_DISTANCE * 3) & self._conscious()
        near &= world.bodies.region[: world.people] == event.region
        for agent in np.flatnonzero(near):
            if agent != victim:
                distance = float(np.hypot(away[agent, 0], away[agent, 1]))
                self._add(
                    int(agent), Cue(CueKind.INJURED_OTHER, tick, self._regions[event.region], distance, speaker=victim)
                )
                self.salience.interrupt(int(agent), CueKind.INJURED_OTHER, 1, tick, self._ticks(SOUND_INTERRUPTS_AGAIN))

    def _refused(self, event: Event) -> None:
        self._known.shut[event.agent].add(event.other)
        self._in_the_way(event.agent, CueKind.DOOR_LOCKED, event.region)

    def _unlocked(self, event: Event) -> None:
        self._known.shut[event.agent].discard(event.other)

    def _failed(self, event: Event) -> None:
        self._in_the_way(event.agent, CueKind.UNREACHABLE, event.region)

    def _in_the_way(self, agent: int, kind: CueKind, region: int) -> None:
        tick = self._world.tick
        self._add(agent, Cue(kind, tick, self._regions[region]))
        self.salience.interrupt(agent, kind, 1, tick, self._ticks(1.0))

    def _arrived(self, event: Event) -> None:
        agent, tick = event.agent, self._world.tick
        self._add(agent, Cue(CueKind.ARRIVED, tick, self._regions[event.region]))
        region = self._world.bodies.region[agent]
        self._known.regions[agent, region] = True
        if self._world.bodies.act[agent] == Act.CHECK:
            self._ask_around(agent)

    def _ask_around(self, agent: int) -> None:
        """Whoever has checked with their neighbours knows what the best informed of them knows."""
        world, known = self._world, self._known
        n = world.people
        away = world.bodies.position[:n] - world.bodies.position[agent]
        near = np.hypot(away[:, 0], away[:, 1]) < IN_TALKING_DISTANCE
        near &= (world.bodies.region[:n] == world.bodies.region[agent]) & self._conscious() & known.aware
        near[agent] = False
        informed = [int(row) for row in np.flatnonzero(near)]
        if informed:
            self._told(agent, max(informed, key=lambda other: (known.threat_tick[other], -other)))

    def _told(self, agent: int, by: int) -> bool:
        """Pass on where somebody believes the threat to be, and what they are about to do; return whether it is news."""
        known, bodies = self._known, self._world.bodies
        news = not known.aware[agent]
        known.aware[agent] = True
        if known.threat_how[by] and known.threat_tick[by] > known.threat_tick[agent]:
            news |= known.threat_region[by] != known.threat_region[agent]
            x, y = known.threat_point[by]
            region = int(known.threat_region[by])
            known.place_threat(agent, Knowing.TOLD, int(known.threat_tick[by]), region, (float(x), float(y)))
        act = Act(int(bodies.act[by]))
        if act in _URGES:
            target = int(bodies.target[by]) if act in (Act.EXIT, Act.FOLLOW) else -1
            trust = self._trust(agent, by)
            news |= trust >= HEEDED and act != known.advice_act[agent] and act != bodies.act[agent]
            known.advise(agent, act, target, trust)
        return bool(news)

    def _trust(self, agent: int, speaker: int) -> float:
        duty = TRUST[self._world.cast[speaker].duty]
        return max(duty, self._ties.strength(agent, speaker))

    def _hear(self, word: Word) -> int:
        world, tick = self._world, self._world.tick
        loudness = (hearing.WHISPER, hearing.TALK, hearing.SHOUT)[word.volume - 1]
        position = world.bodies.position[word.agent]
        level, _ = self.ears.levels(int(world.bodies.region[word.agent]), position, loudness)
        noise = self.ears.noise(0.0, np.arange(world.people))
        reached = self._conscious() & (level > noise + hearing.NOTICED)
        reached[word.agent] = False
        understood = level > noise + hearing.UNDERSTOOD
        for agent in np.flatnonzero(reached):
            self._listen(int(agent), word, understood=bool(understood[agent]), tick=tick)
        return int(reached.sum())

    def _listen(self, agent: int, word: Word, *, understood: bool, tick: int) -> None:
        shouted = word.volume == 3
        if not understood and not shouted:
            return
        kind = CueKind.SHOUT if shouted else CueKind.SPEECH
        region = self._regions[self._world.bodies.region[word.agent]]
        self._add(agent, Cue(kind, tick, region, speaker=word.agent, text=word.text if understood else ""))
        if understood and self._known.aware[word.agent] and self._told(agent, word.agent):
            self.salience.interrupt(agent, kind, 1, tick, self._ticks(WORD_INTERRUPTS_AGAIN))
