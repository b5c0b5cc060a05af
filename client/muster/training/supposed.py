"""What came of a what-if, as ``muster whatif --json`` prints it and ``muster review --what-if`` takes it in."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from muster.scenario.parsing import read
from muster.scenario.place import Place
from muster.scenario.source import parse_json, read_text, take_format
from muster.training.what_if import CAVEAT, Act, Spread

FORMAT = "muster-whatif/1"


@dataclass(frozen=True)
class Measured:
    """One measure: counts of people, in the order of the reruns."""

    name: str
    with_act: tuple[int, ...]
    without_act: tuple[int, ...]


@dataclass(frozen=True)
class Supposed:
    """One act left out.

    Attributes:
        recording: name of the file it is about.
        time_s: simulated seconds at which the act was done; people were counted ``horizon_s`` later.
        what: the act in words.
    """

    recording: str
    act: int
    time_s: float
    what: str
    horizon_s: float
    measures: tuple[Measured, ...]
    caveat: str = CAVEAT


def supposed(recording: str, act: Act, spreads: Mapping[str, Spread], horizon: float) -> Supposed:
    """Return what came of leaving an act out."""
    measures = tuple(Measured(name, spread.with_act, spread.without_act) for name, spread in spreads.items())
    return Supposed(recording, act.number, act.time, act.words, horizon, measures)


def plain(one: Supposed) -> dict[str, object]:
    """Return it as plain values for JSON."""
    return {"format": FORMAT, **asdict(one)}


def read_supposed(path: Path, recording: str) -> Supposed:
    """Return what a file says about ``recording``; raises ScenarioError that names what does not fit."""
    at = Place(str(path))
    one = read(Supposed, take_format(parse_json(read_text(path), at), FORMAT, at), at)
    if one.recording != recording:
        problem = f"it is about {one.recording!r}, not {recording!r}"
        raise at.key("recording").error(problem, "give what muster whatif --json printed for this recording")
    return one
