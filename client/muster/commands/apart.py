"""A behavior server in a process of its own: a busy simulation beside it would cost it fifty times its own time.

The child lives as long as its standard input is open, so it ends with its parent however that ends.
"""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import cast

from muster.client.collecting import collected_seldom
from muster.commands.backends import MindOrder, make
from muster.server.embedded import private_address
from muster.server.errors import ServerError
from muster.server.serving import Server

STOP_S = 5.0  # wall seconds that a server has to end by itself


@contextmanager
def server_apart(order: MindOrder) -> Generator[str]:
    """Yield the address of a server in a process of its own that plays what ``order`` says.

    Raises:
        ServerError: it could not start, with the reason it gave.
    """
    with private_address() as address:
        child = subprocess.Popen(
            [sys.executable, "-m", "muster.commands.apart"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,  # Ctrl-C is ours to obey
        )
        try:
            yield _begin(child, address, order)
        finally:
            _end(child)


def _begin(child: "subprocess.Popen[str]", address: str, order: MindOrder) -> str:
    assert child.stdin is not None and child.stdout is not None
    with suppress(BrokenPipeError):  # what it says tells more
        child.stdin.write(json.dumps({"address": address, "order": order.to_json()}) + "\n")
        child.stdin.flush()
    told = child.stdout.readline()
    answer = cast("dict[str, str]", json.loads(told)) if told else {"error": "it ended before it could listen"}
    if "error" in answer:
        raise ServerError(f"the mind server of this run did not start: {answer['error']}")
    return answer["address"]


def _end(child: "subprocess.Popen[str]") -> None:
    assert child.stdin is not None and child.stdout is not None
    with suppress(BrokenPipeError):
        child.stdin.close()
    try:
        child.wait(STOP_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    child.stdout.close()


def main() -> None:
    """Be the child: read what to play from standard input, serve until it is closed."""
    asked = cast("dict[str, object]", json.loads(sys.stdin.readline()))
    try:
        backend = make(MindOrder.from_json(cast("dict[str, object]", asked["order"])))
        with collected_seldom():
            asyncio.run(_serve(Server(str(asked["address"]), backend)))
    except ServerError as error:
        _tell({"error": str(error)})


async def _serve(server: Server) -> None:
    _tell({"address": await server.start()})
    await asyncio.to_thread(sys.stdin.read)
    await server.stop(grace_s=0)


def _tell(answer: dict[str, str]) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
