"""Studies: an episode, planning, two workers beside one, a whole study from the command line, and a model kept busy.

Other work on the machine stretches wall times: what is compared takes turns, and processor time stands beside them.
Options: --quick.
"""

import argparse
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

from muster.optimizer.method import Report, Rewrite, Setting, Switch
from muster.optimizer.methods.registry import make_method
from muster.optimizer.study.episodes import Done, Job
from muster.optimizer.study.runners import Runner, runner
from muster.scenario.benchmark_file import load_benchmark
from muster.scenario.codec import to_json
from muster.scenario.scenario_file import load_scenario
from muster.server.embedded import EmbeddedServer
from muster.server.engines.scripted import Pace, ScriptedEngine
from muster.server.engines.stack import wrapped
from muster.server.language import LanguageMind
from muster.server.options import BackendOptions

EPISODE_S, SPEED_UP, PLAN_MS, STUDY_S, BUSY = 1.5, 1.6, 20.0, 60.0, 0.85
"""What is promised."""
LATENCY_S, SLOTS, AT_ONCE = 0.02, 16, 4
SAMPLE_S = 0.002
BENCHMARK = load_benchmark("hostile-intruder")
SCENARIO = to_json(load_scenario("school-intruder"))


def jobs(address: str, first: int, number: int) -> list[Job]:
    """So many episodes of 60 s with 80 people."""
    seeds = range(first, first + number)
    return [Job(seed, SCENARIO, seed, address, "", BENCHMARK.classifier, BENCHMARK.ids) for seed in seeds]


def timed(running: Runner, given: Sequence[Job]) -> tuple[float, list[Done]]:
    started = time.perf_counter()
    done = list(running.run(given))
    return time.perf_counter() - started, done


def episode_and_workers(each: int, rounds: int) -> None:
    """One worker and two take turns at equal episodes."""
    walls: dict[int, list[float]] = {1: [], 2: []}
    spent: list[float] = []
    with EmbeddedServer() as server, runner(1) as one, runner(2) as two:
        timed(one, jobs(server.address, 0, 1))  # imports and kernels
        timed(two, jobs(server.address, 0, 2))
        for turn in range(rounds):
            given = jobs(server.address, 100 * (turn + 1), each)
            before = time.process_time()
            walls[1].append(timed(one, given)[0])
            spent.append((time.process_time() - before) / each)
            walls[2].append(timed(two, given)[0])
    ratios = [single / double for single, double in zip(walls[1], walls[2], strict=True)]
    told("episode of 60 s, 80 people", median(walls[1]) / each, "s", f"<= {EPISODE_S}; processor {median(spent):.2f} s")
    span = f"{min(ratios):.2f} to {max(ratios):.2f} over {rounds} rounds"
    told("two workers over one", median(ratios), "x", f">= {SPEED_UP}; {span}, {os.cpu_count()} cores")


def planning() -> None:
    """``pevo+`` for 80 people, ten times, as versions add up; outcomes are drawn."""
    rng, classes = np.random.default_rng(0), len(BENCHMARK.ids)
    shares = np.array(BENCHMARK.shares)
    barred = np.zeros((80, classes), np.bool_)
    method = make_method("pevo+", Setting(BENCHMARK.ids, shares, 80, barred, 0, 0, 10))
    versions, newest, took = np.zeros(80, np.int64), np.zeros(80, np.int64), list[float]()
    for _ in range(10):
        started = time.process_time()
        changes = method.ask()
        took.append((time.process_time() - started) * 1e3)
        for change in changes:
            if isinstance(change, Rewrite):
                newest[change.agent] += 1
                versions[change.agent] = newest[change.agent]
            else:
                assert isinstance(change, Switch)
                versions[change.agent] = change.version
        method.tell(Report(rng.integers(0, classes, 80), versions.copy()))
    told("planning, pevo+, processor", max(took), "ms", f"<= {PLAN_MS:.0f}; longest of ten")


def study(episodes: int) -> None:
    """From the command line, start to end."""
    with TemporaryDirectory() as folder:
        words = ["optimize", "school-intruder", "--benchmark", BENCHMARK.name, "--episodes", str(episodes)]
        code = "from muster.cli import main; main()"
        started, before = time.perf_counter(), os.times()
        command = [sys.executable, "-c", code, *words, "--out", str(Path(folder) / "study")]
        subprocess.run(command, capture_output=True, check=True)
        wall, after = time.perf_counter() - started, os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    told(f"study of {episodes} episodes", wall, "s", f"< {STUDY_S:.0f} for ten; processor {processor:.1f} s")


@contextmanager
def watched(engine: ScriptedEngine) -> Iterator[list[int]]:
    """Sample how many slots work, until the context ends."""
    samples: list[int] = []
    over = threading.Event()

    def watch() -> None:
        while not over.wait(SAMPLE_S):
            samples.append(engine.working)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield samples
    finally:
        over.set()
        thread.join()


def slots(at_once: int) -> None:
    """Episodes at a time on a model of 16 slots and 20 ms a reply; the time while it is asked for nothing counts, too.

    The ends, while workers begin and the last of them finishes alone, are told apart: what counts is between the first
    and the last sample at which at least half the slots worked.
    """
    engine = ScriptedEngine(Pace(LATENCY_S, SLOTS), keep=0)
    options = BackendOptions(slots=SLOTS)
    with EmbeddedServer(LanguageMind(wrapped(engine, options), "scripted")) as server, runner(at_once) as several:
        timed(several, [replace(job, number=0) for job in jobs(server.address, 0, at_once)])
        with watched(engine) as samples:
            wall, _ = timed(several, jobs(server.address, 10, at_once))
    worked = np.array(samples)
    full = np.flatnonzero(worked >= SLOTS / 2)
    amid = worked[full[0] : full[-1] + 1] if len(full) else worked
    note = f">= {BUSY}; {worked.mean() / SLOTS:.2f} with both ends; {at_once} episodes in {wall:.1f} s"
    told(f"slots busy, {at_once} episodes at a time", float(amid.mean()) / SLOTS, "", note)


def told(what: str, value: float, unit: str, beside: str) -> None:
    print(f"{what:<38}{value:8.2f} {unit:<3} ({beside})", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer episodes; seconds instead of minutes")
    is_quick = parser.parse_args().quick
    planning()
    episode_and_workers(each=2 if is_quick else 6, rounds=1 if is_quick else 3)
    study(2 if is_quick else 10)
    slots(AT_ONCE)


if __name__ == "__main__":
    main()
