"""Files of the pedestrian dynamics data archive (HDF5): trajectories, and what they say of the experiment."""

import json
from ast import literal_eval
from pathlib import Path
from typing import Any

import numpy as np

from muster.verification.errors import BadData
from muster.verification.experiments.measuring import imported
from muster.verification.experiments.tracks import Tracks

BEFORE = 2.0  # seconds before the first is through, when about the crowd sets out; ours


def read_bottleneck(path: Path) -> tuple[float, Tracks]:
    """Return a bottleneck's width, metres, and its tracks, from the first frame in which anybody has set out.

    Raises:
        BadData: the file is another, or describes no bottleneck.
    """
    h5py = imported("h5py")
    try:
        with h5py.File(path) as file:
            table, rate = file["trajectory"][()], float(file["trajectory"].attrs["fps"])
            width = _width(str(file.attrs["metadata"]))
    except (OSError, KeyError, ValueError) as error:
        raise BadData(f"{path} is no bottleneck of the data archive ({error}); take the file as published") from None
    position = np.column_stack([table["x"], table["y"]]).astype(float)
    return width, _from_the_start(Tracks(table["id"].astype(int), table["frame"].astype(int), position, rate))


def _from_the_start(tracks: Tracks) -> Tracks:
    """Leave out the time before the signal, when all stand and wait."""
    through = tracks.frame[tracks.position[:, 1] < 0.0]
    if not len(through):
        raise ValueError("nobody passes the line y = 0")
    kept = tracks.frame >= through.min() - round(BEFORE * tracks.rate)
    return Tracks(tracks.person[kept], tracks.frame[kept], tracks.position[kept], tracks.rate)


def _width(metadata: str) -> float:
    described: Any = _parsed(metadata)
    (run,) = described["experiment"]["parameters"]
    return float(run["parameters"]["bottleneck_width"]) / 100.0


def _parsed(metadata: str) -> Any:
    """Return the description: JSON in some files of the archive, a Python dictionary in others."""
    try:
        return json.loads(metadata)
    except json.JSONDecodeError:
        return literal_eval(metadata)
