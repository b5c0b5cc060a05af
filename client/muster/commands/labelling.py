"""How far our classifier agrees with labels that others gave to the same people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from muster.commands.agreeing import lines, plain
from muster.commands.classifying import Classified
from muster.commands.output import note
from muster.conduct.agreement import Agreement, agreement
from muster.conduct.verdict import ASIDE
from muster.recording.origin import kept_labels
from muster.recording.reader import Recording
from muster.scenario.errors import ScenarioError

KEPT = "kept"
"""The word for those labels that came with an imported recording."""
_THEIRS = "labels"


@dataclass(frozen=True)
class Labelled:
    """Our outcomes beside the labels of others.

    Attributes:
        aside: how many labelled people our classifier counts apart, by outcome: they are not in ``agreement``.
        unlabelled: how many have no label.
    """

    classifier: str
    source: str
    agreement: Agreement
    aside: Mapping[str, int]
    unlabelled: int

    def lines(self) -> Iterator[str]:
        """Yield what to print."""
        yield from lines(self.agreement, self.classifier, _THEIRS, f"the labels in {self.source}")
        if self.aside:
            counted = ", ".join(f"{count} {outcome}" for outcome, count in self.aside.items())
            yield f"  labelled, but not judged by {self.classifier}: {counted}"
        if self.unlabelled:
            yield f"  without a label: {self.unlabelled}"

    def as_json(self) -> dict[str, object]:
        """Return it ready for JSON."""
        return {
            "source": self.source,
            **plain(self.agreement),
            "not_judged": dict(self.aside),
            "unlabelled": self.unlabelled,
        }


def labels_for(recording: Recording, source: str) -> dict[int, str]:
    """Return the labels of agents: those kept in the recording, or of a file; what does not fit is told.

    Raises ImportFailed, and ScenarioError when there is no label.
    """
    if source == KEPT:
        labels = kept_labels(recording)
    else:
        from muster.importing.labels import read_labels

        labels, lost = read_labels(Path(source), recording.people)
        for each in lost:
            note(each)
    if not labels:
        where = f"{recording.path} was kept without labels" if source == KEPT else f"{source} labels nobody in it"
        raise ScenarioError(f'{where}; name a file of labels, such as {{"Ada Byron": "FREEZE"}}')
    return labels


def labelled(found: Classified, labels: Mapping[int, str], source: str) -> Labelled:
    """Return how far ``found`` agrees with ``labels``; their words that are no outcomes of ours have columns, too."""
    judged = [verdict for verdict in found.verdicts if verdict.agent in labels]
    theirs = sorted({labels[verdict.agent] for verdict in judged} - {*found.outcomes})
    both = [(verdict.outcome, labels[verdict.agent]) for verdict in judged]
    aside = {outcome: sum(ours == outcome for ours, _ in both) for outcome in ASIDE}
    return Labelled(
        found.classifier,
        "the recording" if source == KEPT else Path(source).name,
        agreement([ours for ours, _ in both], [label for _, label in both], (*found.outcomes, *theirs)),
        {outcome: count for outcome, count in aside.items() if count},
        len(found.verdicts) - len(judged),
    )
