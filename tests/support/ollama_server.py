"""A real Ollama server of our own, which tests may kill: on a free port, with models in a folder of its own."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import httpx
from ollama import Client

from support.gguf_model import TEMPLATE, Tiny

SLOTS = 4
START_S = 60.0
BUILT = "muster/ollama-v0.24.0/ollama"  # where .ci/ollama puts it, below the user's caches
MISSING = "no Ollama server here: none on PATH, none built by .ci/ollama (make ollama does that)"


def find_ollama() -> str | None:
    """Return the path of the server's binary: the one on PATH, else the one that .ci/ollama has built."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return shutil.which("ollama") or shutil.which(caches / BUILT)


class OllamaServer:
    """Runs ``ollama serve``; ``with`` starts it and stops it. Its address stays the same when it is started again.

    Args:
        folder: for models, its log and all else it keeps.
    """

    def __init__(self, binary: str, folder: Path) -> None:
        self._binary, self._folder = binary, folder
        self._process: subprocess.Popen[bytes] | None = None
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "serve.log"

    def __enter__(self) -> "OllamaServer":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def settings(self) -> dict[str, str]:
        """The environment variables that the server and those who ask it have in common."""
        return {"OLLAMA_HOST": f"127.0.0.1:{self.port}", "OLLAMA_NUM_PARALLEL": str(SLOTS)}

    @property
    def asked(self) -> int:
        """Chat requests that it has answered, one way or another."""
        return self.log.read_text(errors="replace").count('"/api/chat"')

    @property
    def is_running(self) -> bool:
        """Whether it was started, and has not ended."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it and return once it answers."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("OLLAMA_")}
        own = {"HOME": str(self._folder), "OLLAMA_MODELS": str(self._folder / "models"), "OLLAMA_KEEP_ALIVE": "-1"}
        # On a processor, and over heads of 64, plain attention reads prompts half as fast again (measured).
        own["OLLAMA_FLASH_ATTENTION"] = "0"
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [self._binary, "serve"],
                env=kept | own | self.settings,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        _wait(self._answers, self.log)

    def kill(self) -> None:
        """Kill it as ``kill -9`` does, and the processes in which it runs models, which would outlive it."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def restart(self) -> None:
        """Kill it and start it again; models must be loaded anew."""
        self.kill()
        self.start()

    def give(self, model: str, tiny: Tiny) -> None:
        """Import a model from a GGUF file, as ``ollama create`` does."""
        path = tiny.write(self._folder / f"{model}.gguf")
        with self.client() as client:
            client.create_blob(path)
            digest = f"sha256:{sha256(path.read_bytes()).hexdigest()}"
            # One thread: more only spin, waiting for one another over so little work.
            client.create(model, files={path.name: digest}, template=TEMPLATE, parameters={"num_thread": 1})

    def unload(self, model: str) -> None:
        """Drop a model from memory, as Ollama does when another needs the room; returns once it is gone."""
        with self.client() as client:
            client.generate(model, keep_alive=0)
            _wait(lambda: all(running.name != f"{model}:latest" for running in client.ps().models), self.log)

    def client(self) -> Client:
        """Return the plain client; close it, or use it in ``with``."""
        return Client(self.address, timeout=START_S, trust_env=False)

    def _answers(self) -> bool:
        with suppress(httpx.TransportError):
            return httpx.get(f"{self.address}/api/version", trust_env=False, timeout=1.0).is_success
        return False


def _wait(is_so: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + START_S
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError(f"Ollama took longer than {START_S} s:\n{log.read_text()[-2000:]}")
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
