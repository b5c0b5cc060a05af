"""Several seeds of one scenario side by side: what one run cannot tell is the spread."""

from collections.abc import Mapping, Sequence

import numpy as np

from muster.client.result import EpisodeResult
from muster.commands.summary import speed, told_outcomes

PERCENTS = (5, 50, 95)

Spread = Mapping[str, Mapping[str, float] | None]


def percentiles(results: Sequence[EpisodeResult]) -> Spread:
    """Return percentiles, interpolated linearly, of when the last person and of when each person got out, in seconds.

    Only those who got out count: while people stay inside, these are no egress times of the whole building.
    """
    last = [max(result.egress_times_s) for result in results if result.egress_times_s]
    each = [time for result in results for time in result.egress_times_s]
    return {"last_out_s": _percentiles(last), "egress_s": _percentiles(each)}


def repeats_json(results: Sequence[EpisodeResult], spread: Spread) -> dict[str, object]:
    """Return all runs and their spread for JSON."""
    return {
        "scenario": results[0].scenario,
        "seeds": [result.seed for result in results],
        "runs": [result.to_json() for result in results],
        "runs_with_everybody_out": _everybody_out(results),
        "percentiles": dict(spread),
    }


def line(result: EpisodeResult) -> str:
    """Return one run in one line."""
    last = f"last out at {max(result.egress_times_s):.1f} s" if result.egress_times_s else "nobody got out"
    outcomes = ", ".join(f"{count} {label}" for label, count in told_outcomes(result))
    return f"seed {result.seed}: {last}; {outcomes}; {speed(result)}; {result.recording}"


def percentiles_text(results: Sequence[EpisodeResult], spread: Spread) -> str:
    """Return the spread as a small table."""
    head = "".join(f"{f'p{percent}':>9}" for percent in PERCENTS)
    rows = {"last person out": spread["last_out_s"], "each person out": spread["egress_s"]}
    return "\n".join(
        [
            "",
            f"Seconds until out, over {len(results)} seeds (of those who got out; "
            f"everybody did in {_everybody_out(results)} of {len(results)})",
            f"{'':<17}{head}",
            *(f"  {label:<15}{_cells(values)}" for label, values in rows.items()),
        ]
    )


def _percentiles(values: Sequence[float]) -> dict[str, float] | None:
    if not values:
        return None
    found = np.percentile(np.array(values), PERCENTS)
    return {f"p{percent}": round(float(value), 3) for percent, value in zip(PERCENTS, found, strict=True)}


def _everybody_out(results: Sequence[EpisodeResult]) -> int:
    return sum(len(result.egress_times_s) == result.agents for result in results)


def _cells(values: Mapping[str, float] | None) -> str:
    return "".join(f"{value:9.1f}" for value in values.values()) if values else f"{'nobody got out':>27}"
