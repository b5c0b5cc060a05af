"""Whether a rerun went the way its recording went."""

from collections.abc import Iterable
from dataclasses import dataclass

from muster.recording.rows import HashRow


@dataclass(frozen=True)
class Difference:
    """The first tick at which two runs differ; a hash is None where that run has none."""

    tick: int
    recorded: str | None
    rerun: str | None

    def __str__(self) -> str:
        return f"tick {self.tick}: recorded {self.recorded or 'nothing'}, rerun {self.rerun or 'nothing'}"


def first_difference(recorded: Iterable[HashRow], rerun: Iterable[HashRow]) -> Difference | None:
    """Return the first tick whose hashes differ or that only one side has, or None when the runs are identical."""
    ours, theirs = dict(recorded), dict(rerun)
    differing = (tick for tick in sorted(ours.keys() | theirs.keys()) if ours.get(tick) != theirs.get(tick))
    tick = next(differing, None)
    return None if tick is None else Difference(tick, ours.get(tick), theirs.get(tick))
