"""Smoke as renderers show it: how opaque, in which words, and what one sees through it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from muster.recording.smoke import SmokeState
from muster.render.frame import Singles
from muster.render.palette import Colour
from muster.render.scene import Scene
from muster.world.smoke.effects import REFLECTING, visibility

SMOKE: Colour = (132, 124, 116)
"""Warm grey, lighter than the dark floors of plans: neither a floor nor a wall nor anybody has it."""
DARK_SMOKE: Colour = (66, 60, 54)
"""The same among the light floors of three dimensions."""
FIRE: Colour = (255, 122, 20)
"""Orange, and always with a flame: people who are aware are yellower and round."""

HAZY_M = 30.0
"""Metres of visibility from which on smoke is told of: with more, people walk on as if there were none (Jin 1978)."""
SEEN_THROUGH_M = 1.5  # metres of smoke one looks through from above, down to people
THICKEST = 0.74  # opacity at most, in views from above: those in smoke must be found
LINES = 5  # regions told of at once
SCALE_M = (30.0, 10.0, 3.0, 1.0)
"""Metres of visibility that legends show a colour for."""


def veil(extinction: NDArray[np.floating]) -> Singles:
    """Return how opaque smoke of ``extinction`` 1/m is in views from above, 0 to ``THICKEST``."""
    return (THICKEST * (1.0 - np.exp(-SEEN_THROUGH_M * np.asarray(extinction)))).astype(np.float32)


def sight_through(extinction: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return metres at which things that reflect light are made out; infinite in clear air."""
    return visibility(np.asarray(extinction, np.float64), REFLECTING)


def extinction_at(sight_m: float) -> float:
    """Return 1/m through which one sees so many metres."""
    return REFLECTING / sight_m


def metres(sight_m: float) -> str:
    """Return a visibility in words: 12 m, 3.4 m."""
    return f"{sight_m:.1f} m" if sight_m < 9.95 else f"{sight_m:.0f} m"


def told(scene: Scene, smoke: SmokeState | None) -> Sequence[tuple[str, str]]:
    """Return the regions through whose smoke one sees least: name, and metres; where it burns always first."""
    if smoke is None:
        return ()
    sight = sight_through(smoke.extinction)
    order = [int(region) for region in np.argsort(sight, kind="stable") if sight[region] < HAZY_M]
    names = [region.name for region in scene.building.regions]
    rows = [(names[region], metres(float(sight[region]))) for region in order if region != scene.fire]
    if is_burning(smoke) and scene.fire >= 0:
        here = float(sight[scene.fire])
        burns = f"{names[scene.fire]} (fire)", metres(here) if here < HAZY_M else "clear"
        rows.insert(0, burns)
    elif scene.fire in order:
        rows.insert(0, (names[scene.fire], metres(float(sight[scene.fire]))))
    return tuple(rows[:LINES])


def is_burning(smoke: SmokeState | None) -> bool:
    """Return whether there are flames."""
    return smoke is not None and smoke.heat > 0.0


def heading(smoke: SmokeState | None) -> str:
    """Return what stands above ``told``."""
    if smoke is None or not is_burning(smoke):
        return "Through the smoke one sees"
    return f"Fire of {smoke.heat:,.0f} kW; one sees"
