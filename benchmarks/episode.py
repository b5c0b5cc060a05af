"""Whole episodes through the command line: real-time factor, memory and cost as the crowd grows at equal density.

Bodies, perception, the stream to an embedded behavior server, built-in minds and the recording all take part. Each case
runs in a process of its own, after one uncounted run that compiles the kernels. Options: --quick.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

SCENARIO = """format = "muster-scenario/1"
name = "{name}"
kind = "alarm"
description = "A drill in a tower, for measuring."
brief = "You work in an office tower. When the alarm sounds, everybody leaves by the stairs."
building = {{ generator = "tower", storeys = {storeys}, rooms_per_side = {rooms}, wings = {wings} }}
duration = {seconds}
stop_when_settled = true
[population]
personas = "office"
agents = {agents}
spread = true
[[cue]]
at = 5.0
kind = "alarm"
"""


@dataclass(frozen=True)
class Case:
    """One size; towers hold 2.1 people a room throughout. ``least`` is the real-time factor we promise."""

    agents: int
    storeys: int
    rooms: int
    wings: int
    seconds: float
    least: float

    def text(self) -> str:
        return SCENARIO.format(name=f"tower-{self.agents}", **self.__dict__)


TOWERS = (
    Case(100, 2, 12, 1, 120.0, 50.0),
    Case(1_000, 10, 12, 2, 120.0, 12.0),
    Case(10_000, 16, 25, 6, 600.0, 1.5),
)


@dataclass(frozen=True)
class Run:
    """What one run took: from its own JSON, and megabytes at most resident, of the minds' own process, too."""

    result: dict[str, object]
    megabytes: float

    @property
    def factor(self) -> float:
        return float(str(self.result["realtime_factor"]))

    @property
    def agents(self) -> int:
        return int(str(self.result["agents"]))

    @property
    def cost(self) -> float:
        """Microseconds of wall time for one agent and simulated second."""
        return 1e6 / (self.factor * self.agents)


def run(scenario: str, folder: Path, *options: str) -> Run:
    """Run one episode in a process of its own."""
    out = folder / "run.muster"
    out.unlink(missing_ok=True)
    command = [
        sys.executable,
        "-c",
        "from muster.cli import main; main()",
        "run",
        scenario,
        "--json",
        "--out",
        str(out),
        *options,
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    most = 0.0
    while process.poll() is None:
        most = max(most, resident(process.pid))
        time.sleep(0.1)
    text, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"`{' '.join(command)}` failed; run it by hand to see why")
    return Run(json.loads(text), most)


def resident(pid: int) -> float:
    """Return the most megabytes that a process and its children have been resident in so far; 0 where none tells."""
    own = Path(f"/proc/{pid}")
    try:
        peak = next(line for line in (own / "status").read_text().splitlines() if line.startswith("VmHWM"))
        children = (own / "task" / str(pid) / "children").read_text().split()
    except (OSError, StopIteration):  # it has just ended, or this is no Linux
        return 0.0
    return int(peak.split()[1]) / 1024 + sum(resident(int(child)) for child in children)


def show(name: str, done: Run, least: float) -> None:
    """Print one line of the table."""
    verdict = "ok" if done.factor >= least else "BELOW"
    decisions = done.result["decisions"]
    assert isinstance(decisions, dict)
    print(
        f"{name:<22}{done.agents:>8}{done.factor:>12.1f}{least:>8.1f} {verdict:<6}"
        f"{done.cost:>12.1f}{done.megabytes:>8.0f}{decisions['total']:>11}",
        flush=True,
    )


def main() -> None:
    """Run all cases and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out the crowd of 10,000, which takes minutes")
    quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print("scenario                agents real time x promised        us/agent-s      MB  decisions")
        run("school-intruder", folder)  # compiles
        show("school-intruder", run("school-intruder", folder), 50.0)
        show("school-intruder", run("school-intruder", folder, "--agents", "1000"), 12.0)
        costs: list[float] = []
        for case in TOWERS[:2] if quick else TOWERS:
            file = folder / f"tower-{case.agents}.toml"
            file.write_text(case.text(), encoding="utf-8")
            done = run(str(file), folder)
            show(file.stem, done, case.least)
            costs.append(done.cost)
        growth = costs[-1] / costs[0]
        print(f"an agent-second in the largest tower costs {growth:.2f} times one in the smallest (promised < 3)")


if __name__ == "__main__":
    main()
