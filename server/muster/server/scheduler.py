"""Who is next at a backend with slots: one queue for all sessions of a server.

A lane is one client's queue, most urgent first. Of all lanes the one that occupies the fewest slots is served next, and
of those the one that was served longest ago: a client with a thousand percepts delays another's only one by a request.
"""

import asyncio
import heapq
import logging
from collections.abc import Callable, Coroutine
from itertools import count

from muster.server.tally import Tally

Order = tuple[float, ...]
"""Begins with one of ``DECISION`` and ``WORDS``, then what counts within each: the lowest goes first."""

DECISION, WORDS = 0, 1  # nobody waits for words while somebody waits for a decision
Work = Callable[[], Coroutine[None, None, None]]

_log = logging.getLogger(__name__)
_FEWEST_DEAD = 64  # cancelled jobs that a heap may hold before it is made anew


class Job:
    """Something to ask the backend, waiting or under way."""

    __slots__ = ("began_at", "lane", "task", "work")

    def __init__(self, lane: "Lane", work: Work) -> None:
        self.lane = lane
        self.work: Work | None = work
        self.began_at: float | None = None  # of the event loop's clock
        self.task: asyncio.Task[None] | None = None

    def cancel(self) -> None:
        """Leave the queue, or have the backend stop; does nothing to a job that is done."""
        self.lane.cancel(self)


class Lane:
    """The jobs of one client; those with the lowest ``order`` go first, equal ones as they came."""

    def __init__(self, scheduler: "Scheduler") -> None:
        self._scheduler = scheduler
        self._numbers = count()
        self._heap: list[tuple[Order, int, Job]] = []
        self._dead = 0
        self._running: set[Job] = set()
        self.served = 0  # the scheduler's count when a job of this lane was last begun

    @property
    def waiting(self) -> int:
        """Jobs in the queue."""
        return len(self._heap) - self._dead

    @property
    def held(self) -> int:
        """Entries of the queue, cancelled ones that are not forgotten yet among them."""
        return len(self._heap)

    @property
    def running(self) -> int:
        """Jobs that occupy a slot."""
        return len(self._running)

    def submit(self, order: Order, work: Work) -> Job:
        """Queue ``work``, which handles its own errors."""
        job = Job(self, work)
        heapq.heappush(self._heap, (order, next(self._numbers), job))
        self._scheduler.wake()
        return job

    def cancel(self, job: Job) -> None:
        """Take a job out of the queue, or stop it; its slot is free once the backend has let go."""
        if job.task is not None:
            job.task.cancel()
        elif job.work is not None:
            job.work = None
            self._dead += 1
            if self._dead > max(_FEWEST_DEAD, self.waiting):
                self._forget_dead()

    def close(self) -> None:
        """Drop everything that waits and stop everything under way."""
        self._heap.clear()
        self._dead = 0
        for job in list(self._running):
            job.cancel()
        self._scheduler.leave(self)

    def pop(self) -> Job | None:
        """Return the next job, None when there is none; it occupies a slot from now on."""
        while self._heap:
            job = heapq.heappop(self._heap)[2]
            if job.work is not None:
                self._running.add(job)
                return job
            self._dead -= 1
        return None

    def done(self, job: Job) -> None:
        """Free the job's slot."""
        self._running.discard(job)

    def _forget_dead(self) -> None:
        self._heap = [entry for entry in self._heap if entry[2].work is not None]
        heapq.heapify(self._heap)
        self._dead = 0


class Scheduler:
    """Keeps as many jobs under way as the backend has slots.

    Args:
        slots: how many those are; asked each time, for backends that adapt.
        tally: where queue length and slots in use are written.
    """

    def __init__(self, slots: Callable[[], int], tally: Tally | None = None) -> None:
        self._slots = slots
        self._tally = tally or Tally()
        self._lanes: list[Lane] = []
        self._running = 0
        self._served = 0
        self._is_filling = False

    def lane(self) -> Lane:
        """Return a new client's queue; whoever asks for it closes it."""
        lane = Lane(self)
        self._lanes.append(lane)
        return lane

    def leave(self, lane: Lane) -> None:
        """Forget a lane that is closed."""
        if lane in self._lanes:
            self._lanes.remove(lane)
        self._note()

    def wake(self) -> None:
        """Begin jobs soon: those that are submitted together are ordered before the first of them begins."""
        if not self._is_filling:
            self._is_filling = True
            asyncio.get_running_loop().call_soon(self._fill)

    def _fill(self) -> None:
        self._is_filling = False
        slots = max(self._slots(), 1)
        while self._running < slots and (job := self._next()) is not None:
            self._begin(job)
        self._note()

    def _next(self) -> Job | None:
        while lanes := [lane for lane in self._lanes if lane.waiting]:
            lane = min(lanes, key=lambda each: (each.running, each.served))
            if job := lane.pop():
                self._served += 1
                lane.served = self._served
                return job
        return None

    def _begin(self, job: Job) -> None:
        assert job.work is not None
        self._running += 1
        job.began_at = asyncio.get_running_loop().time()
        job.task = asyncio.create_task(job.work())
        job.task.add_done_callback(lambda task: self._done(job, task))

    def _done(self, job: Job, task: asyncio.Task[None]) -> None:
        self._running -= 1
        job.lane.done(job)
        if not task.cancelled() and (error := task.exception()):  # the queue lives on; a mistake of ours
            _log.error("a request to the backend was lost to a mistake in the server", exc_info=error)
        self.wake()

    def _note(self) -> None:
        self._tally.queued = sum(lane.waiting for lane in self._lanes)
        self._tally.running = self._running
