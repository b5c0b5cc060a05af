"""The array types that bodies, walls and kernels share: structure of arrays, one row an agent or a segment."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int32]
KeyArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
