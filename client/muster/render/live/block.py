"""Memory that two processes share. It has no name, so that it is gone when both are, however they end.

``multiprocessing.shared_memory`` gives its memory a name, which somebody must remove: a run and a viewer that are both
killed leave it behind, and its resource tracker warns of what the other process may have removed already.
"""

import mmap
import os
import secrets
import sys
from dataclasses import dataclass
from tempfile import TemporaryFile

_TAG = "tag:"


@dataclass(frozen=True)
class Block:
    """Shared memory, zeros to begin with; it lives as long as anything refers to ``memory``.

    Attributes:
        handle: what ``attach`` needs in a child that was started with ``descriptors`` among its open files.
    """

    memory: mmap.mmap
    handle: str
    descriptors: tuple[int, ...]

    def let_go(self) -> None:
        """Close what children need to find the memory; those that have it keep it."""
        for descriptor in self.descriptors:
            os.close(descriptor)


def create(size: int) -> Block:
    """Return ``size`` bytes of new memory; ``OSError`` when there is no room for them."""
    if sys.platform == "win32":
        tag = f"muster-{secrets.token_hex(8)}"
        return Block(mmap.mmap(-1, size, tagname=tag), _TAG + tag, ())
    descriptor = _nameless_file()
    _reserve(descriptor, size)
    return Block(mmap.mmap(descriptor, size), str(descriptor), (descriptor,))


def attach(handle: str, size: int) -> mmap.mmap:
    """Return the memory that the process which started this one made."""
    if sys.platform == "win32":
        return mmap.mmap(-1, size, tagname=handle.removeprefix(_TAG))
    memory = mmap.mmap(int(handle), size)
    os.close(int(handle))
    return memory


def _nameless_file() -> int:
    if sys.platform == "linux":
        return os.memfd_create("muster-live")
    with TemporaryFile() as file:
        return os.dup(file.fileno())


def _reserve(descriptor: int, size: int) -> None:
    """Write zeros: memory that was only promised kills whoever writes to it when there is none left."""
    left = size
    while left:
        left -= os.write(descriptor, bytes(left))
