"""One line of inner speech with a decision, for those who watch or review: our own composition."""

from muster.behavior.v1.vocabulary import Act
from muster.server.builtin.situation import Situation

_AT_EASE = ("Back to what I was doing.", "Nothing to worry about.", "Just another day.")
_ALARMED: dict[Act, tuple[str, ...]] = {
    Act.CARRY_ON: ("Probably another false alarm.", "Somebody will tell us if it matters."),
    Act.STAY: ("Let's see what the others do.", "I'll wait a moment."),
    Act.CHECK: ("Somebody must know what this is.", "Better ask first."),
    Act.EXIT: ("Time to go out.", "I'd rather be outside."),
    Act.GO: ("The way out is along here.", "I'll move on."),
    Act.FOLLOW: ("They seem to know where to go.", "I'll go with them."),
    Act.JOIN: ("First I want to find my people.", "We should stay together."),
    Act.WAIT: ("I'm not going without them.", "We go together."),
    Act.HELP: ("Somebody has to help.", "I can't just walk past."),
    Act.WARN: ("Everybody should know.", "They haven't noticed yet."),
    Act.LET_IN: ("They have come for us.", "I'll open."),
}
_BURNING: dict[Act, tuple[str, ...]] = {
    Act.EXTINGUISH: ("It's still small. I can put it out.", "Where is the extinguisher?"),
    Act.SOUND_ALARM: ("Everybody must hear of this.", "The alarm, quickly."),
    Act.SHELTER: ("Not into that smoke.", "Keep the door shut and wait for help."),
    Act.CLOSE: ("A shut door keeps the smoke out.", "Shut it behind me."),
    Act.CALL: ("The fire brigade must know.", "We need help from outside."),
    Act.EXIT: ("Out, before the smoke gets worse.", "I have to get out of here."),
    Act.GO: ("There must be another way.", "Not through the smoke."),
    Act.WARN: ("They don't know that it's burning.", "Everybody should know."),
}
_THREATENED: dict[Act, tuple[str, ...]] = {
    Act.STAY: ("I can't move.", "If I keep still, maybe nothing happens."),
    Act.HIDE: ("Out of sight, quickly.", "Nobody will find me here."),
    Act.EXIT: ("I have to get out of here.", "Out, before it comes closer."),
    Act.GO: ("Away from here.", "Not this way. Further off."),
    Act.FOLLOW: ("Stay with the others.", "They know a way."),
    Act.CONFRONT: ("Somebody has to stop this.", "There's no other way left."),
    Act.LOCK: ("A locked door between us.", "Lock it, quickly."),
    Act.CLOSE: ("Shut the door.", "A door between us."),
    Act.BARRICADE: ("Nobody gets in here.", "Anything heavy, against the door."),
    Act.CALL: ("The police must know.", "We need help from outside."),
    Act.CHECK: ("Where did that come from?", "I must know where it is."),
    Act.WARN: ("They must know.", "I have to warn them."),
    Act.HELP: ("I can't leave them here.", "They won't make it alone."),
    Act.JOIN: ("Where are my people?", "I have to get to them."),
    Act.WAIT: ("Not without them.", "They must be close."),
    Act.KNOCK: ("Please let somebody open.", "I can't stay out here."),
    Act.ASK: ("Who is that?", "I won't open before I know."),
    Act.LET_IN: ("I can't leave them out there.", "They sound like one of us."),
}


def think(act: Act, now: Situation, draw: float) -> str:
    """A thought that fits the act; empty when there is none."""
    lines = _lines(act, now)
    return lines[int(draw * len(lines))] if lines else ""


def _lines(act: Act, now: Situation) -> tuple[str, ...]:
    if now.aware <= 0.3:
        return _AT_EASE
    if now.threat > 0.3:
        return _THREATENED.get(act, ())
    burning = _BURNING.get(act, ()) if now.fire > 0.3 else ()
    return burning or _ALARMED.get(act, ())
