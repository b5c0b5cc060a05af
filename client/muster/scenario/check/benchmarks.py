"""What is odd about a benchmark that can be read."""

from muster.scenario.benchmark import Benchmark, Standing
from muster.scenario.finding import Finding, warning

UNKNOWN = "UNKNOWN"
_SMALLEST = 0.01


def benchmark_findings(benchmark: Benchmark) -> list[Finding]:
    """Return warnings about shares that cannot be told from none, and about what claims more than it may."""
    found = [
        warning(each.id, f"its share of {each.share:g} is less than one of eighty people; runs can hardly show it")
        for each in benchmark.classes
        if 0 < each.share < _SMALLEST
    ]
    if UNKNOWN in benchmark.ids:
        found.append(warning(UNKNOWN, "every classifier gives this outcome by itself, with a share of 0; leave it out"))
    if benchmark.standing is Standing.ILLUSTRATIVE:
        found.append(warning(benchmark.name, "is illustrative: whatever agrees with it supports no claim about people"))
    return found
