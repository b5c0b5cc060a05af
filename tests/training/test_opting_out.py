"""``muster train`` when whoever was to take part would rather not: it ends with words, and leaves nothing behind."""

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from muster.training.told import Leave
from muster.training.trainee.connection import Connection
from support.exercising import HUT_EXERCISE
from support.hut import write_examples
from support.tree import environment

MUSTER = (sys.executable, "-c", "import sys; from muster.cli import main; sys.argv[0] = 'muster'; main()")
OUT = "played.muster"
PATIENCE_S = 240.0  # wall seconds; the first run on a machine compiles


def where_to_join(told: Iterable[str]) -> str:
    return next(found[1] for line in told if (found := re.search(r"muster join (\S+)", line)))


def test_an_exercise_that_nobody_wants_to_take_part_in_does_not_begin_and_is_not_recorded(tmp_path: Path):
    write_examples(tmp_path)
    (tmp_path / "hut-exercise.toml").write_text(HUT_EXERCISE, encoding="utf-8")
    words = ["train", "hut-exercise.toml", "--no-window", "--listen", "127.0.0.1:0", "--out", OUT]
    with subprocess.Popen(
        [*MUSTER, *words], cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        try:
            ruth = Connection(where_to_join(running.stderr), "ruth")
            ruth.join()
            ruth.send(Leave())
            ruth.close()
            said, _ = running.communicate(timeout=PATIENCE_S)
        finally:
            running.kill()  # one that waits for ever must not keep the tests
    assert running.returncode == 0
    assert "has not begun" in said and "The neighbour at number 4" in said
    assert not list(tmp_path.glob(f"{OUT}*"))
