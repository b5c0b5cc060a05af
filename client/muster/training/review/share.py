"""Which share of the decisions of a run a language model made."""

from dataclasses import dataclass

from muster.recording.codes import Source
from muster.recording.reader import Recording

LOW = 0.5
"""Below it, page one says so: what people did was then mostly not the model's."""
_MODEL = (Source.MODEL, Source.CACHE, Source.SHARED)


@dataclass(frozen=True)
class Share:
    """``made`` of ``decisions`` came from the model."""

    made: int
    decisions: int
    model: str

    @property
    def is_low(self) -> bool:
        """Whether less than half did."""
        return self.made < LOW * self.decisions or not self.decisions

    @property
    def text(self) -> str:
        """In a sentence."""
        if not self.model:
            return "All decisions of people were made by the built-in mind, a stand-in and no language model."
        share = self.made / self.decisions if self.decisions else 0.0
        return (
            f"{self.model} made {share:.0%} of the {self.decisions} decisions of people; the rest were made by the "
            "built-in mind, a stand-in and no language model, because the model was late or away."
        )


def share_of(recording: Recording) -> Share:
    """Return the share of a recording."""
    counts = recording.counts("decisions", "source")
    made = sum(counts.get(int(source), 0) for source in _MODEL)
    return Share(made, sum(counts.values()), recording.meta.mind.get("model", ""))
