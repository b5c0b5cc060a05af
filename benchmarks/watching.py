"""What watching costs a run: a thousand people in lockstep with nobody watching and with viewers, round by round.

A viewer has a process of its own. What it costs the run beyond the processor that it takes is what the run itself does
for it: the processor seconds spent on its frames and wishes, as a share of all that the run spends; that is judged. The
run's processor seconds in all are compared, too: caches and memory are shared. So is the real-time factor: where
processors are few (run, minds and viewer are three that want one each) the viewer competes for them, though it stands
back. Options: --quick, --one CASE.
"""

import argparse
import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from muster.client.access import OPEN
from muster.client.pace import Pace
from muster.client.terms import LOCKSTEP
from muster.commands.backends import BUILTIN_ORDER
from muster.commands.minds import Linker, Where, minds
from muster.commands.one import run_one
from muster.commands.viewer import Viewer
from muster.commands.watch import Watch
from muster.commands.watching import NOBODY, Onlooker
from muster.recording.frames import Frame
from muster.scenario.scenario import Scenario
from muster.scenario.scenario_file import load_scenario

SCENARIO, AGENTS, SECONDS, SECONDS_QUICK = "school-intruder", 1_000, 60.0, 20.0
ROUNDS, ROUNDS_QUICK = 7, 3
PROMISED_SHARE = 0.05
"""Promised: watching costs less than this share of the real-time factor."""
STALLS_AT = 20
"""Frames after which the viewer of the last case stands still for good."""


class Timed(Viewer):
    """A viewer for whom the run counts what it spends.

    Attributes:
        spent_s: processor seconds.
    """

    spent_s = 0.0

    def on_frame(self, frame: Frame) -> None:
        began = time.thread_time()
        super().on_frame(frame)
        self.spent_s += time.thread_time() - began

    def paced(self, pace: Pace, obey: Callable[[], None]) -> Pace:
        return Waits(super().paced(pace, obey), self)


@dataclass(frozen=True)
class Waits:
    """A pace that counts for a viewer."""

    pace: Pace
    viewer: Timed

    def wait(self, time_s: float) -> None:
        began = time.thread_time()
        self.pace.wait(time_s)
        self.viewer.spent_s += time.thread_time() - began

    def restart(self) -> None:
        self.pace.restart()


class Stalled(Timed):
    """A viewer that is stopped in the middle of the run."""

    frames = 0

    def on_frame(self, frame: Frame) -> None:
        self.frames += 1
        if self.frames == STALLS_AT:
            os.kill(self.pid, signal.SIGSTOP)
        super().on_frame(frame)


CASES: dict[str, Callable[[Scenario], Onlooker]] = {
    "nobody": lambda scenario: NOBODY,
    "none": lambda scenario: Timed(Watch("none", offscreen=True), scenario),
    "panda3d": lambda scenario: Timed(Watch("panda3d", tier="SOFTWARE", offscreen=True), scenario),
    "stopped": lambda scenario: Stalled(Watch("none", offscreen=True), scenario),
}
NAMES = {
    "nobody": "nobody watches",
    "none": "viewer that draws nothing",
    "panda3d": "panda3d, offscreen",
    "stopped": "viewer that was stopped",
}


@dataclass(frozen=True)
class Run:
    """One run: simulated seconds in one of the wall clock; processor seconds of its process, and for its viewer.

    ``others_s`` are those of the minds and the viewer.
    """

    factor: float
    own_s: float
    spent_s: float
    others_s: float


def run(case: str, seconds: float) -> Run:
    """Run in this process, which is new."""
    scenario = load_scenario(SCENARIO, agents=AGENTS, duration=seconds)
    onlooker = CASES[case](scenario)
    with tempfile.TemporaryDirectory() as folder, minds(Where(), people=AGENTS) as address:
        linker = Linker(address, OPEN, BUILTIN_ORDER, LOCKSTEP, embedded=True)
        onlooker.get_ready()
        began = time.process_time()
        result = run_one(scenario, 1, linker, Path(folder) / "run.muster", onlooker)
        own_s = time.process_time() - began
        onlooker.close()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent_s = onlooker.spent_s if isinstance(onlooker, Timed) else 0.0
    return Run(result.realtime_factor, own_s, spent_s, children.ru_utime + children.ru_stime)


def apart(case: str, seconds: float) -> Run:
    """Run in a process of its own."""
    words = [sys.executable, __file__, "--one", case, "--seconds", str(seconds)]
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return Run(**json.loads(done.stdout))


def show(runs: dict[str, list[Run]]) -> None:
    """Print the best of all rounds: whatever else this machine does only ever adds to what a run takes."""
    best = {case: [extreme(column) for extreme, column in _columns(done)] for case, done in runs.items()}
    print(
        "viewer                     for the viewer     run's own cpu s   change   real time x   change   others' cpu s"
    )
    for case, (factor, own_s, share, others_s) in best.items():
        verdict = "ok   " if share < PROMISED_SHARE else "ABOVE"
        dearer, faster = own_s / best["nobody"][1] - 1, factor / best["nobody"][0] - 1
        print(
            f"{NAMES[case]:<28}{share:>7.2%} {verdict}{own_s:>17.2f}{dearer:>9.1%}{factor:>14.1f}{faster:>9.1%}"
            f"{others_s:>17.2f}"
        )


def _columns(runs: list[Run]) -> list[tuple[Callable[[list[float]], float], list[float]]]:
    """Return each figure of all rounds, and whether its largest or smallest is the best; shares in the middle."""
    return [
        (max, [run.factor for run in runs]),
        (min, [run.own_s for run in runs]),
        (statistics.median, [run.spent_s / run.own_s for run in runs]),
        (min, [run.others_s for run in runs]),
    ]


def main() -> None:
    """Run all cases in turn and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    parser.add_argument("--one", choices=list(CASES), help="run one case and print its figures as JSON")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="simulated, with --one")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(run(options.one, options.seconds).__dict__))
        return
    seconds, rounds = (SECONDS_QUICK, ROUNDS_QUICK) if options.quick else (SECONDS, ROUNDS)
    apart("nobody", 2.0)  # compiles
    runs: dict[str, list[Run]] = {case: [] for case in CASES}
    for number in range(rounds):
        order = list(CASES) if number % 2 == 0 else list(reversed(CASES))
        for case in order:
            runs[case].append(apart(case, seconds))
    print(f"Watching {SCENARIO}, {AGENTS:,} people, {seconds:.0f} s in lockstep; best of {rounds} rounds")
    show(runs)


if __name__ == "__main__":
    main()
