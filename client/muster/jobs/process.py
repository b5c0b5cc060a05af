"""The process of a worker: jobs come by standard input, what came of them goes to standard output, both pickled.

It lives as long as its standard input is open, so it ends with whoever started it, however that ends.
"""

import os
import pickle
import queue
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO

from muster.jobs.tidy import Tidy

Task = Callable[[object], object]


def main(name: str) -> None:
    """Do jobs by the function ``module:function`` until there is nobody left to do them for."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not be taken for an answer
    jobs: queue.SimpleQueue[object] = queue.SimpleQueue()
    task = _task(name)
    threading.Thread(target=_read, args=(sys.stdin.buffer, jobs), daemon=True).start()
    tidy = Tidy()
    while True:
        pickle.dump(_answer(task, jobs.get()), answers)
        answers.flush()
        tidy.after_an_episode()


def _task(name: str) -> Task:
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)


def _read(stream: BinaryIO, jobs: "queue.SimpleQueue[object]") -> None:
    """Pass jobs on; when the stream ends so does this process, in the middle of a job if need be."""
    try:
        while True:
            jobs.put(pickle.load(stream))
    finally:
        os._exit(0)


def _answer(task: Task, job: object) -> object:
    try:
        return task(job)
    except Exception as error:  # whoever gave the job hears of it
        try:
            pickle.loads(pickle.dumps(error))
        except Exception:  # some exceptions cannot travel
            return RuntimeError(f"{type(error).__name__}: {error}")
        return error


if __name__ == "__main__":
    main(sys.argv[1])
