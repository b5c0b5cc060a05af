"""What speaks for a verdict of the rules, in words: when, where and what."""

from collections.abc import Iterator

import numpy as np

from muster.conduct.life import Life
from muster.conduct.measured import Measured
from muster.conduct.verdict import Evidence


def evidence(life: Life, measured: Measured, outcome: str) -> Iterator[Evidence]:
    """Yield what speaks for ``outcome``."""
    start = float(life.observed.free_at[life.agent])
    yield Evidence(start, life.place(start), "could act from here on")
    if outcome == "FIGHT":
        yield _of_fighting(life, measured, start)
    elif outcome.startswith("HIDE"):
        text = f"hidden for {measured.hidden_s:.1f} s after {measured.way_m:.1f} m"
        yield Evidence(measured.hidden_from, life.place(measured.hidden_from), text)
    elif outcome == "FREEZE":
        text = f"exposed and still for {measured.still_s:.1f} s"
        yield Evidence(measured.still_from, life.place(measured.still_from), text)
    elif outcome.startswith("RUN"):
        yield from _of_running(life, measured, start)


def _of_fighting(life: Life, measured: Measured, start: float) -> Evidence:
    fought = float(life.observed.fought_at[life.agent])
    if np.isnan(fought):
        return Evidence(start, life.place(start), f"went for the intruder for {measured.fight_s:.1f} s")
    return Evidence(fought, life.place(fought), "came to grips with the intruder")


def _of_running(life: Life, measured: Measured, start: float) -> Iterator[Evidence]:
    company = measured.company
    text = f"on the move for {measured.moving_s:.1f} s; following {measured.following:+.2f}"
    yield Evidence(start, life.place(start), text)
    if company.alignment > 0:
        text = f"{company.tracks:.0%} of the time where others had just walked, {company.tracked:.0%} ahead of others"
        yield Evidence(start, life.place(start), text)
    if not np.isnan(measured.out_at):
        exit = life.observed.building.exits[int(life.observed.exit_used[life.agent])].name
        whose = "the nearest to walk to" if company.own_exit else f"{company.detour_m:.0f} m further than the nearest"
        text = f"left by {exit}, {whose}; {company.crowd_exit:.0%} of those going along left there, too"
        yield Evidence(measured.out_at, exit, text)
