"""Which storeys are drawn, and how."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from muster.render.view import Above, View


class Seen(IntEnum):
    """How a storey is drawn."""

    HIDDEN = 0
    GHOST = 1
    SOLID = 2


def seen_storeys(view: View, storeys: int) -> NDArray[np.uint8]:
    """Return ``(s,)`` a ``Seen`` each: what lies below the storey looked at always is, what lies above as chosen."""
    seen = np.full(storeys, int(Seen.SOLID), np.uint8)
    if view.storey is not None and view.above is not Above.SHOW:
        seen[view.storey + 1 :] = int(Seen.GHOST if view.above is Above.GHOST else Seen.HIDDEN)
    return seen
