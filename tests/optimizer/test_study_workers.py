"""Workers: real processes that are killed in the middle of an episode, and a real Ray of two nodes."""

import gc
import os
import signal
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from muster.client.errors import LinkError
from muster.jobs.tidy import Tidy
from muster.jobs.workers import TRIES, Processes
from muster.optimizer.errors import StudyMismatch, WorkersLost
from muster.optimizer.study.episodes import Done, Job, run_job
from muster.optimizer.study.runners import Here, runner
from muster.optimizer.study.workers import workers
from muster.recording.reader import Recording
from muster.scenario.codec import to_json
from muster.scenario.scenario_file import load_scenario
from muster.server.embedded import EmbeddedServer

PATIENCE_S = 120.0
SCENARIO = to_json(load_scenario("school-intruder", agents=20, duration=20.0))
RAY = find_spec("ray") is not None


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with EmbeddedServer() as server:
        yield server.address


def job(address: str, number: int, recording: Path | None = None) -> Job:
    kept = str(recording) if recording else ""
    return Job(number, SCENARIO, 100 + number, address, kept, "intruder-rules", ("FIGHT", "FREEZE"))


def hashes(done: Any) -> dict[int, str]:
    return {each.number: each.state_hash for each in done}


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def in_background(act: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=act, daemon=True)
    thread.start()
    return thread


def kill_amid(processes: "Processes[Job, Done]", folder: Path, times: int) -> None:
    """Kill whoever records in ``folder``, as often as asked, each another process."""
    killed: set[int] = set()
    while len(killed) < times:
        until(lambda: recording_by(folder) - killed)
        (pid,) = recording_by(folder) - killed
        assert pid in {worker.pid for worker in processes.workers}
        os.kill(pid, signal.SIGKILL)
        killed.add(pid)


def recording_by(folder: Path) -> set[int]:
    """Ids of the processes that record there now or were killed over it."""
    names = [file.name for file in folder.glob(".*.muster.*") if not file.name.endswith(("-wal", "-shm", "-journal"))]
    return {int(name.rpartition(".")[2]) for name in names}


def test_two_workers_give_what_one_gives(address: str):
    jobs = [job(address, number) for number in range(4)]
    with runner(2) as several:
        assert hashes(several.run(jobs)) == hashes(Here().run(jobs))


def test_a_worker_that_is_killed_costs_its_episode_once(address: str, tmp_path: Path):
    jobs = [job(address, 0, tmp_path / "000.muster"), *(job(address, number) for number in (1, 2))]
    with workers(2) as processes:
        killing = in_background(lambda: kill_amid(processes, tmp_path, 1))
        assert hashes(processes.run(jobs)) == hashes(Here().run(jobs))
        killing.join(PATIENCE_S)
    assert [file.name for file in tmp_path.iterdir()] == ["000.muster"]
    with Recording.open(tmp_path / "000.muster") as recording:
        assert recording.meta.finished


def test_an_episode_that_kills_every_worker_stops_the_study(address: str, tmp_path: Path):
    with workers(2) as processes:
        in_background(lambda: kill_amid(processes, tmp_path, TRIES))
        with pytest.raises(WorkersLost, match=f"has ended {TRIES} processes"):
            list(processes.run([job(address, 0, tmp_path / "000.muster")]))


def test_what_an_episode_raises_in_a_worker_is_raised_here():
    with workers(2) as processes, pytest.raises(LinkError, match="no mind server answers"):
        list(processes.run([job("unix:/nowhere/at/all", 0)]))


def test_worlds_that_are_over_are_freed_every_few_episodes():
    class World:
        def __init__(self) -> None:
            self.me = self

    gc.disable()
    try:
        over, tidy = weakref.ref(World()), Tidy()
        for _ in range(tidy.every - 1):
            tidy.after_an_episode()
        assert over() is not None
        tidy.after_an_episode()
        assert over() is None
    finally:
        gc.enable()


def test_an_interrupt_ends_workers_at_once(address: str):
    """Nobody waits for the episodes under way, and no process is left."""
    long = to_json(load_scenario("school-intruder", duration=3_000.0))
    asked = 0

    def interrupt() -> None:
        nonlocal asked
        asked += 1
        if asked > 10:
            raise KeyboardInterrupt

    jobs = [Job(number, long, number, address, "", "intruder-rules", ("FIGHT",)) for number in range(2)]
    with workers(2, interrupt) as processes:
        pids: list[int] = []
        with pytest.raises(KeyboardInterrupt):
            try:
                list(processes.run(jobs))
            finally:
                pids = [worker.pid for worker in processes.workers if worker.pid]
    assert len(pids) == 2
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_an_interrupt_stops_an_episode_in_this_process(address: str):
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_job(job(address, 0), interrupt)


@pytest.mark.skipif(RAY, reason="Ray is installed here, so nothing is missing")
def test_without_ray_one_is_told_how_to_get_it():
    with pytest.raises(StudyMismatch, match="muster-sim\\[ray\\]"), runner(1, ray="local"):
        pass


@pytest.mark.skipif(not RAY, reason="Ray is not installed")
def test_a_ray_that_is_not_there_is_told():
    with pytest.raises(StudyMismatch, match=r"no Ray cluster at '127\.0\.0\.1:1'"), runner(1, ray="127.0.0.1:1"):
        pass


@pytest.mark.slow
@pytest.mark.skipif(not RAY, reason="Ray is not installed")
def test_two_ray_nodes_give_what_this_process_gives(address: str, tmp_path: Path):
    from ray.cluster_utils import Cluster  # pyright: ignore

    cluster: Any = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    try:
        cluster.add_node(num_cpus=1)
        jobs = [job(address, 0, tmp_path / "000.muster"), *(job(address, number) for number in range(1, 6))]
        with runner(1, ray=cluster.address) as rays:
            found = hashes(rays.run(jobs))
    finally:
        cluster.shutdown()
    with Recording.open(tmp_path / "000.muster") as recording:
        assert recording.meta.finished
    assert found == hashes(Here().run(jobs))
