"""What everybody decided, when and why, as compactly as a page needs it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from google.protobuf.message import DecodeError

from muster.behavior.v1 import behavior_pb2 as pb
from muster.recording.codes import Act, word_for
from muster.recording.errors import RecordingDamaged
from muster.recording.looking_back import Past
from muster.recording.reader import Recording
from muster.recording.rows import DecisionRow, PerceptRow
from muster.render.captions import asked, by_chance, how
from muster.render.story import story
from muster.scenario.persona import Persona
from muster.scenario.population import people

MOST_DECISIONS = 60_000
"""Beyond it only changes of mind are told, and of each person the first ``MOST_TOLD``."""
MOST_TOLD = 100
_CHOICES = 5  # the likeliest ones are told, and the one taken

Entry = list[object]


class Strings:
    """Texts by number: most are said again and again."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Return the number of ``text``."""
        return self._numbers.setdefault(text, len(self._numbers))

    def all(self) -> list[str]:
        """Return every text, in order of numbers."""
        return list(self._numbers)


@dataclass
class Stories:
    """Everybody's story.

    Attributes:
        people: for each agent name, role, and lines about them.
        entries: for each agent its decisions: time, why, noticed, choices (text, per mille, taken), whether drawn
            by chance, how decided, thought, mood. Texts are numbers of ``strings``.
        acts: how many decisions for each act in each whole second, all decisions counted.
        thinned: whether some decisions are not told.
    """

    people: list[list[object]]
    entries: list[list[Entry]]
    strings: list[str] = field(default_factory=list[str])
    acts: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict[str, Counter[int]](Counter))
    thinned: bool = False


class _ChangesOfMind:
    """Picks decisions for something else than the one before."""

    def __init__(self) -> None:
        self._last = dict[int, str]()
        self._picked = Counter[int]()

    def __call__(self, row: DecisionRow) -> bool:
        """Return whether ``row`` is one of them, among the first ``MOST_TOLD`` of its person."""
        changed = self._last.get(row.agent) != row.option_id and self._picked[row.agent] < MOST_TOLD
        self._last[row.agent] = row.option_id
        self._picked[row.agent] += changed
        return changed


def stories(recording: Recording) -> Stories:
    """Return everybody's story; raises RecordingDamaged."""
    try:
        return _stories(recording)
    except DecodeError:
        raise RecordingDamaged(f"{recording.path}: a message is damaged; export csv for what is left") from None


def _stories(recording: Recording) -> Stories:
    personas = people(recording.scenario)
    told = Stories([_person(agent, persona) for agent, persona in enumerate(personas)], [[] for _ in personas])
    told.thinned = sum(recording.counts("decisions", "NULL").values()) > MOST_DECISIONS
    is_told: Callable[[DecisionRow], bool] = _ChangesOfMind() if told.thinned else lambda row: True
    strings, place = Strings(), dict[tuple[int, int], Entry]()
    for row, noticed in _with_percepts(recording):
        told.acts[word_for(Act, row.act).replace("_", " ")][int(row.tick * recording.meta.dt)] += 1
        if noticed and 0 <= row.agent < len(personas) and is_told(row):
            entry = _entry(_past(recording, personas[row.agent], row, noticed), strings)
            told.entries[row.agent].append(entry)
            place[row.agent, row.ordinal] = entry
    for row in recording.reflections():
        if (row.agent, row.ordinal) in place:
            words = pb.Words.FromString(row.message)
            place[row.agent, row.ordinal][-2:] = strings.number(words.thought), strings.number(words.mind.mood)
    told.strings = strings.all()
    return told


def _with_percepts(recording: Recording) -> Iterator[tuple[DecisionRow, list[PerceptRow]]]:
    """Yield each decision with what its person noticed since the one before.

    Percepts and decisions are read side by side: nothing has to be looked up, and little kept in memory.
    """
    percepts, noticed = recording.percepts(), defaultdict[int, list[PerceptRow]](list)
    ahead = next(percepts, None)
    for row in recording.decisions():
        while ahead is not None and ahead.tick <= row.tick:
            noticed[ahead.agent].append(ahead)
            ahead = next(percepts, None)
        yield row, [percept for percept in noticed[row.agent] if percept.ordinal <= row.ordinal]
        noticed[row.agent] = [percept for percept in noticed[row.agent] if percept.ordinal > row.ordinal]


def _past(recording: Recording, persona: Persona, row: DecisionRow, noticed: list[PerceptRow]) -> Past:
    decision = pb.Decision.FromString(row.message)
    percepts = tuple(pb.Percept.FromString(percept.message) for percept in noticed)
    decided_s = row.tick * recording.meta.dt
    return Past(row.agent, "", persona, pb.Mind(), percepts, decision, decided_s, None, decision.mind)


def _person(agent: int, persona: Persona) -> list[object]:
    about = story(Past(agent, "", persona, pb.Mind(), (), None, 0.0, None, pb.Mind()))
    return [about.name, about.role, list(about.persona)]


def _entry(past: Past, strings: Strings) -> Entry:
    them = story(past)
    return [
        round(them.decided_at, 2),
        strings.number(asked(them)),
        [strings.number(line) for line in them.noticed],
        [
            [strings.number(choice.text), round(1000 * choice.probability), int(choice.is_chosen)]
            for rank, choice in enumerate(them.choices)
            if rank < _CHOICES or choice.is_chosen
        ],
        strings.number(by_chance(them)),
        strings.number(how(them)),
        strings.number(them.thought),
        strings.number(them.mood),
    ]
