"""When somebody on a model finds words: they cost a second, longer request."""

import re

from muster.behavior.v1.vocabulary import CueKind, Duty
from muster.server.language import remembering
from muster.server.language.draws import Draws
from muster.server.language.moment import Moment
from muster.server.values import Cue, Mind

_NEAR_M = 5.0
_LEADS = (Duty.STAFF, Duty.WARDEN, Duty.SECURITY)
_OTHERWISE = 0.05  # of all other decisions; ours


def follow(moment: Moment, mind: Mind, draws: Draws) -> bool:
    """Whether anything is worth saying or remembering; ``mind`` is the one after the decision."""
    if moment.news or _is_new(mind.memory, moment.memory):
        return True
    if any(_is_for_one(cue, moment) for cue in moment.query.percept.cues):
        return True
    return not moment.query.percept.hidden and draws.whether_words < _OTHERWISE


def _is_new(after: tuple[str, ...], before: tuple[str, ...]) -> bool:
    """Whether an act has entered memory that was not in it."""
    return after is not before and not remembering.sentences(after) <= remembering.sentences(before)


def _is_for_one(cue: Cue, moment: Moment) -> bool:
    """Whether somebody spoke to one: by name, or near, with a question or as one who leads."""
    if cue.kind not in (CueKind.SPEECH, CueKind.SHOUT) or not cue.text:
        return False
    first_name = moment.query.person.name.partition(" ")[0]
    if first_name and re.search(rf"\b{re.escape(first_name)}\b", cue.text):
        return True
    is_near = any(other.name == cue.speaker and other.distance_m <= _NEAR_M for other in moment.query.percept.people)
    return is_near and (cue.speaker_duty in _LEADS or cue.text.rstrip().endswith("?"))
