"""Backends are found by name, and who asks for another hears which there are."""

import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint

import pytest

from muster.server import registry
from muster.server.errors import BackendError
from muster.server.registry import GROUP, OURS, BackendOptions, backend_names, make_backend
from support.tree import ROOT, environment


def test_our_names_are_the_entry_points():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["entry-points"][GROUP] == OURS


@pytest.mark.parametrize("name", sorted(OURS))
def test_every_backend_of_ours_can_be_made(name: str):
    about = make_backend(name, BackendOptions(model="tiny", host="http://127.0.0.1:9")).about
    assert about.name == name
    assert about.is_language_model == (name != "builtin") == (about.model == "tiny")


def test_an_unknown_name_tells_which_there_are():
    with pytest.raises(BackendError, match=f"'olama'; there are: {', '.join(backend_names())}"):
        make_backend("olama", BackendOptions())


def test_a_backend_that_needs_a_model_says_how_to_name_one():
    with pytest.raises(BackendError, match="--model NAME"):
        make_backend("ollama", BackendOptions())


def test_an_address_that_cannot_be_read_is_told():
    with pytest.raises(BackendError, match="'here:there' is no address"):
        make_backend("ollama", BackendOptions(model="tiny", host="here:there"))


def test_importing_the_server_imports_no_client_library():
    code = "import sys, muster.server, muster.server.registry, muster.server.factories; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), check=True, capture_output=True, text=True)
    assert not {"ollama", "openai", "httpx", "pydantic"} & set(done.stdout.split())


def test_a_broken_package_of_others_is_told(monkeypatch: pytest.MonkeyPatch):
    broken = EntryPoint("theirs", "no.such.module:backend", GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda **wanted: [broken])
    with pytest.raises(BackendError, match=r"'theirs' is installed but broken: No module.*reinstall no\.such"):
        make_backend("theirs", BackendOptions())


def test_without_its_package_openai_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "muster.server.engines.openai", None)
    with pytest.raises(BackendError, match=r"pip install 'muster-sim\[openai\]'"):
        make_backend("openai", BackendOptions(model="tiny"))
