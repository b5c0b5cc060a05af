"""Kernels keep their Python signature, are cached on disk, and are never older than any kernel they call."""

import os
import subprocess
import sys
from pathlib import Path

from support.tree import ROOT

INNER = """
from muster.world.compile import kernel

@kernel
def inner(x: float) -> float:
    return x + {step}
"""
OUTER = """
from muster.world.compile import kernel
from muster.world.inner import inner

@kernel
def outer(x: float) -> float:
    return inner(x) / 2.0
"""


def tree(root: Path, *, step: float) -> Path:
    """A client of two kernels in two files, one calling the other."""
    world = root / "muster" / "world"
    world.mkdir(parents=True, exist_ok=True)
    (world / "__init__.py").touch()
    (world / "compile.py").write_text((ROOT / "client/muster/world/compile.py").read_text())
    (world / "inner.py").write_text(INNER.format(step=step))
    (world / "outer.py").write_text(OUTER)
    return root


def python(tree: Path, code: str, *, cache: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(tree), "NUMBA_CACHE_DIR": str(cache)}
    # -B: a .pyc would hide an edit within one second that keeps a file's length.
    command = [sys.executable, "-B", "-c", code]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()


CALL = "from muster.world.outer import outer; print(outer(1.0), sum(outer.stats.cache_hits.values()))"


def test_the_second_process_compiles_nothing(tmp_path: Path):
    root = tree(tmp_path / "client", step=1.0)
    assert python(root, CALL, cache=tmp_path / "cache") == "1.0 0"
    assert python(root, CALL, cache=tmp_path / "cache") == "1.0 1"


def test_a_kernel_is_compiled_anew_when_one_that_it_calls_has_changed(tmp_path: Path):
    python(tree(tmp_path / "client", step=1.0), CALL, cache=tmp_path / "cache")
    assert python(tree(tmp_path / "client", step=3.0), CALL, cache=tmp_path / "cache") == "2.0 0"


def test_the_first_process_is_told_that_it_will_compile(tmp_path: Path):
    root = tree(tmp_path / "client", step=1.0)
    ask = "from muster.world import compile; print(compile.is_compiled()); compile.remember_compiled()"
    assert [python(root, ask, cache=tmp_path / "cache") for _ in range(2)] == ["False", "True"]


def test_where_nothing_can_be_written_kernels_still_run(tmp_path: Path):
    in_the_way = tmp_path / "a file, not a folder"
    in_the_way.touch()
    assert python(tree(tmp_path / "client", step=1.0), CALL, cache=in_the_way) == "1.0 0"


def test_other_users_of_numba_keep_their_cache(tmp_path: Path):
    ask = "import muster.world.outer, numba.core.config; print(numba.core.config.CACHE_DIR)"
    assert python(tree(tmp_path / "client", step=1.0), ask, cache=tmp_path) == str(tmp_path)
