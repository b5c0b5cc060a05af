"""What the log's model was shown and what it answered, as percepts and decisions; where ours has no word, it is told.

The reference system decides in real time: an answer takes effect when it comes. An observation and the next action of
the same agent belong together.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from muster.behavior.v1 import behavior_pb2 as pb
from muster.importing.persona_evolve.bodies import ALARMING, Bodies, act_of
from muster.importing.persona_evolve.log import Action, Agent, Log, Observation
from muster.importing.persona_evolve.site import Site
from muster.importing.sampling import tick_of
from muster.perception.words import DOING
from muster.recording.codes import Flag
from muster.recording.rows import DecisionRow, PerceptRow, WordRow
from muster.scenario.building import Point
from muster.world.acts import Act, Gait

_CUES = {"gunshot": pb.CUE_KIND_SHOT, "got_shot": pb.CUE_KIND_INJURED_SELF, "found_hiding_spot": pb.CUE_KIND_ARRIVED}
_GAITS = {"walk": Gait.WALK, "sprint": Gait.RUN, "staystill": Gait.WALK}
_US = 1_000_000


class _Goal(NamedTuple):
    """Something an agent could do: our id for it, the act, where it lies, and in words."""

    id: str
    act: Act
    at: Point | None
    text: str


@dataclass(frozen=True)
class Thinking:
    """What all minds did: rows of a recording, and a sentence about each thing that has no place in one."""

    percepts: tuple[PerceptRow, ...]
    decisions: tuple[DecisionRow, ...]
    words: tuple[WordRow, ...]
    lost: tuple[str, ...]


def think(log: Log, site: Site, bodies: Bodies) -> Thinking:
    """Return what everybody was shown, decided, thought and said."""
    minds = _Minds(log, site, bodies)
    percepts, decisions = list[PerceptRow](), list[DecisionRow]()
    for number, agent in enumerate(log.agents):
        answers = _paired(agent)
        for ordinal, observation in enumerate(agent.observations):
            percept = minds.percept(number, ordinal, observation)
            action = answers.get(ordinal)
            if action is not None and (row := minds.decision(number, agent, percept, action)) is not None:
                decisions.append(row)
            tick = minds.tick(observation.time)
            percepts.append(PerceptRow(number, ordinal, tick, percept.trigger, percept.SerializeToString()))
        minds.lose(agent, answers)
    words = minds.words()
    by_tick = sorted(percepts, key=lambda row: row.tick), sorted(decisions, key=lambda row: row.tick)
    return Thinking(tuple(by_tick[0]), tuple(by_tick[1]), tuple(words), minds.lost())


def _paired(agent: Agent) -> dict[int, Action]:
    """Return the action that answers each observation, by the observation's number."""
    open_ones: list[int] = []
    moments = [(each.time, 0, number) for number, each in enumerate(agent.observations)]
    moments += [(each.time, 1, number) for number, each in enumerate(agent.actions)]
    answers: dict[int, Action] = {}
    for _, is_action, number in sorted(moments):
        if not is_action:
            open_ones.append(number)
        elif open_ones:
            answers[open_ones.pop()] = agent.actions[number]
    return answers


class _Minds:
    """Turns what one log says into messages, counting what it cannot."""

    def __init__(self, log: Log, site: Site, bodies: Bodies) -> None:
        self._log, self._site, self._bodies = log, site, bodies
        self._frames = len(bodies.position)
        self._agents = {agent.name: number for number, agent in reversed([*enumerate(log.agents)])}
        self._slugs = {name.lower().replace(" ", "_"): name for name in self._agents}
        self._fixed = dict(_fixed(log, site))
        self._lost: Counter[str] = Counter()

    def tick(self, time: float) -> int:
        """Return the frame of a moment."""
        return tick_of(time, self._frames)

    def percept(self, number: int, ordinal: int, seen: Observation) -> pb.Percept:
        """Return what an agent was shown."""
        tick, bodies = self.tick(seen.time), self._bodies
        region = int(bodies.region[tick, number])
        kinds = {happening.kind for happening in seen.happenings}
        return pb.Percept(
            agent=number,
            ordinal=ordinal,
            time_s=seen.time,
            deadline_s=seen.time,
            trigger=_trigger(ordinal, kinds),
            place=self._site.building.regions[region].name if region >= 0 else "",
            health=int(bodies.health[tick, number]) + 1,  # pyright: ignore[reportArgumentType]
            hidden=seen.hiding,
            doing=DOING[Act(int(bodies.act[tick, number]))],
            threat=self._threat(seen.threat),
            cues=[*self._cues(seen)],
            people=[*self._people(seen, number, tick)],
            options=[_option(goal) for goal in self._goals(seen, tick)],
            outside=bool(bodies.flags[tick, number] & Flag.OUTSIDE),
        )

    def decision(self, number: int, agent: Agent, percept: pb.Percept, action: Action) -> DecisionRow | None:
        """Return what an agent decided, its option added to the percept where it is none of those listed."""
        act = act_of(action.kind)
        if act is None:
            self._lost[f"actions {action.kind!r}: we have no such act"] += 1
            return None
        option = self._chosen(percept, action, act)
        if option is None:
            self._lost[f"actions {action.kind!r}: nothing in the map to go to"] += 1
            return None
        gait = _GAITS.get(action.movement.lower().replace("_", ""), Gait.WALK)
        latency = max(round((action.time - percept.time_s) * _US), 0)
        decision = pb.Decision(
            agent=number,
            ordinal=percept.ordinal,
            status=pb.STATUS_OK,
            option=option,
            gait=gait,  # pyright: ignore[reportArgumentType]
            source=pb.SOURCE_MODEL,
            utterance=action.said,
            volume=pb.VOLUME_TALK if action.said else pb.VOLUME_UNSPECIFIED,
            thought=action.plan,
            mind=_mind(number, agent, action),
            latency_us=latency,
        )
        percept.deadline_s = action.time
        tick, id = self.tick(action.time), percept.options[option].id
        message = decision.SerializeToString()
        return DecisionRow(number, percept.ordinal, tick, id, act, gait, pb.SOURCE_MODEL, latency, message)

    def words(self) -> Iterator[WordRow]:
        """Yield what was said aloud; heard by those to whose model it was shown."""
        heard = Counter(line for agent in self._log.agents for line in _lines(agent))
        for said in self._log.dialog:
            speaker = self._agents.get(said.speaker)
            if speaker is None:
                self._lost[f"words of {said.speaker!r}, who has no log"] += 1
                continue
            by = heard[said.speaker, said.text]
            yield WordRow(self.tick(said.time), speaker, pb.VOLUME_TALK, said.text, by)

    def lose(self, agent: Agent, answers: Mapping[int, Action]) -> None:
        """Count actions that answer nothing."""
        unasked = len(agent.actions) - len(answers)
        if unasked:
            self._lost["actions that answer no observation"] += unasked

    def lost(self) -> tuple[str, ...]:
        """Return a sentence about each thing that has no place in a recording."""
        return tuple(f"left out: {count} {what}" for what, count in sorted(self._lost.items()))

    def _cues(self, seen: Observation) -> Iterator[pb.Cue]:
        for happening in seen.happenings:
            if happening.kind not in _CUES:
                self._lost[f"happenings {happening.kind!r}: we have no such cue"] += 1
                continue
            age = max(seen.time - happening.time, 0.0) if happening.time is not None else 0.0
            yield pb.Cue(kind=_CUES[happening.kind], age_s=age)
        for speaker, text, time in seen.heard:
            yield pb.Cue(kind=pb.CUE_KIND_SPEECH, age_s=max(seen.time - time, 0.0), speaker=speaker, text=text)

    def _people(self, seen: Observation, number: int, tick: int) -> Iterator[pb.PersonNearby]:
        position = self._bodies.position[tick]
        for name, _ in seen.people:
            other = self._agents.get(name)
            if other is not None:
                away = float(np.linalg.norm(position[other] - position[number]))
                health = int(self._bodies.health[tick, other]) + 1
                yield pb.PersonNearby(agent=other, name=name, distance_m=away, health=health)  # pyright: ignore[reportArgumentType]

    def _threat(self, said: Mapping[str, str] | None) -> pb.ThreatBelief | None:
        """Return what the log says of the intruder; it does not say how anybody came to know it."""
        if said is None:
            return None
        in_sight = said.get("isInLineOfSight") == "True"
        place = said.get("regionId", "")
        region = self._site.regions.get(place)
        return pb.ThreatBelief(
            knowing=pb.KNOWING_SEEN if in_sight else pb.KNOWING_UNSPECIFIED,
            distance_m=_metres(said.get("distance", "")),
            place=self._site.building.region(region).name if region else "",
            in_sight=in_sight,
        )

    def _goals(self, seen: Observation, tick: int) -> Iterator[_Goal]:
        for raw in seen.options:
            if raw in self._fixed:
                yield self._fixed[raw]
            elif raw in self._slugs:
                yield self._person(self._slugs[raw], tick)
            else:
                self._lost[f"options {raw!r}: nothing in the map or among the agents is called that"] += 1

    def _person(self, name: str, tick: int) -> _Goal:
        number = self._agents[name]
        x, y = self._bodies.position[tick, number]
        return _Goal(f"seek:{number}", Act.JOIN, (float(x), float(y)), f"Go to {name}")

    def _chosen(self, percept: pb.Percept, action: Action, act: Act) -> int | None:
        """Return which option an action is: of those for its act, the one whose place is nearest to where it went.

        One that was not listed is added; None where there is no such thing.
        """
        tick = self.tick(action.time)
        listed = [option.id for option in percept.options]
        goals = [goal for goal in self._every_goal(tick) if goal.act is act]
        known = [goal for goal in goals if goal.id in listed] or goals
        if act is Act.GO and action.target is not None:
            known = self._holding(action.target, known)
        best = min(known, key=lambda goal: _away(goal.at, action.target), default=None)
        if best is None:
            return None
        if best.id in listed:
            return listed.index(best.id)
        percept.options.append(_option(best))
        return len(listed)

    def _every_goal(self, tick: int) -> list[_Goal]:
        return [*self._fixed.values(), *(self._person(name, tick) for name in self._agents)]

    def _holding(self, target: Point, goals: Sequence[_Goal]) -> Sequence[_Goal]:
        """Return those of ``goals`` whose region a target lies in; all when none does."""
        ids = {f"go:{self._site.regions.get(box.id)}" for box in self._log.map.boxes if box.holds(target)}
        return [goal for goal in goals if goal.id in ids] or goals


def _fixed(log: Log, site: Site) -> Iterator[tuple[str, _Goal]]:
    """Yield what the log's ids of things that stand still mean."""
    yield "stay_still", _Goal("stay", Act.STAY, None, "Stay where you are")
    yield "fight_the_shooter", _Goal("confront", Act.CONFRONT, None, "Confront the intruder")
    for box in log.map.boxes:
        if box.id in site.regions:
            region = site.building.region(site.regions[box.id])
            middle = (box.low[0] + box.high[0]) / 2, (box.low[1] + box.high[1]) / 2
            yield box.id, _Goal(f"go:{region.id}", Act.GO, middle, f"Go to {region.name}")
    for spot in log.map.hiding:
        if spot.id in site.spots:
            place = site.building.hiding_spots[site.spots[spot.id]]
            yield spot.id, _Goal(f"hide:{place.id}", Act.HIDE, spot.at, f"Hide: {place.kind}")
    for spot, point in zip(log.map.exits, site.building.muster_points, strict=True):
        yield spot.id, _Goal(f"exit:{point.id}", Act.EXIT, spot.at, f"Get out by {point.name}")


def _mind(number: int, agent: Agent, action: Action) -> pb.Mind:
    """Return a mind after an action: its memories until then, and the mood it was next seen in."""
    mood = next((each.mood for each in agent.observations if each.time > action.time), "")
    return pb.Mind(agent=number, mood=mood, memory=[text for time, text in agent.memories if time <= action.time])


def _lines(agent: Agent) -> set[tuple[str, str]]:
    """Return speaker and words of all that an agent heard."""
    return {(speaker, text) for seen in agent.observations for speaker, text, _ in seen.heard}


def _trigger(ordinal: int, kinds: set[str]) -> "pb.Trigger.ValueType":
    if kinds & {*ALARMING}:
        return pb.TRIGGER_SALIENT
    if ordinal == 0:
        return pb.TRIGGER_START
    return pb.TRIGGER_DONE if kinds else pb.TRIGGER_IDLE


def _option(goal: _Goal) -> pb.Option:
    return pb.Option(id=goal.id, act=goal.act, text=goal.text)  # pyright: ignore[reportArgumentType]


def _metres(text: str) -> float:
    try:
        return max(float(text), 0.0)
    except ValueError:
        return 0.0


def _away(a: Point | None, b: Point | None) -> float:
    return float(np.hypot(a[0] - b[0], a[1] - b[1])) if a and b else 0.0
