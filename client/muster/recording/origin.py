"""Where a recording comes from that no run of ours made: which program, from what, and what was lost on the way."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import cast

from muster.recording.errors import NotOurRun, RecordingDamaged
from muster.recording.reader import Recording


@dataclass(frozen=True)
class Origin:
    """What an imported recording says of where it comes from; stands in ``meta`` under ``origin``.

    Attributes:
        program: what made it, as a person calls it. format: the name by which ``muster import`` knows it.
        source: the file or folder it was read from, without the way there.
        lost: what had no place in a recording, or had to be guessed, a sentence each.
    """

    program: str
    format: str
    source: str
    lost: tuple[str, ...] = ()

    def plain(self) -> dict[str, object]:
        """Return it ready for JSON."""
        return asdict(self)


def told(origin: Mapping[str, object]) -> list[str]:
    """Return lines about where a recording comes from; none for a run of ours."""
    if not origin:
        return []
    lost = origin.get("lost")
    listed = cast("Sequence[object]", lost) if isinstance(lost, list) else ()
    head = f"imported from {origin.get('source')}, made by {origin.get('program')}; cannot be rerun or gone on with"
    return [head, *(str(each) for each in listed)]


def require_run(recording: Recording) -> None:
    """Raise NotOurRun for a recording that has no inputs of ours, so that nothing can be done again with it."""
    origin = recording.meta.origin
    if origin:
        raise NotOurRun(
            f"{recording.path} was imported from {origin.get('source')} ({origin.get('program')}): it holds what "
            "happened there but none of the inputs from which a world could make it again, so it can be neither rerun "
            "nor gone on with; replay, classify or export it"
        )


def labels_json(labels: Mapping[int, str], source: str) -> str:
    """Return what others call the conduct of agents, as the source ``labels`` of a recording."""
    named = {str(agent): label for agent, label in sorted(labels.items())}
    return json.dumps({"source": source, "labels": named}, ensure_ascii=False)


def kept_labels(recording: Recording) -> dict[int, str]:
    """Return what others called the conduct of agents, as it was imported; empty when nobody did."""
    text = recording.source("labels")
    if text is None:
        return {}
    try:
        labels = cast("dict[str, str]", json.loads(text)["labels"])
        return {int(agent): str(label) for agent, label in labels.items() if 0 <= int(agent) < recording.meta.agents}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise RecordingDamaged(f"{recording.path}: its labels are damaged; take another copy") from None
