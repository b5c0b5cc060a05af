"""How a run is to be shown."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Watch:
    """How a run is to be shown.

    Attributes:
        renderer: a name of ``muster.render.registry``.
        tier: name of a ``renderer.Tier``.
        listen: HOST:PORT for renderers that serve browsers; "" for their default.
        offscreen: nobody is to see it: for tests and measurements.
        is_paced: the run goes by the wall clock, not as fast as it can.
    """

    renderer: str
    tier: str = "AUTO"
    listen: str = ""
    offscreen: bool = False
    is_paced: bool = False
