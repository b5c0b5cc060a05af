"""How long importing takes, and how much memory: an office of 100 rooms on two storeys, and one of ten megabytes.

Options: --quick leaves out the large one. Seconds of processor time tell where other programs keep the machine busy.
"""

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from muster.importing.assembling import assemble
from muster.importing.ifc import read_ifc

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

PROMISED = {"100 rooms": (20.0, 2000.0), "10 MB": (30.0, 2000.0)}  # seconds, megabytes
SIZES = {"100 rooms": (25, 2), "10 MB": (115, 10)}  # rooms a side, storeys


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--one", metavar="FILE", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measure(options.one)
        return
    from support.ifc_office import office

    print(f"{'building':12} {'file':>9} {'regions':>8} {'seconds':>8} {'CPU':>7} {'memory':>9}")
    with TemporaryDirectory() as folder:
        for name in list(SIZES)[: 1 if options.quick else None]:
            path = office(*SIZES[name]).save(Path(folder) / "office.ifc")
            done = subprocess.run(
                [sys.executable, __file__, "--one", str(path)], capture_output=True, text=True, check=True
            )
            regions, seconds, cpu, megabytes = done.stdout.split()
            size = f"{path.stat().st_size / 1e6:.1f} MB"
            kept = min(float(seconds), float(cpu)) <= PROMISED[name][0] and float(megabytes) <= PROMISED[name][1]
            verdict = "ok" if kept else "MISSED"
            took = f"{float(seconds):8.1f} {float(cpu):5.1f} s {float(megabytes):6.0f} MB"
            print(f"{name:12} {size:>9} {regions:>8} {took}  {verdict}")


def measure(path: Path) -> None:
    began, cpu_began = time.perf_counter(), time.process_time()
    building = assemble(read_ifc(path)).building
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu_began
    print(len(building.regions), seconds, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)


if __name__ == "__main__":
    main()
