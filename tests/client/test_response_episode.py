"""A whole incident in small: called, released, out, names called; and what is written down of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from muster.client.episode import Episode
from muster.client.link import GrpcLink
from muster.client.rerun import rerun
from muster.client.result import EpisodeResult
from muster.conduct.observed import observe
from muster.conduct.rules import IntruderRules
from muster.recording.header import Header
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.scenario.persona import Duty
from muster.scenario.population import people
from muster.scenario.response import Response, RollCall
from muster.scenario.scenario import Cue, CueKind, Scenario, Threat
from muster.server.embedded import EmbeddedServer
from support.perceiving import person, wing
from support.walking import scenario_of

QUICK = Response(delay=(20.0, 20.0), responders=2, contained_after=3.0, called_by_alarm=True)
CAST = [
    person("ann", duty=Duty.WARDEN, gender="woman"),
    *(person(name, "b", gender="man") for name in ("ben", "cy", "dee")),
]


def incident() -> Scenario:
    """Four people, an intruder who harms nobody, an alarm that calls help by itself."""
    points = tuple(replace(point, name=point.id) for point in wing().muster_points)
    stage = scenario_of(
        replace(wing(), muster_points=points), CAST, threat=Threat(route=("corridor",), enters_at=1.0, reach=0.0)
    )
    calls = RollCall(starts_after=1.0, seconds_a_name=0.5)
    cues = (Cue(1.0, CueKind.ALARM),)
    return replace(stage, duration=150.0, stop_when_settled=True, response=QUICK, roll_call=calls, cues=cues)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[EpisodeResult, Path]:
    path, scenario = tmp_path_factory.mktemp("incident") / "incident.muster", incident()
    with EmbeddedServer() as server, Recorder(path, Header(scenario, 0, people(scenario))) as recorder:
        result = Episode(scenario, 0, GrpcLink(server.address), recorder).run(None)
        recorder.finish(result.to_json())
    return result, path


def test_responders_are_nobody_who_is_counted_among_the_people(lived: tuple[EpisodeResult, Path]):
    result, _ = lived
    assert (result.agents, sum(result.outcomes.values())) == (4, 4)


def test_everybody_is_told_comes_out_and_answers_to_their_name(lived: tuple[EpisodeResult, Path]):
    result, _ = lived
    assert result.roll_call is not None
    assert (result.roll_call.expected, result.roll_call.accounted, result.roll_call.missing) == (4, 4, ())


def test_a_run_ends_only_when_the_names_have_been_called(lived: tuple[EpisodeResult, Path]):
    result, path = lived
    with Recording.open(path) as recording:
        ticks = [event.tick for event in recording.events() if event.kind == "roll_called"]
    assert ticks
    assert result.duration_s >= max(ticks) * 0.05


def test_a_whole_incident_reruns_identically(lived: tuple[EpisodeResult, Path]):
    with Recording.open(lived[1]) as recording:
        assert rerun(recording) is None


def test_conduct_is_judged_of_people_only_and_until_the_threat_is_contained(lived: tuple[EpisodeResult, Path]):
    with Recording.open(lived[1]) as recording:
        contained = [event.tick for event in recording.events() if event.kind == "threat_contained"]
        observed = observe(recording)
    assert observed.people == 4
    assert observed.times[-1] <= contained[0] * 0.05 < observed.times[-1] + 2 * observed.step
    assert len(IntruderRules().classify(observed)) == 4
