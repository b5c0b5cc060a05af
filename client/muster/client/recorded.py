"""One episode into one recording, with nobody watching: what studies do again and again."""

from collections.abc import Callable
from pathlib import Path

from muster.client.access import Access
from muster.client.channel import ask_who
from muster.client.episode import run_episode
from muster.client.patient import PatientLink
from muster.client.result import EpisodeResult
from muster.recording.header import Header
from muster.recording.recorder import Recorder
from muster.scenario.population import people
from muster.scenario.scenario import Scenario


def run_recorded(
    scenario: Scenario,
    seed: int,
    path: Path,
    address: str,
    *,
    access: Access,
    interrupt: Callable[[], None],
    notice: Callable[[str], None],
) -> EpisodeResult:
    """Run an episode, in lockstep with the minds at ``address``, and finish its recording at ``path``.

    ``interrupt`` is called after every simulated second and raises to stop; ``notice`` hears that minds have gone and
    are waited for.
    """
    mind = ask_who(address, access)
    recorder = Recorder(path, Header(scenario, seed, people(scenario), mind.backend, mind.model))
    link = PatientLink(address, access=access, notice=notice)
    try:
        with recorder:
            result = run_episode(
                scenario, seed=seed, link=link, recorder=recorder, on_second=lambda time_s: interrupt()
            )
            recorder.finish(result.to_json())
    finally:
        link.close()
    return result
