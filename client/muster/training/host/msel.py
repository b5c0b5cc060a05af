"""Which events of the master scenario events list have come: by themselves, or because an instructor brought them."""

import threading
from collections.abc import Sequence

from muster.scenario.msel import MselEvent
from muster.training.errors import BadAct


class Msel:
    """Sees to it that each event comes once, whoever is first; from any thread."""

    def __init__(self, events: Sequence[MselEvent]) -> None:
        self._events = {event.id: event for event in events}
        self._lock = threading.Lock()
        self._brought: dict[str, None] = {}  # ids, in the order in which they came

    @property
    def brought(self) -> Sequence[str]:
        """Ids of those that have come, in that order."""
        with self._lock:
            return tuple(self._brought)

    def claim(self, event: MselEvent) -> bool:
        """Let an event that is due come; return whether it had not come before."""
        with self._lock:
            is_first = event.id not in self._brought
            self._brought[event.id] = None
            return is_first

    def bring(self, event_id: str) -> MselEvent:
        """Let an event come now and not again later; raises BadAct when there is none, or it has come."""
        event = self._events.get(event_id)
        if event is None:
            known = ", ".join(self._events) or "none"
            raise BadAct(f"there is no event {event_id[:80]!r} in the MSEL; there are: {known}")
        if not self.claim(event):
            raise BadAct(f"the event {event.id!r} has come already; each comes once")
        return event
