"""A server for each kind of address; leaving it checks that it stopped and left nothing behind."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from muster.server import EmbeddedServer


@pytest.fixture(params=[None, "127.0.0.1:0"], ids=["unix", "tcp"])
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    with EmbeddedServer(address=request.param) as server:
        yield server.address
    if server.address.startswith("unix:"):
        assert not Path(server.address.removeprefix("unix:")).parent.exists()
    assert not [thread for thread in threading.enumerate() if thread.name == "muster-server"]
