"""Where somebody is and what they notice, in words for the prompt."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from muster.behavior.v1.vocabulary import Health, Knowing
from muster.server.language import cues, people
from muster.server.language.cleaning import clean
from muster.server.language.tokens import estimate
from muster.server.values import Percept, SmokeBelief, ThreatBelief

_PLACE, _MOOD = 60, 40  # characters
_CROWDED, _DENSE = 1.0, 2.5  # people per m²
_LOUD_DB = 68.0  # as of the built-in mind: talk does not carry over it
_HEALTHS = {Health.INJURED: "injured", Health.INCAPACITATED: "incapacitated"}
_KNOWN = {Knowing.SEEN: "seen", Knowing.HEARD: "heard", Knowing.TOLD: "you were told"}


@dataclass(frozen=True, slots=True)
class Scene:
    """A situation in phrases, of which a prompt may hold fewer.

    Attributes:
        first: what is always told: the body, its surroundings, the threat.
        noticed: what is new, most telling first; ``times``: their places in the order they came in.
        near: the people, nearest first.
        cost: tokens, estimated, of ``first``.
    """

    first: str
    noticed: Sequence[cues.Phrase]
    near: Sequence[str]
    cost: float

    def costs(self) -> tuple[list[float], list[float]]:
        """Return the tokens, estimated, of the first 0, 1, 2 ... people, and of so many cues."""
        near = accumulate(map(estimate, self.near), initial=0.0)
        return list(near), list(accumulate([estimate(each.text) for each in self.noticed], initial=0.0))

    def text(self, most_people: int, most_cues: int, memory: str) -> str:
        """Return the lines, with so many people and cues; announcements that ``memory`` shows are not told twice."""
        lines = [self.first]
        if told := sorted(self.noticed[:most_cues], key=lambda each: each.place):
            lines += ["New:", *(each.known if each.heard and each.heard in memory else each.text for each in told)]
        if near := self.near[:most_people]:
            more = len(self.near) - len(near)
            lines.append(f"Near you: {', '.join(near)}{f', and {more} more' if more else ''}.")
        return "\n".join(lines)


def see(percept: Percept, mood: str) -> Scene:
    """Put a percept into words; ``mood`` is how it feels."""
    first = _standing(percept, mood)
    if percept.threat is not None:
        first = f"{first}\n{_threat(percept.threat)}"
    if percept.smoke is not None:
        first = f"{first}\n{_smoke(percept.smoke)}"
    return Scene(first, cues.describe(percept.cues), people.describe(percept.people), estimate(first))


def clock(seconds: float) -> str:
    """Return a simulated time as memories are dated: 1:05."""
    whole = max(int(seconds), 0)
    return f"{whole // 60}:{whole % 60:02d}"


def _standing(percept: Percept, mood: str) -> str:
    """The line about the body itself."""
    state = (
        clean(percept.place, _PLACE) or "somewhere inside",
        "outside" if percept.outside else "",
        "hidden" if percept.hidden else "",
        _HEALTHS.get(percept.health, ""),
    )
    doing = f" You are {doing}." if (doing := clean(percept.doing, _PLACE)) else ""
    feeling = f" You feel {feeling}." if (feeling := clean(mood, _MOOD)) else ""
    return f"{clock(percept.time_s)}, {', '.join(filter(None, state))}.{doing}{feeling}{_around(percept)}"


def _threat(belief: ThreatBelief) -> str:
    """What is believed of the intruder."""
    place = f", {place}" if (place := clean(belief.place, _PLACE)) else ""
    if belief.in_sight:
        return f"The intruder is in sight, {max(belief.distance_m, 1):.0f} m away{place}."
    known = _KNOWN.get(belief.knowing, "known")
    ago = f"{belief.age_s:.0f} s ago" if belief.age_s >= 1.5 else "just now"
    metres = f", about {belief.distance_m:.0f} m away" if belief.distance_m > 0 else ""
    return f"The intruder: {known} {ago}{metres}{place}; not in sight."


def _smoke(belief: SmokeBelief) -> str:
    """What is seen and believed of fire and smoke."""
    told: list[str] = []
    place = clean(belief.fire_place, _PLACE)
    if belief.fire_in_sight:
        told.append(f"You see flames, {max(belief.fire_distance_m, 1):.0f} m away{f', {place}' if place else ''}.")
    elif belief.fire:
        told.append(
            f"There is a fire{f', {place}' if place else ''}: {_KNOWN.get(belief.fire, 'known')}; not in sight."
        )
    if belief.visibility_m > 0:
        told.append(f"There is smoke here: you see about {max(belief.visibility_m, 1):.0f} m.")
    if places := [clean(each, _PLACE) for each in belief.places]:
        told.append(f"You know of smoke in: {', '.join(places)}.")
    return " ".join(told)


def _around(percept: Percept) -> str:
    crowd = (
        ""
        if percept.crowding < _CROWDED
        else " It is crowded."
        if percept.crowding < _DENSE
        else " It is very crowded."
    )
    return crowd + (" It is loud." if percept.noise_db >= _LOUD_DB else "")
