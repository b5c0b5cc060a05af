"""What a stage needs of whatever draws its people."""

from typing import Protocol

from muster.render.frame import Singles
from muster.render.panda3d.people.packing import Shown


class Crowd(Protocol):
    """Draws people and intruders in the scene it was made for."""

    @property
    def notice(self) -> str:
        """What whoever looks must know, such as that some are left out; "" for nothing."""
        ...

    def update(self, shown: Shown, pixel: float) -> None:
        """Draw ``shown`` from now on; ``pixel`` is what one spans, radians."""
        ...

    def show_intruders(self, rows: Singles) -> None:
        """Draw ``rows``, made like those of ``shown``, however far they are."""
        ...
