"""What comes of an episode, for people, for JSON and for whoever compares runs."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from muster.client.decision import MindInfo


@dataclass(frozen=True, slots=True)
class Moment:
    """Something worth telling, ``time_s`` simulated seconds after the start."""

    time_s: float
    text: str


@dataclass(frozen=True, slots=True)
class MissingPerson:
    """Somebody who has not answered at any muster point.

    Attributes:
        last_seen_s: simulated seconds at which somebody at a muster point last saw them; None for nobody did.
        place: where that was. by: who saw them.
        found: whether responders have found them since.
    """

    name: str
    last_seen_s: float | None
    place: str
    by: str
    found: bool


@dataclass(frozen=True, slots=True)
class Rolled:
    """How the roll calls stand at the end."""

    expected: int
    accounted: int
    missing: tuple[MissingPerson, ...]


@dataclass(frozen=True, slots=True)
class FireResult:
    """What a fire has done.

    Attributes:
        detected_s, detected_in: when the first detector answered, and the name of its region; None and "" for never.
        put_out: whether somebody has put the fire out.
        in_smoke: how many people have been in smoke in which things are made out at less than 10 m.
        in_thick_smoke: of these, at less than 3 m.
        turned_back: how many have turned back before smoke. overcome: by smoke.
        highest_dose: the most that anybody has breathed in; 1 incapacitates half of all people.
    """

    detected_s: float | None
    detected_in: str
    put_out: bool
    in_smoke: int
    in_thick_smoke: int
    turned_back: int
    overcome: int
    highest_dose: float


@dataclass(frozen=True)
class EpisodeResult:
    """One run.

    Attributes:
        duration_s: simulated seconds that were really run.
        outcomes: how many people each of ``muster.client.outcomes.OUTCOMES`` holds for; everybody counts once.
        decisions_by_source: keys are names of ``Source``, in lower case.
        state_hash: of the whole state at the end.
        realtime_factor: simulated seconds a second of wall time.
        egress_times_s: when each person left the building, ascending.
        recording: path of the recording; "" for none.
        roll_call: how names were called at the muster points; None where the scenario has none.
        fire: what a fire has done; None where the scenario has none.
    """

    scenario: str
    seed: int
    agents: int
    duration_s: float
    outcomes: Mapping[str, int]
    decisions_total: int
    decisions_by_source: Mapping[str, int]
    state_hash: str
    wall_s: float
    realtime_factor: float
    moments: tuple[Moment, ...]
    egress_times_s: tuple[float, ...]
    personas_sha256: str
    mind: MindInfo
    recording: str = ""
    roll_call: Rolled | None = None
    fire: FireResult | None = None

    def to_json(self) -> dict[str, object]:
        """Return everything as plain values for JSON; units are in the names."""
        return {
            "scenario": self.scenario,
            "seed": self.seed,
            "agents": self.agents,
            "duration_s": round(self.duration_s, 6),
            "outcomes": dict(self.outcomes),
            "decisions": {"total": self.decisions_total, "by_source": dict(self.decisions_by_source)},
            "moments": [asdict(moment) for moment in self.moments],
            "egress_times_s": [round(time, 3) for time in self.egress_times_s],
            "recording": self.recording or None,
            "roll_call": None if self.roll_call is None else asdict(self.roll_call),
            **({} if self.fire is None else {"fire": asdict(self.fire)}),
            "wall_s": round(self.wall_s, 3),
            "realtime_factor": round(self.realtime_factor, 2),
            "state_hash": self.state_hash,
            "personas_sha256": self.personas_sha256,
            "mind": asdict(self.mind),
        }
