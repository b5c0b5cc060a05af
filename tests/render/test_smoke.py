"""Smoke reaches renderers alike from a recording and from a run under way, and is told of in metres."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from muster.recording.exporters.audience import Nobody
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.recording.smoke import SmokeState
from muster.render import smoke
from muster.render.page.motion import film
from muster.render.playback import Playback
from muster.render.testing import sample_scene, sample_smoke
from muster.scenario.fire import Fire
from recording.samples import TICKS, header, walk
from render.test_live_source import Stage

THIN, THICK = (np.array([k, 0, 0, 0, 0, 0], np.float32) for k in (0.5, 2.0))


@pytest.fixture
def smoky(tmp_path: Path) -> Path:
    """Return a recording whose smoke thickens at the second second."""
    path = tmp_path / "run.muster"
    with Recorder(path, header()) as recorder:
        for frame in walk():
            recorder.frame(frame)
        for second, state in ((1, THIN), (2, THICK)):
            recorder.smoke(SmokeState(second * TICKS, 250.0, state))
        recorder.finish({})
    return path


def test_a_replay_shows_the_smoke_of_its_moment_however_it_was_reached(smoky: Path):
    playback = Playback(Recording.open(smoky))
    for time, expected in ((2.5, 2.0), (1.5, 0.5), (3.0, 2.0), (1.0, 0.5)):
        state = playback.frame(time).smoke
        assert state is not None
        assert (state.heat, state.extinction[0]) == (250.0, expected)
    assert playback.frame(0.5).smoke is None
    playback.close()


def test_a_run_under_way_shows_what_it_has_written_down(tmp_path: Path):
    stage = Stage(tmp_path / "run.muster")
    stage.run(11)
    stage.recorder.smoke(SmokeState(TICKS, 250.0, THICK))
    stage.run(20)
    state = stage.source.frame(stage.source.end).smoke
    stage.source.close()
    stage.recorder.close()
    assert state is not None
    assert state.extinction[0] == 2.0


def test_the_region_that_burns_comes_first_and_then_where_one_sees_least():
    scene = replace(sample_scene(), fire=1)
    state = sample_smoke(900.0, 1.0)  # 1, 0.3, 0, 0.1, 0.05 a metre: 3, 10, any number of, 30 and 60 metres
    assert smoke.told(scene, state) == (("Way (fire)", "10 m"), ("Hall", "3.0 m"), ("Stair", "30 m"))
    assert smoke.heading(state) == "Fire of 900 kW; one sees"


def test_once_it_is_out_only_smoke_is_told_of():
    scene = replace(sample_scene(), fire=0)
    state = sample_smoke(0.0, 2.0)
    assert smoke.told(scene, state)[0] == ("Hall", "1.5 m")
    assert "Fire" not in smoke.heading(state)


def test_thicker_smoke_is_more_opaque_and_hides_nobody_for_good():
    opacity = smoke.veil(np.array([0.0, 0.01, 0.1, 1.0, 100.0]))
    assert opacity[0] == 0.0
    assert (np.diff(opacity) > 0.0).all()
    assert opacity[-1] == pytest.approx(smoke.THICKEST)


def test_a_page_keeps_smoke_with_its_people_and_none_where_nothing_can_burn(smoky: Path, tmp_path: Path):
    burning = replace(header(), scenario=replace(header().scenario, fire=Fire("office")))
    path = tmp_path / "fire.muster"
    with Recorder(path, burning) as recorder:
        for frame in walk():
            recorder.frame(frame)
        recorder.smoke(SmokeState(2 * TICKS, 250.4, THICK))
        recorder.finish({})
    with Recording.open(path) as recording:
        kept = film(Playback(recording), Nobody())
    last = kept.frames - 1
    assert kept.series["smoke"][last].tolist() == [2000, 0, 0, 0, 0, 0]
    assert kept.series["fire_kw"][:, 0].tolist()[:: last - 1] == [0, 250]
    with Recording.open(smoky) as recording:
        assert "smoke" not in film(Playback(recording), Nobody()).series
