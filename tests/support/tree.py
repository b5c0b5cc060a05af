"""Where the source lies, for tests that read it."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("client", "server", "optimizer", "protos")


def environment() -> dict[str, str]:
    """An environment for a process of its own that finds the source, installed or not."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(str(ROOT / folder) for folder in FOLDERS)}
