"""What the authors' classifier called the conduct of everybody (``behavior_analysis.json``)."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from muster.importing.json_values import read_json

LABELS = "behavior_analysis.json"


def read_labels(path: Path, names: Sequence[str]) -> tuple[dict[int, str], list[str]]:
    """Return a label for each agent that has one, by agent number, and what could not be placed.

    ``names`` are everybody's, in agent order; labels are written as ours are, in capitals. Raises ImportFailed.
    """
    raw = read_json(path)
    number = {name: agent for agent, name in enumerate(names)}
    labels: dict[int, str] = {}
    unknown: Counter[str] = Counter()
    for name, about in raw["agents"].named():
        label = about["behavior"]["classification"].text()
        if name in number:
            labels[number[name]] = "_".join(label.upper().replace("-", " ").split())
        else:
            unknown[name] += 1
    lost = [f"{path.name}: labels somebody called {name!r}, who is not in this run" for name in unknown]
    return labels, lost
