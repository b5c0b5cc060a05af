"""People telling each other: who hears a word, what is understood, and what somebody told then knows."""

import numpy as np

from muster.behavior.v1.vocabulary import CueKind, Knowing, Volume
from muster.perception.crowds import crowding
from muster.perception.hearing import BABBLE, NOTICED, QUIET, UNDERSTOOD, VOICE, Ears, Word
from muster.perception.knowledge import TRUST, Known, Whereabouts
from muster.perception.noting import NEWS, Notes
from muster.perception.percept import Cue
from muster.perception.seeing import witnesses
from muster.perception.surroundings import Surroundings
from muster.perception.ties import Ties
from muster.scenario.persona import Duty
from muster.world.acts import Act
from muster.world.arrays import Bools, Floats, Ints
from muster.world.world import World

WORD_INTERRUPTS_AGAIN = 8.0  # seconds
IN_TALKING_DISTANCE = 4.0  # metres within which one asks and answers
AT_HAND = 2.0  # metres within which a gesture or a touch gets through to anybody
HEEDED = 0.6  # trust from which on being told to do something else makes people think again; ours
HEARSAY = 0.8  # share of the teller's certainty that reaches the one told; ours

_URGES = frozenset({Act.EXIT, Act.HIDE, Act.LOCK, Act.BARRICADE, Act.FOLLOW})


class Telling:
    """What passes from person to person by word and gesture."""

    def __init__(
        self, world: World, known: Known, ties: Ties, ears: Ears, notes: Notes, surroundings: Surroundings
    ) -> None:
        self._world, self._known, self._ties = world, known, ties
        self._ears, self._notes, self._surroundings = ears, notes, surroundings

    def hear(self, word: Word, conscious: Bools) -> int:
        """Let everybody within earshot take in a word; return how many noticed it.

        Whoever stands at the speaker's side notices however loud it is around them, and deaf people too: people who
        must be told are touched and shown.
        """
        world, speaker = self._world, word.agent
        place = int(world.bodies.region[speaker])
        sound = self._ears.levels(place, world.bodies.position[speaker], VOICE[word.volume])
        may = conscious[sound.rows] & (sound.level > QUIET + NOTICED) & (sound.rows != speaker)
        rows, level = sound.rows[may], sound.level[may]
        above = level - self._noise(rows, level)
        understood = set(rows[above > UNDERSTOOD].tolist())
        noticed = set(rows[above > NOTICED].tolist()) if word.volume is Volume.SHOUT else set[int]()
        shown = {row for row in witnesses(world, speaker, AT_HAND).tolist() if conscious[row]}
        door = dict(zip(sound.rows.tolist(), sound.door.tolist(), strict=True))
        for agent in sorted(understood | noticed | shown):
            self._listen(agent, word, door.get(agent, -1), understood=agent in understood, shown=agent in shown)
        return len(understood | noticed | shown)

    def ask_around(self, agent: int, conscious: Bools) -> None:
        """Whoever has checked with their neighbours knows what the best informed of them knows."""
        known, world = self._known, self._world
        near = witnesses(world, agent, IN_TALKING_DISTANCE)
        informed = [int(row) for row in near if conscious[row] and known.aware[row]]
        if informed:
            self._told(agent, max(informed, key=lambda other: (known.threat_tick[other], -other)))

    def _noise(self, rows: Ints, level: Floats) -> Floats:
        """Return ``(len(rows),)`` dB of noise; the crowd is counted only around those for whom it may matter."""
        crowd = np.zeros(len(rows))
        unsure = (level < QUIET + BABBLE + UNDERSTOOD) & ~self._ears.alarm_on[self._world.bodies.region[rows]]
        crowd[unsure] = crowding(self._world, rows[unsure])
        return self._ears.noise(crowd, rows)

    def _listen(self, agent: int, word: Word, door: int, *, understood: bool, shown: bool) -> None:
        tick, speaker = self._world.tick, word.agent
        kind = CueKind.SHOUT if word.volume is Volume.SHOUT else CueKind.SPEECH
        here = int(self._world.bodies.region[agent])
        region = int(self._world.bodies.region[speaker]) if door < 0 else self._surroundings.other_side(door, here)
        recognised = shown or door < 0 or speaker in self._ties.of[agent]
        text = word.text if understood else ""
        name = speaker if recognised else -1
        self._notes.take(agent, Cue(kind, tick, self._surroundings.names[region], speaker=name, text=text))
        if not self._known.aware[speaker] or not (understood or shown):
            return
        if self._told(agent, speaker, in_words=understood, recognised=recognised):
            self._notes.interrupt(agent, kind, NEWS, tick, WORD_INTERRUPTS_AGAIN)

    def _told(self, agent: int, by: int, *, in_words: bool = True, recognised: bool = True) -> bool:
        """Pass on where somebody takes the threat to be, and what they are about to do; return whether it is news."""
        known, bodies = self._known, self._world.bodies
        news = not known.aware[agent]  # that others are up to something is all one learns by a gesture
        known.aware[agent] = True
        if in_words:
            news |= self._place_threat(agent, by)
        if news and known.threat[agent] is None:
            place = self._surroundings.names[int(bodies.region[agent])]
            self._notes.take(agent, Cue(CueKind.PEOPLE_LEAVING, self._world.tick, place, speaker=by))
        act = Act(int(bodies.act[by]))
        if act in _URGES:
            target = int(bodies.target[by]) if in_words and act in (Act.EXIT, Act.FOLLOW) else -1
            trust = self._trust(agent, by) if recognised else TRUST[Duty.VISITOR]
            news |= trust >= HEEDED and act != known.advice_act[agent] and act != bodies.act[agent]
            known.advise(agent, act, target, trust)
        return bool(news)

    def _place_threat(self, agent: int, by: int) -> bool:
        """Pass on a place by its name: who was told knows the region and no point in it."""
        known, where = self._known, self._known.threat[by]
        if where is None or known.threat_tick[by] <= known.threat_tick[agent]:
            return False
        before = known.threat[agent]
        point = self._world.places.inner_point[where.region]
        told = Whereabouts(where.region, point, sure=HEARSAY * where.sure)
        known.place_threat(agent, Knowing.TOLD, int(known.threat_tick[by]), told)
        return before is None or before.region != where.region

    def _trust(self, agent: int, speaker: int) -> float:
        return max(TRUST[self._world.cast[speaker].duty], self._ties.strength(agent, speaker))
