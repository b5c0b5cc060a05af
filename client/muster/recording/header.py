"""What stands at the head of a recording: what was run, on what, by which mind."""

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from muster.recording.rows import PersonRow
from muster.recording.schema import SCHEMA_VERSION
from muster.scenario.codec import building_hash, personas_hash
from muster.scenario.exercise import Exercise
from muster.scenario.persona import Persona
from muster.scenario.scenario import Scenario

NOT_FOR_PERSONNEL = (
    "Not for personnel decisions: made for learning, about a procedure and a building, not about people."
)
_PACKAGES = ("numpy", "numba", "llvmlite")


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


@dataclass(frozen=True)
class Header:
    """Everything that is known before the first step.

    Attributes:
        people: one an agent, in agent order, as ``muster.scenario.population.people`` gives them.
        backend, model: the mind, as ``GetInfo`` names it; model is "" for the built-in one.
        started_at: wall clock, with its zone.
        exercise: what was played, with whatever varied settled; None for other runs.
        roles: ids of the roles that were played; trainees themselves stay unnamed.
        origin: where an imported recording comes from, as ``Origin.plain`` has it; empty for runs of ours.
        sources: texts of other kinds to keep beside the scenario, by kind.
    """

    scenario: Scenario
    seed: int
    people: Sequence[Persona]
    backend: str = "builtin"
    model: str = ""
    started_at: datetime = field(default_factory=_now)
    exercise: Exercise | None = None
    roles: tuple[str, ...] = ()
    origin: Mapping[str, object] = field(default_factory=dict[str, object])
    sources: Mapping[str, str] = field(default_factory=dict[str, str])

    def meta(self) -> dict[str, str]:
        """Return the rows of the ``meta`` table: each value is JSON."""
        scenario = self.scenario
        values: dict[str, object] = {
            "schema_version": SCHEMA_VERSION,
            "muster_version": _version_of("muster-sim"),
            "scenario": scenario.name,
            "seed": self.seed,
            "agents": len(self.people),
            "dt": scenario.dt,
            "duration": scenario.duration,
            "started_at": self.started_at.isoformat(timespec="seconds"),
            "mind": {"backend": self.backend, "model": self.model},
            "fingerprint": fingerprint(),
            "personas_sha256": personas_hash(scenario),
            "building_sha256": building_hash(scenario),
            "finished": 0,
        }
        if self.exercise is not None:
            values["exercise"] = self._played(self.exercise)
        if self.origin:
            values["origin"] = dict(self.origin)
        return {key: json.dumps(value, ensure_ascii=False) for key, value in values.items()}

    def _played(self, exercise: Exercise) -> dict[str, object]:
        """Return what a recording of an exercise bears: its name, its roles, and until when it may be kept."""
        until = self.started_at.date() + timedelta(days=exercise.retention_days)
        return {
            "name": exercise.name,
            "roles": [*self.roles] or [exercise.roles[0].id],
            "retain_until": until.isoformat(),
            "notice": NOT_FOR_PERSONNEL,
        }

    def rows(self) -> list[PersonRow]:
        """Return the rows of the ``people`` table."""
        return person_rows(self.people)


def person_rows(people: Sequence[Persona]) -> list[PersonRow]:
    """Return what a recording says of everybody, enough to label rows."""
    return [
        PersonRow(agent, who.id, who.name, who.role, who.duty.value, who.age, who.mobility.value)
        for agent, who in enumerate(people)
    ]


def fingerprint() -> Mapping[str, str]:
    """Return what must be equal for a rerun to be equal bit for bit."""
    packages = {name: _version_of(name) for name in _PACKAGES}
    return {"platform": platform.platform(), "cpu": _cpu(), "python": platform.python_version(), **packages}


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _cpu() -> str:
    """Return the processor's name: numba compiles for it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
