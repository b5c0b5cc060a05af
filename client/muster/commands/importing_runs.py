"""What ``muster import`` does with runs of other programs: read, tell what was unclear, write a recording."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from muster.commands.counting import counting
from muster.commands.importing import written
from muster.commands.output import say
from muster.importing.assembling import Imported
from muster.importing.errors import ImportFailed
from muster.recording.schema import SUFFIX
from muster.scenario.plan import plan_svg

PERSONA_EVOLVE = "persona-evolve"
_TRAJECTORIES = (".sqlite", ".sqlite3", ".db")


@dataclass(frozen=True)
class Run:
    """Where a run of another program lies, and by which name we know its format."""

    format: str
    source: Path


def run_among(sources: Sequence[Path]) -> Run | None:
    """Return the run that the words after ``muster import`` mean; None when they mean drawings. Raises ImportFailed."""
    first, *others = sources
    if str(first) == PERSONA_EVOLVE:
        if len(others) != 1:
            raise ImportFailed(
                f"{PERSONA_EVOLVE}: one folder is to follow, not {len(others)}; give that of a logged run"
            )
        return Run(PERSONA_EVOLVE, others[0])
    if first.suffix.lower() not in _TRAJECTORIES:
        return None
    if others:
        raise ImportFailed(f"{others[0]}: a trajectory file is a run of its own; import one at a time")
    return Run("jupedsim", first)


def bring_in_run(run: Run, out: Path | None, plan: Path | None) -> None:
    """Write the recording that ``run`` becomes, or its building only; raises ImportFailed."""
    target = out or run.source.resolve().with_suffix(SUFFIX)
    if target.exists():
        raise ImportFailed(f"{target} is there already; name another file with --out, or move it away")
    if run.format == PERSONA_EVOLVE:
        _persona_evolve(run.source, target, plan)
    else:
        _trajectories(run.source, target, plan)


def _persona_evolve(folder: Path, target: Path, plan: Path | None) -> None:
    from muster.importing.persona_evolve.bringing_in import bring, write_run
    from muster.importing.persona_evolve.reading import read_log

    with counting(f"reading {folder.name}", "agents") as count:
        log = read_log(folder, count)
    brought = bring(log, folder)
    imported = Imported(brought.site.building, brought.site.notes)
    if target.suffix == ".json":
        written(imported, target, plan)
        return
    write_run(brought, target)
    _tell(imported, brought.lost, plan)
    people, decisions, labels = len(brought.people), len(brought.thinking.decisions), len(brought.labels)
    say(
        f"{target}: {people} people, {brought.end:.1f} s, {decisions} decisions by {log.model}, "
        f"{labels} labels of conduct"
    )


def _trajectories(path: Path, target: Path, plan: Path | None) -> None:
    from muster.importing.trajectory.bringing_in import bring, write_run
    from muster.importing.trajectory.file import opened

    with opened(path) as file:
        brought = bring(file)
        imported = Imported(brought.building, brought.notes)
        if target.suffix == ".json":
            written(imported, target, plan)
            return
        with counting(f"reading {path.name}", "frames") as count:
            write_run(file, brought, target, count)
    _tell(imported, (), plan)
    say(f"{target}: {len(brought.people)} people, {brought.end:.1f} s")


def _tell(imported: Imported, lost: Sequence[str], plan: Path | None) -> None:
    """List what was unclear, those with a place first and numbered as on the plan."""
    for number, note in enumerate((*imported.notes, *lost), start=1):
        say(f"{number}. {note}")
    if plan is not None:
        plan.write_text(plan_svg(imported.building, notes=imported.notes), encoding="utf-8")
        say(f"drawn: {plan}")
