"""Interviews take their turn at the backend like everything else."""

import asyncio

from muster.server.backend import Backend
from muster.server.scheduler import DECISION, Scheduler
from muster.server.values import Interview, Spoken


async def interview(backend: Backend, scheduler: Scheduler, question: Interview) -> Spoken:
    """Return what somebody answers; raises what ``Backend.ask`` raises. Cancelling it frees the slot."""
    if backend.slots == 0:
        return await backend.ask(question)
    answered: asyncio.Future[Spoken] = asyncio.get_running_loop().create_future()

    async def ask() -> None:
        try:
            spoken = await backend.ask(question)
        except Exception as error:  # whoever asked hears of it
            if not answered.done():
                answered.set_exception(error)
        else:
            if not answered.done():
                answered.set_result(spoken)

    lane = scheduler.lane()
    lane.submit((DECISION,), ask)
    try:
        return await answered
    finally:
        lane.close()
