"""What a fire has done to people, at the end of an episode."""

from muster.client.result import FireResult
from muster.perception.smoke import THICK
from muster.world.smoke.turning import HAZY
from muster.world.world import World


def burned(world: World) -> FireResult | None:
    """Return it; None where the scenario has no fire."""
    smoke = world.smoke
    if smoke is None:
        return None
    people = slice(world.occupants)
    met, names = smoke.met[people], [region.name for region in world.scenario.building.regions]
    return FireResult(
        detected_s=None if smoke.detected is None else round(smoke.detected[0], 3),
        detected_in="" if smoke.detected is None else names[smoke.detected[1]],
        put_out=smoke.is_out,
        in_smoke=int((met >= HAZY).sum()),
        in_thick_smoke=int((met >= THICK).sum()),
        turned_back=int(smoke.turned[people].sum()),
        overcome=int(smoke.overcome[people].sum()),
        highest_dose=round(float(smoke.dose[people].max(initial=0.0)), 4),
    )
