"""A trajectory file as one recording of ours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from muster.importing.names import Names
from muster.importing.sampling import DT
from muster.importing.trajectory.file import TrajectoryFile, Who
from muster.importing.trajectory.floor import building
from muster.importing.trajectory.motion import end_of, moments
from muster.importing.writing import write
from muster.recording.header import Header
from muster.recording.origin import Origin
from muster.scenario.building import Building
from muster.scenario.persona import AgeBand, Duty, Knowledge, Persona
from muster.scenario.plan.notes import Note
from muster.scenario.scenario import Population, Scenario, ScenarioKind

FORMAT = "jupedsim"
UNKNOWN = "unknown: imported from a trajectory file"
"""Stands in every text of a persona: such files say where people were, not who."""
_OUR_RATE = 1.0 / DT


@dataclass(frozen=True)
class Brought:
    """What a trajectory file becomes: its building, its people, what was lost, and how long it lasts in seconds."""

    building: Building
    people: tuple[Persona, ...]
    lost: tuple[str, ...]
    end: float

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was lost, as notes on a plan have it."""
        return tuple(Note("", None, text) for text in self.lost)


def bring(file: TrajectoryFile) -> Brought:
    """Return the head of what ``file`` becomes; raises ImportFailed."""
    areas = file.areas()
    site = building(file.path.stem, areas[0], file.storeys)
    start = site.regions[0].id
    names = Names()
    people = tuple(_persona(file.people.get(int(id)), int(id), start, names) for id in file.ids)
    return Brought(site, people, tuple(_lost(file, len(areas))), end_of(file))


def write_run(file: TrajectoryFile, brought: Brought, path: Path, count: Callable[[int, int], None]) -> None:
    """Write the recording; ``count`` hears how many of how many frames are done.

    Raises ImportFailed, RecordingError.
    """
    write(path, _header(file, brought), moments(file, count))


def _header(file: TrajectoryFile, brought: Brought) -> Header:
    scenario = Scenario(
        name=file.path.stem,
        kind=ScenarioKind.ALARM,
        description="Trajectories, imported; nothing is known of why anybody moved.",
        brief="",
        building=brought.building,
        population=Population(brought.people),
        duration=max(brought.end, DT),
        dt=DT,
    )
    program = "muster export" if file.is_ours else "JuPedSim"
    return Header(
        scenario,
        seed=0,
        people=brought.people,
        backend=FORMAT,
        started_at=datetime.fromtimestamp(file.path.stat().st_mtime, UTC),
        origin=Origin(program, FORMAT, file.path.name, brought.lost).plain(),
    )


def _persona(who: Who | None, id: int, start: str, names: Names) -> Persona:
    name = who.name if who else f"Person {id}"
    return Persona(
        names.id(name),
        name,
        who.role if who and who.role else "unknown",
        0,
        "unknown",
        "they/them",
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        age_band=AgeBand.ADULT,
        start=start,
        duty=Duty.VISITOR,
        knows=Knowledge.ENTRANCE,
    )


def _lost(file: TrajectoryFile, areas: int) -> list[str]:
    lost = ["the file says where people were and nothing of who they are: personas, ages and duties are unknown"]
    if areas > 1:
        lost.append(f"the file has {areas} walkable areas, one after the other; the first is taken for all time")
    if file.first != 0:
        lost.append(f"its first frame is {file.first}; that is second 0 here")
    if abs(file.fps - _OUR_RATE) > 1e-9:
        lost.append(f"its {file.fps:g} frames a second are {_OUR_RATE:g} here, in between on straight lines")
    if file.is_ours:
        lost.append("doors, exits, furniture and what lies outside are not in it, nor minds, words and events")
    else:
        lost.append("doors, exits and heights are not in it: floors are regions, holes in them walls")
    return lost
