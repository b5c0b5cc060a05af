"""What fire and smoke cost an episode: the same tower with a thousand people who leave it, with a fire and without.

* world: both worlds in one process, a simulated second of one after a second of the other, without minds;
* whole: `muster run`, each in a process of its own, turn by turn so that the load of the machine falls on both alike.
  Everybody hears the alarm; with the fire people also see, smell and tell of smoke and are slowed down by it.

Figures are CPU time, of runs with what they take to start. Options: --rounds N --seconds S.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

SCENARIO = """format = "muster-scenario/1"
name = "{name}"
kind = "alarm"
description = "A tower for measuring what smoke costs."
brief = "You work in an office tower. When the alarm sounds, everybody leaves by the stairs."
building = {{ generator = "tower", storeys = 10, rooms_per_side = 12, wings = 2 }}
duration = {seconds}
stop_when_settled = false
[population]
personas = "office"
agents = 1000
spread = true
[[cue]]
at = 5.0
kind = "alarm"
"""
FIRE = """[fire]
region = "{region}"
starts_at = 0.0
growth = "fast"
peak_kw = 3000.0
detectors = "none"
"""
PROMISED = 0.15
"""Share of an episode's time that smoke may add at 1,000 people."""


def burning_region() -> str:
    """Return a corridor of the lowest storey: from there smoke gets everywhere."""
    from muster.scenario.building import RegionKind
    from muster.scenario.tower import tower

    building = tower(storeys=10, rooms_per_side=12, wings=2)
    return next(region.id for region in building.regions if region.kind is RegionKind.CORRIDOR)


def seconds_of(scenario: Path, out: Path) -> float:
    """Return seconds of CPU that a run and its children take."""
    out.unlink(missing_ok=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", "from muster.cli import main; main()", "run", str(scenario), "--json"]
    subprocess.run([*command, "--out", str(out)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def world_alone(files: dict[str, Path], seconds: float) -> dict[str, float]:
    """Return seconds of CPU that each world takes for ``seconds`` simulated ones, everybody walking out."""
    from muster.scenario.scenario_file import read_scenario
    from muster.verification.walking import everybody_leaves, run
    from muster.world.world import World

    worlds = {kind: everybody_leaves(World(read_scenario(file), 0)) for kind, file in files.items()}
    for world in worlds.values():
        run(world, 1.0)  # compiles
    took = dict.fromkeys(files, 0.0)
    for _ in range(round(seconds)):
        for kind, world in worlds.items():
            start = time.process_time()
            run(world, 1.0)
            took[kind] += time.process_time() - start
    return took


def show(name: str, took: Sequence[dict[str, float]]) -> None:
    """Print what both take, turn by turn, and by how much they differ in the middle."""
    clear, smoke = (statistics.median(each[kind] for each in took) for kind in ("clear", "smoke"))
    added = statistics.median(each["smoke"] / each["clear"] - 1.0 for each in took)
    verdict = "ok" if added < PROMISED else "ABOVE"
    print(f"{name:<10}{clear:>10.1f}{smoke:>10.1f}{added:>10.1%}  {verdict} (promised < {PROMISED:.0%})", flush=True)


def main() -> None:
    """Compare, and print the load of the machine with it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each is run")
    parser.add_argument("--seconds", type=float, default=120.0, help="simulated seconds of a run")
    given = parser.parse_args()
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print("1,000 people   clear     smoke     added   (seconds of CPU, medians; added: of the turns)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        common = SCENARIO.format(name="tower", seconds=given.seconds)
        files = {kind: folder / f"{kind}.toml" for kind in ("clear", "smoke")}
        files["clear"].write_text(common, encoding="utf-8")
        files["smoke"].write_text(common + FIRE.format(region=burning_region()), encoding="utf-8")
        show("world", [world_alone(files, given.seconds) for _ in range(given.rounds)])
        out = folder / "run.muster"
        for file in files.values():
            seconds_of(file, out)  # compiles, and fills the caches
        show("whole", [{kind: seconds_of(file, out) for kind, file in files.items()} for _ in range(given.rounds)])
    print(f"load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
