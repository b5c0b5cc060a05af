"""How much of the machine is ours."""

import os


def usable_cores() -> int:
    """Return how many this process may use, where the system tells; containers often give less than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
