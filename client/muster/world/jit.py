"""The one place where Python meets numba: a typed ``njit`` and the array types that kernels take."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba
import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int32]
KeyArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

_P = ParamSpec("_P")
_R = TypeVar("_R")


def compiled(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Compile ``function`` to machine code at its first call, keep the code on disk, keep its type for readers.

    No ``fastmath`` and one thread: the same input gives the same bytes. The cache notices a change of the file that
    holds ``function`` but not of the files it calls into; after editing those, delete ``__pycache__``.
    """
    return numba.njit(cache=True, fastmath=False)(function)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
