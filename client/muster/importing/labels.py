"""What others call the conduct of people in a recording: from the authors' analysis, or from a list of names."""

from collections.abc import Sequence
from pathlib import Path

from muster.importing.json_values import Json, read_json
from muster.recording.rows import PersonRow


def read_labels(path: Path, people: Sequence[PersonRow]) -> tuple[dict[int, str], list[str]]:
    """Return a label for each agent that has one, by agent number, and what could not be placed.

    A file is ``behavior_analysis.json`` of PersonaEvolve, or an object of labels by name, id or agent number. Labels
    are written as ours are, in capitals. A name that several have says nothing of either. Raises ImportFailed.
    """
    raw = read_json(path)
    analysis = raw.get("agents")
    named = [*(_classified(analysis) if analysis else ((who, label) for who, label in raw.named()))]
    labels: dict[int, str] = {}
    lost: list[str] = []
    for who, label in named:
        meant = [person.agent for person in people if who in (person.name, person.id, str(person.agent))]
        if len(meant) == 1:
            labels[meant[0]] = _as_ours(label)
        else:
            whom = "nobody" if not meant else f"{len(meant)} people"
            lost.append(f"{path.name}: the label of {who!r} means {whom} in this run; left out")
    return labels, lost


def _classified(analysis: Json) -> Sequence[tuple[str, Json]]:
    return [(who, about["behavior"]["classification"]) for who, about in analysis.named()]


def _as_ours(label: Json) -> str:
    text = "_".join(label.text().upper().replace("-", " ").split())
    if not text:
        raise label.wrong("is empty, and so no label")
    return text
