"""What ``muster whatif`` does: lists acts, reruns without one of them, and shows both distributions."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from muster.client.terms import LOCKSTEP
from muster.commands.backends import MindOrder
from muster.commands.minds import Linker, Where, minds
from muster.commands.output import note, say, say_json
from muster.commands.progress import watching
from muster.recording.reader import Recording
from muster.training.played import Played
from muster.training.supposed import plain, supposed
from muster.training.what_if import CAVEAT, Act, Spread, act_of, acts, what_if

_QUARTILES = (0, 25, 50, 75, 100)


def list_acts(path: Path, *, as_json: bool) -> None:
    """Print the acts that can be left out."""
    with Recording.open(path) as recording:
        known = acts(Played(recording).recording)
    if as_json:
        say_json([{"act": each.number, "time_s": each.time, "what": each.words} for each in known])
        return
    for each in known:
        say(f"{each.number:4d}  {each.time:7.1f} s  {each.words}")
    note("leave one out with --without NUMBER" if known else "no trainee did anything but walk")


def suppose(path: Path, number: int, order: MindOrder, *, reruns: int, horizon: float, as_json: bool) -> None:
    """Rerun without act ``number`` and print how it came out."""
    with Recording.open(path) as recording:
        act = act_of(Played(recording).recording, number)
        with minds(Where(), order) as address, watching("reruns", float(reruns)) as watcher:
            linker = Linker(address, Where().access, order, LOCKSTEP, embedded=True)
            spreads = what_if(
                recording,
                act,
                linker.link,
                reruns=reruns,
                horizon=horizon,
                on_rerun=lambda done: watcher.second(float(done)),
            )
    if as_json:
        say_json(plain(supposed(path.name, act, spreads, horizon)))
        return
    _tell(act, spreads, horizon)


def _tell(act: Act, spreads: dict[str, Spread], horizon: float) -> None:
    reruns = len(next(iter(spreads.values())).with_act)
    say(f"Act {act.number}, at {act.time:g} s: {act.words}")
    say(f"{reruns} reruns with it and {reruns} without, people counted {horizon:g} s later; least, quartiles, most:")
    width = max(len(name) for name in spreads)
    for name, spread in spreads.items():
        say(f"  {name:<{width}}  with {_five(spread.with_act)}   without {_five(spread.without_act)}")
    say()
    say(CAVEAT)


def _five(counts: Sequence[int]) -> str:
    return " ".join(f"{value:5.1f}" for value in np.percentile(counts, _QUARTILES))
