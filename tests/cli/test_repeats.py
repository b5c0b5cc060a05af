"""The spread over seeds is counted from those who got out, and says how many did."""

from pathlib import Path

import pytest

from muster.client.decision import MindInfo
from muster.client.result import EpisodeResult
from muster.commands.names import path_for
from muster.commands.repeats import percentiles, percentiles_text, repeats_json
from muster.commands.summary import summary

BUILTIN = MindInfo("builtin", "", is_language_model=False, version="0", address="here")


def result(*egress_times_s: float, seed: int = 0, agents: int = 3, mind: MindInfo = BUILTIN) -> EpisodeResult:
    outcomes = {"out": len(egress_times_s), "inside": agents - len(egress_times_s)}
    return EpisodeResult(
        "drill", seed, agents, 60.0, outcomes, 5, {"builtin": 5}, "hash", 2.0, 30.0, (), egress_times_s, "sha", mind
    )


def test_percentiles_of_the_last_and_of_each_person_out():
    spread = percentiles([result(10.0, 20.0), result(10.0, 40.0)])
    assert spread["last_out_s"] == {"p5": 21.0, "p50": 30.0, "p95": 39.0}
    assert spread["egress_s"] == {"p5": 10.0, "p50": 15.0, "p95": 37.0}


def test_where_nobody_gets_out_there_are_none():
    results = [result(), result(seed=1)]
    assert percentiles(results) == {"last_out_s": None, "egress_s": None}
    assert "nobody got out" in percentiles_text(results, percentiles(results))


def test_runs_in_which_people_stayed_inside_are_told_apart():
    results = [result(1.0, 2.0, 3.0), result(1.0, seed=1)]
    assert repeats_json(results, percentiles(results))["runs_with_everybody_out"] == 1
    assert "everybody did in 1 of 2" in percentiles_text(results, percentiles(results))


@pytest.mark.parametrize(
    "mind, told",
    [
        (BUILTIN, "not a language model"),
        (MindInfo("ollama", "small:1b", is_language_model=True, version="0", address="here"), "ollama small:1b"),
        (MindInfo("scripted", "", is_language_model=False, version="0", address="here"), "scripted, not a language"),
    ],
)
def test_the_summary_names_the_mind_for_what_it_is(mind: MindInfo, told: str):
    assert told in summary(result(mind=mind))


def test_names_of_several_recordings_have_their_seed():
    assert path_for(Path("a/drill.muster"), "drill", 7, numbered=True) == Path("a/drill-7.muster")
    assert path_for(Path("a/drill.muster"), "drill", 7) == Path("a/drill.muster")
