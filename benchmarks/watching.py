"""What watching costs a run: a thousand people in lockstep with nobody watching and with viewers, round by round.

Viewers have a process of their own. On a machine with processors to spare, what they cost the run is what the run
itself does for them: its processor seconds, which are judged here. Where processors are few (run, minds and viewer are
three that want one each) the viewer competes for them, though it stands back; the real-time factor shows both.
Options: --quick, --one CASE.
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
from muster.client.terms import LOCKSTEP
from muster.commands.backends import BUILTIN_ORDER
from muster.commands.minds import Linker, Where, minds
from muster.commands.one import run_one
from muster.commands.viewer import Viewer
from muster.commands.watching import NOBODY, Onlooker, Watch
from muster.recording.frames import Frame
from muster.scenario.scenario import Scenario
from muster.scenario.scenario_file import load_scenario

SCENARIO, AGENTS, SECONDS, SECONDS_QUICK = "school-intruder", 1_000, 60.0, 20.0
ROUNDS, ROUNDS_QUICK = 7, 3
LEAST_SHARE = 0.05
"""Watching costs less than this share of the real-time factor."""
STALLS_AT = 20
"""Frames after which the viewer of the last case stands still for good."""


class Stalled(Viewer):
    """A viewer that is stopped in the middle of the run."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__(Watch("none", offscreen=True), scenario)
        self._frames = 0

    def on_frame(self, frame: Frame) -> None:
        self._frames += 1
        if self._frames == STALLS_AT:
            os.kill(self.pid, signal.SIGSTOP)
        super().on_frame(frame)


CASES: dict[str, Callable[[Scenario], Onlooker]] = {
    "nobody": lambda scenario: NOBODY,
    "none": lambda scenario: Viewer(Watch("none", offscreen=True), scenario),
    "panda3d": lambda scenario: Viewer(Watch("panda3d", tier="SOFTWARE", offscreen=True), scenario),
    "stopped": Stalled,
}
NAMES = {
    "nobody": "nobody watches",
    "none": "viewer that draws nothing",
    "panda3d": "panda3d, offscreen",
    "stopped": "viewer that was stopped",
}


@dataclass(frozen=True)
class Run:
    """One run: simulated seconds in one of the wall clock, processor seconds of its process and of its children."""

    factor: float
    own_s: float
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
    return Run(result.realtime_factor, own_s, children.ru_utime + children.ru_stime)


def apart(case: str, seconds: float) -> Run:
    """Run in a process of its own."""
    words = [sys.executable, __file__, "--one", case, "--seconds", str(seconds)]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
    return Run(**json.loads(done.stdout))


def show(runs: dict[str, list[Run]]) -> None:
    """Print medians, and how each round's runs compare with the one that nobody watched."""
    print("viewer                       real time x      change   run's own cpu s      change   others' cpu s")
    for case, done in runs.items():
        pairs = list(zip(done, runs["nobody"], strict=True))
        slower = statistics.median(1 - each.factor / alone.factor for each, alone in pairs)
        dearer = statistics.median(each.own_s / alone.own_s - 1 for each, alone in pairs)
        figures = [
            statistics.median(getattr(each, field) for each in done) for field in ("factor", "own_s", "others_s")
        ]
        verdict = "" if case == "nobody" else ("ok" if dearer < LEAST_SHARE else f"ABOVE {LEAST_SHARE:.0%}")
        print(
            f"{NAMES[case]:<28}{figures[0]:>12.1f}{-slower:>12.1%}{figures[1]:>18.2f}{dearer:>12.1%}"
            f"{figures[2]:>16.2f}  {verdict}"
        )


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
    print(f"Watching {SCENARIO}, {AGENTS:,} people, {seconds:.0f} s in lockstep; medians of {rounds} rounds")
    show(runs)


if __name__ == "__main__":
    main()
