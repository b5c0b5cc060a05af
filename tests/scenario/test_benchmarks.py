"""Benchmark files: the shipped ones, and what is said of bad ones."""

from pathlib import Path

import pytest

from muster.scenario.benchmark import Standing
from muster.scenario.benchmark_file import load_benchmark, parse_benchmark
from muster.scenario.check import check
from muster.scenario.errors import ScenarioError
from muster.scenario.library import assets_dir
from support.tree import ROOT

SHIPPED = sorted((assets_dir() / "benchmarks").glob("*.toml"))
HEAD = """
format = "muster-benchmark/1"
name = "mine"
title = "Mine"
standing = "measured"
source = "counted"
classifier = "intruder-rules"
"""


def with_classes(*classes: tuple[str, float]) -> str:
    return HEAD + "".join(f'[[class]]\nid = "{id}"\nshare = {share}\ndefinition = "x"\n' for id, share in classes)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_benchmarks_can_be_used(path: Path):
    benchmark = load_benchmark(path.stem)
    assert sum(benchmark.shares) == pytest.approx(1.0)
    assert benchmark.name == path.stem


def test_the_expert_distribution_is_the_published_one():
    """PEBA, arXiv 2509.16457, table of the hostile-intruder benchmark."""
    benchmark = load_benchmark("hostile-intruder")
    assert dict(zip(benchmark.ids, benchmark.shares, strict=True)) == {
        "RUN_FOLLOWING_CROWD": 0.28,
        "HIDE_IN_PLACE": 0.26,
        "HIDE_AFTER_RUNNING": 0.12,
        "RUN_INDEPENDENTLY": 0.12,
        "FREEZE": 0.12,
        "FIGHT": 0.10,
    }
    assert benchmark.standing is Standing.EXPERT


def test_what_is_made_up_says_so_when_checked():
    findings = check(load_benchmark("egress-illustrative"))
    assert any("supports no claim" in finding.message for finding in findings)


BAD = {
    "shares that do not add up": (with_classes(("A", 0.5), ("B", 0.6)), "the shares add up to 1.100"),
    "a class twice": (with_classes(("A", 0.5), ("A", 0.5)), "'A' stands twice"),
    "a share above one": (with_classes(("A", 1.5), ("B", -0.5)), "1.5 is outside 0 to 1"),
    "one class": (with_classes(("A", 1.0)), "1 entries, outside 2 to 50"),
    "another format": (with_classes(("A", 1.0)).replace("benchmark/1", "benchmark/9"), "is not 'muster-benchmark/1'"),
    "no standing": (with_classes(("A", 1.0), ("B", 0.0)).replace('"measured"', '"sure"'), "is not a Standing"),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_files_are_told_what_is_wrong(what: str):
    text, message = BAD[what]
    with pytest.raises(ScenarioError) as raised:
        parse_benchmark(text, "mine.toml")
    assert message in str(raised.value)
    assert str(raised.value).startswith("mine.toml: ")


def test_unknown_names_are_answered_with_what_there_is():
    with pytest.raises(ScenarioError, match="egress-illustrative, hostile-intruder"):
        load_benchmark("hostile")


def test_the_example_of_the_documentation_can_be_used():
    page = (ROOT / "docs/benchmarks.md").read_text(encoding="utf-8")
    example = page.partition("```toml\n")[2].partition("```")[0]
    assert parse_benchmark(example, "benchmarks.md").standing is Standing.MEASURED
