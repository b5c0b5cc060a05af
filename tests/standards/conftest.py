"""What the tests of standards share."""

import numpy as np
import pytest

from support.figures import Figures


@pytest.fixture
def figures(record_property: Figures) -> Figures:
    """Call it to have a figure in the report (docs/verification.md)."""

    def note(name: str, value: object) -> None:
        array = np.asarray(value)
        record_property(name, array.round(2).tolist() if array.dtype.kind == "f" else array.tolist())

    return note
