"""A logged run as one recording of ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

import numpy as np

from muster.importing.labels import read_labels
from muster.importing.persona_evolve.bodies import Bodies, happened, move, shot_at
from muster.importing.persona_evolve.log import Log
from muster.importing.persona_evolve.minds import Thinking, think
from muster.importing.persona_evolve.people import cast
from muster.importing.persona_evolve.site import Site, site
from muster.importing.sampling import DT
from muster.importing.writing import moments, write
from muster.recording.header import Header, person_rows
from muster.recording.origin import Origin, labels_json
from muster.scenario.building import Building
from muster.scenario.persona import Persona
from muster.scenario.scenario import Cue, CueKind, Population, Scenario, ScenarioKind, Threat

FORMAT = "persona-evolve"
PROGRAM = "PersonaEvolve"
LABELS = "behavior_analysis.json"
_SLOWEST = 0.2  # m/s: an intruder slower than that stands


@dataclass(frozen=True)
class Brought:
    """A logged run ready to be written: all of ours it became, and how many labels of theirs it has."""

    log: Log
    site: Site
    people: tuple[Persona, ...]
    bodies: Bodies
    thinking: Thinking
    labels: dict[int, str]
    lost: tuple[str, ...]

    @property
    def end(self) -> float:
        """Seconds that the recording lasts."""
        return round((len(self.bodies.position) - 1) * DT, 6)


def bring(log: Log, folder: Path) -> Brought:
    """Return what ``log`` becomes; raises ImportFailed."""
    place = site(log)
    people, lost = cast(log, place)
    bodies = move(log, place)
    thinking = think(log, place, bodies)
    labels, unlabelled = _labels(log, people, folder)
    lost += [*thinking.lost, *unlabelled]
    return Brought(log, place, tuple(people), bodies, thinking, labels, tuple(lost))


def write_run(brought: Brought, path: Path) -> None:
    """Write the recording; raises RecordingError."""
    log, bodies, thinking = brought.log, brought.bodies, brought.thinking
    events = happened(log, brought.site, bodies)
    rows = thinking.percepts, thinking.decisions, thinking.words, events
    write(path, _header(brought), moments(bodies.frames(), *rows))


def _header(brought: Brought) -> Header:
    log = brought.log
    lost = (*(str(note) for note in brought.site.notes), *brought.lost)
    return Header(
        _scenario(brought),
        log.seed,
        brought.people,
        backend=FORMAT,
        model=log.model,
        started_at=datetime.fromisoformat(log.started_at),
        origin=Origin(PROGRAM, FORMAT, log.name, lost).plain(),
        sources={"labels": labels_json(brought.labels, LABELS)} if brought.labels else {},
    )


def _scenario(brought: Brought) -> Scenario:
    log, building = brought.log, brought.site.building
    shot = shot_at(log)
    return Scenario(
        name=log.name,
        kind=ScenarioKind.INTRUDER,
        description=f"A run of {PROGRAM}, imported from its log.",
        brief="",
        building=building,
        population=Population(brought.people),
        duration=max(brought.end, DT),
        dt=DT,
        cues=() if shot is None else (Cue(max(shot, 0.0), CueKind.SHOT),),
        threat=_threat(brought.bodies, building),
    )


def _threat(bodies: Bodies, building: Building) -> Threat | None:
    """Return the intruder as a scenario has it: the regions it crossed, when it came in, how fast it walked."""
    intruder = bodies.threat
    if intruder is None or not intruder.present.any():
        return None
    crossed: list[int] = intruder.region[intruder.present & (intruder.region >= 0)].tolist()
    route = [building.regions[number].id for number, _ in groupby(crossed)]
    speed = np.linalg.norm(np.diff(intruder.position, axis=0), axis=1) / DT
    walking = speed[speed > _SLOWEST]
    pace = float(np.clip(np.median(walking), _SLOWEST, 8.0)) if len(walking) else 1.0
    return Threat(tuple(route), float(intruder.present.argmax()) * DT, round(pace, 2))


def _labels(log: Log, people: Sequence[Persona], folder: Path) -> tuple[dict[int, str], list[str]]:
    """Return the authors' labels; of bodies that share a log, nobody knows which one a label means."""
    if not (folder / LABELS).exists():
        return {}, [f"there is no {LABELS}, so nobody's conduct is labelled"]
    labels, lost = read_labels(folder / LABELS, person_rows(people))
    for number, agent in enumerate(log.agents):
        if len(agent.tracks) > 1 and labels.pop(number, None):
            lost.append(f"the label of {agent.name} may mean any of {len(agent.tracks)} bodies; left out")
    return labels, lost
