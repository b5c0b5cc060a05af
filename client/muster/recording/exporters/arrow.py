"""Writing typed tables as Parquet; the one place that touches pyarrow, which comes with the extra ``parquet``."""

import json
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from muster.recording.errors import ExtraMissing

Kind = Literal["float32", "float64", "int32", "int64", "bool_", "string", "word"]


@dataclass(frozen=True)
class Column:
    """One column; a ``word`` is text out of few, kept once and numbered. ``unit`` is "" where there is none."""

    name: str
    kind: Kind
    text: str
    unit: str = ""


@dataclass(frozen=True)
class Coded:
    """Cells of a ``word`` column as numbers: ``codes`` index ``words``, -1 where there is none."""

    codes: NDArray[np.integer]
    words: Sequence[str]


Cells = NDArray[np.generic] | Sequence[object] | Coded
"""One column of a row group."""


class TableFile:
    """One Parquet file under way; ``write`` adds a row group."""

    def __init__(self, columns: Sequence[Column], schema: Any, writer: Any) -> None:
        self._columns, self._schema, self._writer = columns, schema, writer

    def write(self, cells: Mapping[str, Cells]) -> None:
        """Write a row group; every column has the same length."""
        pyarrow = _pyarrow()
        arrays = [_array(pyarrow, cells[column.name], _type(pyarrow, column.kind)) for column in self._columns]
        self._writer.write_table(pyarrow.Table.from_arrays(arrays, schema=self._schema))


@contextmanager
def table_file(path: Path, columns: Sequence[Column], about: Mapping[str, object]) -> Generator[TableFile]:
    """Open ``path`` for a table; ``about`` becomes JSON under the key ``muster`` of the file's metadata."""
    pyarrow = _pyarrow()
    fields = [pyarrow.field(column.name, _type(pyarrow, column.kind), metadata=_said_of(column)) for column in columns]
    schema = pyarrow.schema(fields, metadata={"muster": json.dumps(about, ensure_ascii=False)})
    numbered = [column.name for column in columns if column.kind == "word"]
    parquet = import_module("pyarrow.parquet")
    with parquet.ParquetWriter(path, schema, compression="zstd", use_dictionary=numbered) as writer:
        yield TableFile(columns, schema, writer)


def _pyarrow() -> Any:
    try:
        return import_module("pyarrow")
    except ModuleNotFoundError:
        raise ExtraMissing("Parquet needs pyarrow, which is not installed: pip install 'muster-sim[parquet]'") from None


def _type(pyarrow: Any, kind: Kind) -> Any:
    return pyarrow.dictionary(pyarrow.int32(), pyarrow.string()) if kind == "word" else getattr(pyarrow, kind)()


def _array(pyarrow: Any, cells: Cells, kind: Any) -> Any:
    if isinstance(cells, Coded):
        codes = pyarrow.array(cells.codes, pyarrow.int32(), mask=cells.codes < 0)
        return pyarrow.DictionaryArray.from_arrays(codes, pyarrow.array(cells.words, pyarrow.string()))
    return pyarrow.array(cells, kind)


def _said_of(column: Column) -> dict[str, str]:
    return {"description": column.text, **({"unit": column.unit} if column.unit else {})}
