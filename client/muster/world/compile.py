"""The one door to numba: how our hot loops are compiled, and whether that has happened on this machine yet.

A *kernel* is a function of numbers and arrays that numba turns into machine code the first time it is called, and keeps
on disk. Two things here differ from plain ``@njit(cache=True)``:

- Types. numba has no usable stubs; through ``kernel`` a function keeps the signature that its author wrote.
- Freshness. numba compiles a kernel anew when *its own* file changes, but not when a kernel that it calls from another
  file does: the caller goes on running the old code. So the cache's folder is named for the text of all files that
  define kernels. Only these are looked at: **a constant that a kernel reads must stand in a file with kernels.**

The cache lies in the user's cache folder (below NUMBA_CACHE_DIR, if that is set), never beside the source, so an
installation that nobody may write to works the same. Where not even that can be written, every process compiles.
"""

import hashlib
import platform
import shutil
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

import numba
import numba.core.config as numba_config
import platformdirs

P = ParamSpec("P")
R = TypeVar("R")

CLIENT = Path(__file__).resolve().parents[1]
KEPT_CACHES = 4  # of other versions; two checkouts side by side should not throw each other's away
FINISHED = "compiled"

_numba_settings = numba_config.__dict__


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile ``function`` when it is first called; decorate with it and call as before.

    No ``fastmath``: reordered sums would differ between machines, and reruns must agree bit for bit. Division by zero
    gives inf or nan as in numpy, which costs no branch, rather than raising.
    """
    directory = cache_directory()
    with _numba_caching_in(directory):
        compiled = numba.njit(cache=directory is not None, error_model="numpy")(function)
    return cast("Callable[P, R]", compiled)


def is_compiled() -> bool:
    """Whether an earlier process has compiled the kernels as they are now; if not, say that starting takes longer."""
    directory = cache_directory()
    return directory is not None and (directory / FINISHED).exists()


def remember_compiled() -> None:
    """Note that every kernel has now been compiled: call it once an episode is some steps under way."""
    directory = cache_directory()
    if directory is not None:
        (directory / FINISHED).touch()


@cache
def cache_directory() -> Path | None:
    """The folder for the kernels as they are now, or None where nothing can be written."""
    caches = Path(_numba_settings["CACHE_DIR"] or platformdirs.user_cache_dir("muster")) / "kernels"
    directory = caches / _fingerprint()
    try:
        directory.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=directory).close()
    except OSError:
        return None
    _forget_old(caches, directory)
    return directory


@contextmanager
def _numba_caching_in(directory: Path | None) -> Generator[None]:
    """Lend numba our folder: it looks where to cache while it decorates, and the setting is all its users'."""
    before = _numba_settings["CACHE_DIR"]
    _numba_settings["CACHE_DIR"] = str(directory or "")
    try:
        yield
    finally:
        _numba_settings["CACHE_DIR"] = before


def _fingerprint() -> str:
    """What the machine code follows from. numba itself tells processors apart within the folder."""
    digest = hashlib.sha256()
    for part in (numba.__version__, platform.python_version(), platform.machine()):
        digest.update(part.encode())
    for path in sorted(CLIENT.rglob("*.py")):
        text = path.read_bytes()
        if b"\n@kernel" in text:
            digest.update(str(path.relative_to(CLIENT)).encode() + text)
    return digest.hexdigest()[:16]


def _forget_old(caches: Path, current: Path) -> None:
    # A process that still uses one of these compiles anew: numba expects that files of its cache may vanish.
    with suppress(FileNotFoundError):  # another process is tidying, too
        others = [path for path in caches.iterdir() if path != current]
        for path in sorted(others, key=lambda path: path.stat().st_mtime)[:-KEPT_CACHES]:
            shutil.rmtree(path, ignore_errors=True)
