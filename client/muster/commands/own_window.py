"""The trainee's window on the machine of the run: a process of its own, as everybody else's is.

A window in the run's process would make it late: drawing in software takes longer than a step.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from typing import IO, cast

from muster.render.renderer import RenderError

MODULE = "muster.commands.window_process"


class OwnWindow:
    """The process, from its start; it answers one line when it has joined, or says why it cannot."""

    def __init__(self, address: str, role: str, window: str, token: str) -> None:
        order = json.dumps({"address": address, "role": role, "window": window})
        self._child = subprocess.Popen(
            [sys.executable, "-m", MODULE, order],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,  # Ctrl-C is the run's to obey
        )
        self.pid = self._child.pid
        assert self._child.stdin is not None
        with suppress(BrokenPipeError):
            self._child.stdin.write(token.encode() + b"\n")  # not as an argument: those are no secret
            self._child.stdin.flush()

    def get_ready(self) -> None:
        """Wait until it is open; RenderError says why it cannot be."""
        line = cast("IO[bytes]", self._child.stdout).readline()
        answer = cast("dict[str, str]", json.loads(line)) if line else {"error": "it ended before it could open"}
        if "error" in answer:
            raise RenderError(f"the window of this exercise did not open: {answer['error']}")

    def wait(self) -> None:
        """Return when it has been closed."""
        with suppress(KeyboardInterrupt):
            self._child.wait()

    def close(self) -> None:
        """End it."""
        if self._child.poll() is None:
            self._child.kill()  # it has nothing to save
            self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
