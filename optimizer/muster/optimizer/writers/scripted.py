"""The writer ``scripted``: texts from a table and from the commission alone, at once; for tests and benchmarks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from muster.optimizer.texts import Texts, texts_of
from muster.optimizer.writer import Commission, Written

CHARACTERS: Mapping[str, str] = {
    "RUN_FOLLOWING_CROWD": "Sociable, trusting and glad of company.",
    "RUN_INDEPENDENTLY": "Self-reliant, decisive and quick.",
    "HIDE_IN_PLACE": "Cautious, quiet and patient.",
    "HIDE_AFTER_RUNNING": "Nervous, quick and private.",
    "FREEZE": "Timid, anxious and easily overwhelmed.",
    "FIGHT": "Brave, protective and hot-headed.",
}


class Scripted:
    """Replaces two of the texts by a fixed one a class, and keeps the others; nothing is drawn."""

    name = "scripted"
    is_language_model = False

    def __init__(self, characters: Mapping[str, str] = CHARACTERS) -> None:
        self._characters = characters

    async def write(self, commissions: Sequence[Commission]) -> Sequence[Written]:
        """Return what the table says; a class that is not in it has a text that says nothing."""
        return [Written(self._texts(commission)) for commission in commissions]

    def _texts(self, commission: Commission) -> Texts:
        text = self._characters.get(commission.toward.id, "Ordinary in every way.")
        return replace(texts_of(commission.persona), personality_traits=text, emotional_disposition=text)
