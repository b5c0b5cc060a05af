"""`muster run` on a real Ollama, as a user types it, in a process of its own."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from support.ollama_server import OllamaServer
from support.tree import environment

pytestmark = pytest.mark.ollama

MUSTER = [sys.executable, "-c", "from muster.cli import main; main()"]
DRILL = ["run", "school-intruder", "--mind", "ollama", "--model", "tiny", "--json"]
SHORT = [*DRILL, "--agents", "20", "--duration", "13"]
PATIENCE_S = 300.0


class Running:
    """A command under way in ``folder``, which finds the server as users' commands do."""

    def __init__(self, server: OllamaServer, folder: Path, *words: str) -> None:
        self._server, self._asked_before = server, server.asked
        self._process = subprocess.Popen(
            [*MUSTER, *words],
            cwd=folder,
            env=environment() | server.settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait_until_asked(self, requests: int) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while self._server.asked < self._asked_before + requests:
            assert self._process.poll() is None and time.monotonic() < deadline, self._process.communicate()
            time.sleep(0.02)

    def end(self) -> tuple[int, str, str]:
        """Exit code, stdout and stderr."""
        stdout, stderr = self._process.communicate(timeout=PATIENCE_S)
        return self._process.returncode, stdout, stderr

    def summary(self) -> dict[str, Any]:
        code, stdout, stderr = self.end()
        assert code == 0, stderr
        return json.loads(stdout)

    def sources(self) -> dict[str, int]:
        """How many decisions came from where."""
        return self.summary()["decisions"]["by_source"]


def test_eighty_people_live_through_an_intrusion(ollama: OllamaServer, tmp_path: Path):
    assert set(Running(ollama, tmp_path, *DRILL, "--agents", "80", "--duration", "20").sources()) == {"model"}


def test_a_recorded_run_is_repeated_without_the_model(ollama: OllamaServer, tmp_path: Path):
    first = Running(ollama, tmp_path, *SHORT, "--out", "first.muster").summary()
    ollama.kill()
    again = Running(ollama, tmp_path, *SHORT, "--replies", "first.muster", "--require-cached").summary()
    assert again["state_hash"] == first["state_hash"]
    assert set(again["decisions"]["by_source"]) == {"cache"}


def test_lockstep_waits_for_a_server_killed_in_mid_run(ollama: OllamaServer, tmp_path: Path):
    running = Running(ollama, tmp_path, *SHORT)
    running.wait_until_asked(30)
    ollama.kill()
    time.sleep(1.0)
    ollama.start()
    assert set(running.sources()) == {"model"}


def test_realtime_goes_on_without_a_server_killed_in_mid_run_and_asks_it_again(ollama: OllamaServer, tmp_path: Path):
    running = Running(ollama, tmp_path, *DRILL, "--agents", "20", "--duration", "30", "--clock", "realtime")
    running.wait_until_asked(20)
    ollama.kill()
    time.sleep(3.0)
    ollama.start()
    running.wait_until_asked(40)
    assert set(running.sources()) == {"model", "fallback"}


def test_a_model_that_learnt_nothing_breaks_no_run(ollama: OllamaServer, tmp_path: Path):
    sources = Running(ollama, tmp_path, *SHORT, "--model", "babble").sources()
    assert set(sources) <= {"model", "fallback"}
    assert sources["fallback"] > 0


def test_a_missing_model_is_one_message_with_the_command_that_mends_it(ollama: OllamaServer, tmp_path: Path):
    code, stdout, stderr = Running(ollama, tmp_path, *SHORT, "--model", "nobody").end()
    assert (code, stdout) == (2, "")
    assert "ollama pull nobody" in stderr
    assert len(stderr.strip().splitlines()) == 1


def test_no_server_is_one_message_with_what_to_do(ollama: OllamaServer, tmp_path: Path):
    ollama.kill()
    code, stdout, stderr = Running(ollama, tmp_path, *SHORT).end()
    assert (code, stdout) == (2, "")
    assert "ollama serve" in stderr
    assert len(stderr.strip().splitlines()) == 1


def test_the_doctor_measures_and_tells_what_lies_where(ollama: OllamaServer, tmp_path: Path):
    found = Running(ollama, tmp_path, "doctor", "--model", "tiny", "--agents", "80", "--json").summary()
    assert found["measured"]["speed"]["slots"] == 4
    assert found["measured"]["unreadable"] == 0
    assert 0.0 < found["forecast"]["in_time"] <= 1.0
    assert [each["name"] for each in found["ollama"]["loaded"]] == ["tiny:latest"]
