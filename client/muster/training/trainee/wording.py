"""The words around a trainee's picture."""

from muster.render.panels import clock_text
from muster.scenario.play import Pace
from muster.training.knowledge import Known
from muster.training.told import Part, Phase
from muster.training.trainee.distress import Distress
from muster.training.trainee.hands import Hands
from muster.training.trainee.keys import help_lines
from muster.training.trainee.mirror import HEARD_S, NOTICE_S, Mirror
from muster.training.trainee.reach import Reach
from muster.training.trainee.speaker import Loud
from muster.training.trainee.window import Card, Heard, Words
from muster.world.acts import Door

_PHASES = {Phase.WAITING: "not begun", Phase.PAUSED: "paused", Phase.OVER: "over"}
_DOOR_WORDS = {
    Door.OPEN: "F: close the door",
    Door.CLOSED: "F: open the door",
    Door.LOCKED: "F: unlock and open the door",
    Door.BARRICADED: "F: clear and open the door",
}
EMERGENCY = "Escape stops everything, for everybody: for a real emergency."
ALWAYS = "?: keys   Escape: REAL EMERGENCY, stops all"
BEGIN = "Enter: I have read this and want to take part.  Close the window: I would rather not; you need give no reason."


def words_for(
    mirror: Mirror,
    hands: Hands,
    reach: Reach,
    at: float,
    *,
    shows_keys: bool,
    has_begun: bool,
    distress: Distress,
    sound: Loud,
    lost: str,
) -> Words:
    """Return the words at a second of the wall clock."""
    part, known = mirror.part, mirror.now
    notice = f"No connection: {lost}. Until it is back, the built-in mind moves your body." if lost else ""
    if not notice and at - mirror.noticed_at < NOTICE_S:
        notice = mirror.notice
    card = _card(mirror, shows_keys=shows_keys, has_begun=has_begun)
    if card is not None:
        return Words(notice=notice, card=card)
    heard = (Heard(line.text, max(1 - (at - line.at) / HEARD_S, 0.0)) for line in mirror.heard)
    time = 0.0 if known is None else known.time
    return Words(
        role=f"{part.role_title}: {part.name}",
        clock=f"{clock_text(time)}  {_PHASES.get(mirror.phase, '')}".strip(),
        state="" if known is None else _state(known, hands, distress=distress, sound=sound),
        keys=ALWAYS,
        prompts=() if known is None or mirror.phase is not Phase.RUNNING else _prompts(known, reach),
        heard=tuple(each for each in heard if each.fresh > 0),
        typing=hands.typing,
        notice=notice,
    )


def _state(known: Known, hands: Hands, *, distress: Distress, sound: Loud) -> str:
    own = known.own
    states = [f"voice: {hands.volume.value}", f"sound: {sound.value}"]
    if hands.is_crouched:
        states.append(Pace.CROUCH.value)
    if own.busy:
        states.append(f"{own.busy.replace('_', ' ')}, {own.seconds:.0f} s")
    states += [word for word, is_so in (("hidden", own.hidden), ("hurt", own.health == 1)) if is_so]
    states += [word for word, is_so in (("dark", not known.lit), ("alarm", known.alarm)) if is_so]
    states += [distress.value] if distress.is_calm else []
    return "  ".join(states)


def _prompts(known: Known, reach: Reach) -> tuple[str, ...]:
    prompts: list[str] = []
    door = reach.door
    if known.own.health == 2:
        return ("You are incapacitated: you cannot move. Others may help you.",)
    if door is not None:
        beyond = f" to {door.beyond}" if door.beyond else ""
        lock = "L: unlock" if door.looks is Door.LOCKED else "L: lock"
        prompts.append(f"{_DOOR_WORDS[door.looks]}{beyond}   {lock}   B: barricade   N: knock")
    if reach.injured is not None:
        prompts.append(f"H: help {reach.injured.name or 'the injured person'}")
    if reach.spot is not None and not known.own.hidden:
        prompts.append(f"Z: hide ({reach.spot.kind})")
    return tuple(prompts)


def _card(mirror: Mirror, *, shows_keys: bool, has_begun: bool) -> Card | None:
    part = mirror.part
    if mirror.phase is Phase.OVER:
        lines = (mirror.word, "", *afterwards(mirror))
        return Card("The exercise is over", lines, "Close the window when you are done.")
    if shows_keys:
        phrases = tuple(f"{place}: {phrase.text}" for place, phrase in enumerate(part.phrases, 1))
        return Card("Keys", (*help_lines(part.rights), "", *phrases), "?: close")
    if not has_begun:
        return Card(part.title, _brief(part), BEGIN)
    if mirror.phase is Phase.WAITING or (mirror.phase is Phase.RUNNING and mirror.now is None):
        is_all = mirror.word in ("", f"Waiting for: {part.role_title}.")  # who has just said that they are ready
        return Card("Soon", ("It begins in a moment." if is_all else mirror.word,), EMERGENCY)
    if mirror.phase is Phase.PAUSED:
        return Card("Paused", ("The instructor has paused the exercise.",), EMERGENCY)
    return None


def afterwards(mirror: Mirror) -> tuple[str, ...]:
    """Return what to read when one has taken part, or would rather not: what to talk about, and with whom."""
    questions = [f"- {question}" for question in mirror.hot_wash]
    hot_wash = ("Hot wash: talk about it now", *questions, "") if questions else ()
    return (*hot_wash, f"To talk to somebody afterwards: {mirror.part.support_contact}")


def _brief(part: Part) -> tuple[str, ...]:
    title, text = part.procedure
    adults = ("This exercise is for adults.",) if part.adults_only else ()
    return (
        *(part.brief, ""),
        *(f"You play: {part.role_title}. {part.role_brief}", ""),
        *("What it shows", part.content_note, *adults, ""),
        *(title, *text.splitlines(), ""),
        *(EMERGENCY, "Press ? for the keys."),
    )
