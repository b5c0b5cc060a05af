"""People telling each other: who hears a word, what is understood, and what somebody told then knows."""

from dataclasses import dataclass

import numpy as np

from muster.behavior.v1.vocabulary import CueKind, Knowing, Volume
from muster.perception.hearing import NOTICED, QUIET, UNDERSTOOD, VOICE, Ears, Word
from muster.perception.knowledge import TRUST, Known
from muster.perception.noting import NEWS, Notes
from muster.perception.percept import Cue
from muster.perception.seeing import witnesses
from muster.perception.smoke import SmokeSense
from muster.perception.surroundings import Surroundings
from muster.perception.ties import Ties
from muster.scenario.persona import Duty
from muster.scenario.speech import Urge
from muster.world.acts import Act
from muster.world.arrays import Bools, Floats, Ints
from muster.world.world import World

WORD_INTERRUPTS_AGAIN = 8.0  # seconds
RELEASE_INTERRUPTS_AGAIN = 10.0  # seconds
VOICE_ONLY = 0.6  # trust in somebody behind a door who says that they are police; ours
IN_TALKING_DISTANCE = 4.0  # metres within which one asks and answers
AT_HAND = 2.0  # metres within which a gesture or a touch gets through to anybody
BECKONS = 10.0  # metres within which whoever sees a responder understands their gestures; ours
HEEDED = 0.6  # trust from which on being told to do something else makes people think again; ours
HEARSAY = 0.8  # share of the teller's certainty that reaches the one told; ours

_KIND = {Volume.WHISPER: CueKind.SPEECH, Volume.TALK: CueKind.SPEECH, Volume.SHOUT: CueKind.SHOUT}

_URGES = frozenset({Act.EXIT, Act.HIDE, Act.LOCK, Act.BARRICADE, Act.FOLLOW})
_NAMED = frozenset({Act.EXIT, Act.FOLLOW})
"""Of these, those whose words also say which exit, or whom."""


_URGED = {Urge.LEAVE: Act.EXIT, Urge.HIDE: Act.HIDE, Urge.LOCK: Act.LOCK, Urge.FOLLOW: Act.FOLLOW, Urge.STAY: Act.STAY}

POINTING_SEEN = 12.0  # metres; ours


@dataclass(frozen=True, slots=True)
class _Audience:
    """The k people who notice a word.

    Attributes:
        rows: ``(k,)`` their indices, ascending.
        door: ``(k,)`` the door it comes by; -1 in the same region.
        understood: ``(k,)`` who gets the words. shown: ``(k,)`` who is touched and shown.
    """

    rows: Ints
    door: Ints
    understood: Bools
    shown: Bools


class Telling:
    """What passes from person to person by word and gesture.

    Attributes:
        smoke: what is known of smoke and fire; None where there is no fire.
    """

    def __init__(
        self, world: World, known: Known, ties: Ties, ears: Ears, notes: Notes, surroundings: Surroundings
    ) -> None:
        self._world, self._known, self._ties = world, known, ties
        self._ears, self._notes, self._surroundings = ears, notes, surroundings
        self.smoke: SmokeSense | None = None

    def hear(self, word: Word, conscious: Bools) -> int:
        """Let everybody within earshot take in a word; return how many noticed it.

        Whoever stands at the speaker's side notices however loud it is around them, and deaf people too: people who
        must be told are touched and shown.
        """
        is_responder = word.agent >= self._world.occupants
        heard, kind = self._audience(word, conscious, BECKONS if is_responder else AT_HAND), _KIND[word.volume]
        tied = self._ties.strengths(word.agent)[heard.rows] > 0
        recognised = heard.shown | (heard.door < 0) | tied
        if is_responder:
            self._take_down(word, CueKind.RELEASE, heard, recognised)
            self._release(heard, recognised)
            return len(heard.rows)
        self._take_down(word, kind, heard, recognised)
        if self._known.aware[word.agent] or word.urge:
            told = heard.understood | heard.shown
            rows = heard.rows[told]
            in_words, known = heard.understood[told], recognised[told]
            news = self._tell(rows, word.agent, in_words=in_words, recognised=known, urge=word.urge)
            self._notes.interrupt(rows[news], kind, NEWS, self._world.tick, WORD_INTERRUPTS_AGAIN)
        return len(heard.rows)

    def _release(self, heard: _Audience, recognised: Bools) -> None:
        """Responders say that it is over: it counts for more when they are seen than as a voice behind a door."""
        understood = heard.understood | heard.shown
        rows, seen = heard.rows[understood], recognised[understood]
        trust = np.where(seen, TRUST[Duty.RESPONDER], VOICE_ONLY)
        self._known.aware[rows] = True
        self._known.released[rows] = np.maximum(self._known.released[rows], trust)
        self._known.advise(rows, Act.EXIT, -1, trust)
        self._notes.interrupt(rows, CueKind.RELEASE, NEWS, self._world.tick, RELEASE_INTERRUPTS_AGAIN)

    def ask_around(self, agent: int, conscious: Bools) -> None:
        """Whoever has checked with their neighbours knows what the best informed of them knows."""
        known, world = self._known, self._world
        near = witnesses(world, agent, IN_TALKING_DISTANCE)
        informed = near[conscious[near] & known.aware[near]]
        if len(informed):
            best = int(informed[np.argmax(known.threat_tick[informed])])  # the first of equals
            sure = np.ones(1, np.bool_)
            self._tell(np.array([agent]), best, in_words=sure, recognised=sure)

    def _audience(self, word: Word, conscious: Bools, at_hand: float) -> _Audience:
        world, speaker = self._world, word.agent
        source = int(world.bodies.region[speaker])
        sound = self._ears.levels(source, world.bodies.position[speaker], VOICE[word.volume])
        door = np.full(world.people, -1)
        door[sound.rows] = sound.door
        near = sound.only(conscious[sound.rows] & (sound.level > QUIET + NOTICED) & (sound.rows != speaker))
        above = near.level - self._ears.noise(near)
        understood, shown = np.zeros(world.people, np.bool_), np.zeros(world.people, np.bool_)
        understood[near.rows[above > UNDERSTOOD]] = True
        shown[witnesses(world, speaker, at_hand)] = True
        shown &= conscious
        noticed = understood | shown
        if word.volume is Volume.SHOUT:
            noticed[near.rows[above > NOTICED]] = True
        rows = np.flatnonzero(noticed)
        return _Audience(rows, door[rows], understood[rows], shown[rows])

    def _take_down(self, word: Word, kind: CueKind, heard: _Audience, recognised: Bools) -> None:
        """Let people note what they heard: from where, by whom as far as they can tell, and what was said."""
        bodies, tick, names = self._world.bodies, self._world.tick, self._surroundings.names
        source = int(bodies.region[word.agent])
        region = self._surroundings.whence(heard.door, bodies.region[heard.rows], source)

        def cue(key: int) -> Cue:
            speaker = word.agent if key & 2 else -1
            return Cue(kind, tick, names[key >> 2], speaker=speaker, text=word.text if key & 1 else "")

        self._notes.take_each(heard.rows, (region << 2) + 2 * recognised + heard.understood, cue)

    def rumour(self, rows: Ints, text: str, place: int, urge: Urge) -> None:
        """Let people ``rows`` hear from somebody, they could not say who, that the threat is in ``place``; -1: not so.

        It is believed as a visitor's word is.
        """
        tick, known = self._world.tick, self._known
        known.aware[rows] = True
        self._notes.take(rows, Cue(CueKind.SPEECH, tick, text=text))
        if place >= 0:
            point = self._world.places.inner_point[place]
            known.place_threat(rows, Knowing.TOLD, tick, place, point, sure=HEARSAY * TRUST[Duty.VISITOR])
        if urge:
            known.advise(rows, *_urged(urge, -1), TRUST[Duty.VISITOR])
        self._notes.interrupt(rows, CueKind.SPEECH, NEWS, tick, WORD_INTERRUPTS_AGAIN)

    def point(self, by: int, act: Act, target: int, text: str) -> None:
        """Let those who see somebody point take it as advice, believed as their word would be."""
        rows = witnesses(self._world, by, POINTING_SEEN)
        rows = rows[self._world.able()[rows]]
        trust = self._trust(rows, by)
        known = self._known
        news = (trust >= HEEDED) & ((known.advice_act[rows] != int(act)) | (known.advice_target[rows] != target))
        known.aware[rows] |= known.aware[by]
        known.advise(rows, int(act), target, trust)
        self._notes.take(rows, Cue(CueKind.SPEECH, self._world.tick, speaker=by, text=text))
        self._notes.interrupt(rows[news], CueKind.SPEECH, NEWS, self._world.tick, WORD_INTERRUPTS_AGAIN)

    def _tell(self, rows: Ints, by: int, *, in_words: Bools, recognised: Bools, urge: Urge = Urge.NONE) -> Bools:
        """Pass on where somebody takes the threat to be, and what they are about to do; return to whom it is news.

        That others are up to something is all one learns by a gesture. What a trainee urges goes before what they do.
        """
        known, bodies = self._known, self._world.bodies
        news = ~known.aware[rows]
        known.aware[rows] = True
        news[in_words] |= self._place_threat(rows[in_words], by)
        puzzled = rows[news & (known.threat_region[rows] < 0)]
        if self.smoke is not None:
            news[in_words] |= self.smoke.pass_on(rows[in_words], by)
            puzzled = puzzled[self.smoke.fire_how[puzzled] == 0]
        self._notes.take_each(puzzled, bodies.region[puzzled], lambda region: self._leaving(region, by))
        act, target = _urged(urge, by) if urge else (int(bodies.act[by]), int(bodies.target[by]))
        if urge or act in _URGES:
            target = np.where(in_words, target if act in _NAMED else -1, -1)
            trust = np.where(recognised, self._trust(rows, by), TRUST[Duty.VISITOR])
            news |= (trust >= HEEDED) & (known.advice_act[rows] != act) & (bodies.act[rows] != act)
            known.advise(rows, act, target, trust)
        return news

    def _leaving(self, region: int, by: int) -> Cue:
        return Cue(CueKind.PEOPLE_LEAVING, self._world.tick, self._surroundings.names[region], speaker=by)

    def _place_threat(self, rows: Ints, by: int) -> Bools:
        """Pass on a place by its name: who was told knows the region and no point in it. Return to whom it is news."""
        known, where, tick = self._known, self._known.where(by), int(self._known.threat_tick[by])
        if where is None:
            return np.zeros(len(rows), np.bool_)
        later = known.threat_tick[rows] < tick
        if not later.any():
            return later
        news = later & (known.threat_region[rows] != where.region)
        point = self._world.places.inner_point[where.region]
        known.place_threat(rows[later], Knowing.TOLD, tick, where.region, point, sure=HEARSAY * where.sure)
        return news

    def _trust(self, rows: Ints, speaker: int) -> Floats:
        return np.maximum(TRUST[self._world.cast[speaker].duty], self._ties.strengths(speaker)[rows])


def _urged(urge: Urge, by: int) -> tuple[int, int]:
    """Return the act and the target that somebody's words ask for: of following, themselves."""
    act = _URGED[urge]
    return int(act), by if act is Act.FOLLOW else -1
