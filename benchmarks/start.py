"""How soon the command line answers: `--help`, and the first simulated second of a second run."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

MUSTER = [sys.executable, "-c", "import sys; sys.argv[0] = 'muster'; from muster.cli import main; main()"]
SECOND = ["school-intruder", "--duration", "1", "--json"]


def best(words: list[str], times: int = 5) -> float:
    """Return the shortest of some runs, in wall seconds: the limit is for the command, not for a busy machine."""
    took: list[float] = []
    for _ in range(times):
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            subprocess.run([*MUSTER, *words], cwd=Path(folder), check=True, capture_output=True)
            took.append(time.perf_counter() - began)
    return min(took)


def main() -> None:
    """Print both figures beside what is promised."""
    best(["run", *SECOND], times=1)  # compiles
    print("                                        seconds  promised")
    print(f"muster run --help                       {best(['run', '--help']):7.2f}      0.50")
    print(f"second run, its first simulated second  {best(['run', *SECOND]):7.2f}      3.00")


if __name__ == "__main__":
    main()
