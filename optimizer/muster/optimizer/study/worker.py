"""The process of a worker: jobs come by standard input, what they showed goes to standard output, both pickled.

It lives as long as its standard input is open, so it ends with whoever started it, however that ends.
"""

import os
import pickle
import queue
import sys
import threading
from typing import BinaryIO

from muster.optimizer.study.episodes import Done, Job, Tidy, run_job


def main() -> None:
    """Do jobs until there is nobody left to do them for."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not be taken for an answer
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(sys.stdin.buffer, jobs), daemon=True).start()
    tidy = Tidy()
    while True:
        pickle.dump(_answer(jobs.get()), answers)
        answers.flush()
        tidy.after_an_episode()


def _read(stream: BinaryIO, jobs: "queue.SimpleQueue[Job]") -> None:
    """Pass jobs on; when the stream ends so does this process, in the middle of an episode if need be."""
    try:
        while True:
            jobs.put(pickle.load(stream))
    finally:
        os._exit(0)


def _answer(job: Job) -> Done | Exception:
    try:
        return run_job(job, notice=lambda text: print(text, file=sys.stderr, flush=True))
    except Exception as error:  # whoever gave the job hears of it
        try:
            pickle.loads(pickle.dumps(error))
        except Exception:  # some exceptions cannot travel
            return RuntimeError(f"{type(error).__name__}: {error}")
        return error


if __name__ == "__main__":
    main()
