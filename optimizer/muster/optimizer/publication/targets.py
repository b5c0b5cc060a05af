"""What a crowd is steered toward: the published distribution, and five of our own that nobody has ever claimed.

A method that reached the first one only would have found a crowd, not a way of steering. None asks for more FIGHT than
the first: most people in the school are pupils, who are never rewritten toward it.
"""

from collections.abc import Mapping
from dataclasses import replace

from muster.scenario.benchmark import Benchmark, Standing
from muster.scenario.benchmark_file import load_benchmark

BENCHMARK = "hostile-intruder"
OTHERS: Mapping[str, tuple[float, ...]] = {
    # RUN_FOLLOWING_CROWD, HIDE_IN_PLACE, HIDE_AFTER_RUNNING, RUN_INDEPENDENTLY, FREEZE, FIGHT
    "even": (0.18, 0.18, 0.18, 0.18, 0.18, 0.10),
    "turned-round": (0.12, 0.12, 0.12, 0.26, 0.28, 0.10),
    "mostly-running": (0.45, 0.10, 0.10, 0.25, 0.05, 0.05),
    "mostly-hiding": (0.10, 0.55, 0.20, 0.05, 0.05, 0.05),
    "much-freezing": (0.15, 0.20, 0.10, 0.10, 0.40, 0.05),
}


def benchmark(target: str = "") -> Benchmark:
    """Return the published benchmark, or one of ``OTHERS``: the same classes with other shares."""
    published = load_benchmark(BENCHMARK)
    if not target:
        return published
    shares = zip(published.classes, OTHERS[target], strict=True)
    return replace(
        published,
        name=target,
        title=f"A made-up distribution: {target}",
        standing=Standing.ILLUSTRATIVE,
        source="Made up by us, to see whether a crowd goes wherever it is steered.",
        classes=tuple(replace(each, share=share) for each, share in shares),
    )
