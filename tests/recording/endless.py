"""Records until it is killed; says after every commit how many seconds are safe. Run as ``python endless.py FILE``."""

import sys
from pathlib import Path

from muster.recording.recorder import Recorder
from recording.samples import TICKS, header, say, walk


def main() -> None:
    recorder = Recorder(Path(sys.argv[1]), header(people=50))
    for frame in walk(people=50, seconds=10_000):
        recorder.frame(frame)
        say(recorder, frame.tick)
        if frame.tick and frame.tick % TICKS == 0:
            recorder.commit()
            print(frame.tick // TICKS, flush=True)


if __name__ == "__main__":
    main()
