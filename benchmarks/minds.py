"""Minds on a model: what the server leaves of an engine's speed, what it costs itself, and what realtime keeps of it.

Percepts are those of a run of school-intruder with the built-in minds. Options: --quick;
--only engine, overhead, whole or realtime.
"""

import argparse

import minds_engine
import minds_overhead
import minds_realtime
import minds_whole
from minds_percepts import play

PARTS = {
    "engine": minds_engine.report,
    "overhead": minds_overhead.report,
    "whole": minds_whole.report,
    "realtime": minds_realtime.report,
}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    parser.add_argument("--only", choices=PARTS, help="one part")
    told = parser.parse_args()
    noticed = play("school-intruder")
    print(f"{len(noticed.noticed)} percepts of {len(noticed.opening.people)} people\n")
    for name, part in PARTS.items():
        if told.only in (None, name):
            part(noticed, quick=told.quick)


if __name__ == "__main__":
    main()
