"""The notebook in examples/ runs, cell by cell, without Jupyter; and so the Python interface does what it shows."""

import asyncio
import json
from pathlib import Path

import pytest

from support.tree import ROOT

NOTEBOOK = ROOT / "examples" / "alignment.ipynb"


@pytest.mark.slow
def test_the_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.chdir(tmp_path)
    cells = json.loads(NOTEBOOK.read_text())["cells"]
    names: dict[str, object] = {}

    async def run_as_jupyter_does() -> None:  # with an event loop running
        for cell in cells:
            if cell["cell_type"] == "code":
                exec(compile("".join(cell["source"]), cell["id"], "exec"), names)

    asyncio.run(run_as_jupyter_does())
    told = capsys.readouterr().out
    assert "episode 2: TVD" in told and "pevo+ against none: TVD" in told
    assert sorted(path.name for path in (tmp_path / "studies").iterdir()) == [
        "school-intruder-none-1",
        "school-intruder-pevo+-1",
    ]


def test_the_notebook_carries_no_output():
    cells = json.loads(NOTEBOOK.read_text())["cells"]
    assert all(cell.get("outputs", []) == [] for cell in cells)
