"""What ``muster doctor`` looks at; each look is one function and none of them fails."""

import platform
from collections.abc import Iterable
from ctypes.util import find_library
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

import muster
from muster.commands.cores import usable_cores
from muster.commands.graphics import gpus
from muster.commands.ollama import Ollama, find_ollama
from muster.world.compile import cache_directory, is_compiled


@dataclass(frozen=True)
class Item:
    """One thing looked at: ``value`` for JSON, ``text`` for people."""

    name: str
    value: object
    text: str


def examine() -> list[Item]:
    """Return everything there is to say about this machine."""
    return [
        _muster(),
        _python(),
        _platform(),
        _cores(),
        _kernels(),
        _panda3d(),
        _gl(),
        _gpu(),
        _ollama(find_ollama()),
        _namespace(),
    ]


def _muster() -> Item:
    found = _version("muster-sim")
    return Item("muster", found, found or "not installed: running from source")


def _python() -> Item:
    found = platform.python_version()
    return Item("python", found, found)


def _platform() -> Item:
    found = platform.platform()
    return Item("platform", found, found)


def _cores() -> Item:
    usable = usable_cores()
    return Item("cores", usable, str(usable))


def _kernels() -> Item:
    folder, compiled = cache_directory(), is_compiled()
    state = "compiled" if compiled else "not compiled yet: the first run takes a minute longer"
    text = f"{state} (kept in {folder})" if folder else "compiled anew by every run: no folder for them can be written"
    return Item("kernels", {"compiled": compiled, "folder": str(folder) if folder else None}, text)


def _panda3d() -> Item:
    found = find_spec("panda3d") is not None
    return Item("panda3d", found, "installed" if found else "not installed: no 3D view")


def _gl() -> Item:
    found = {name: find_library(name) for name in ("GL", "EGL")}
    return Item("gl", found, _listed(f"lib{name}: {path or 'missing'}" for name, path in found.items()))


def _gpu() -> Item:
    found = gpus()
    return Item("gpu", found, _listed(found) or "none found (nvidia-smi lists none); nothing here needs one")


def _ollama(found: Ollama | str) -> Item:
    if isinstance(found, str):
        nothing: dict[str, object] = {"reachable": False, "models": [], "why": found}
        return Item("ollama", nothing, f"{found}; the built-in mind needs none")
    text = (
        f"{found.version} at {found.address}, with {_listed(model.name for model in found.models) or 'no models yet'}"
    )
    loaded = _listed(model.where for model in found.loaded)
    advice = list(found.advice())
    value = {"address": found.address, "reachable": True, **found.to_json(), "advice": advice}
    return Item("ollama", value, "\n".join([text, *([f"in memory: {loaded}"] if loaded else []), *advice]))


def _namespace() -> Item:
    """Another distribution's ``muster/__init__.py`` would hide parts of ours."""
    other = getattr(muster, "__file__", None)
    if other is None:
        return Item("namespace", None, "ours alone")
    return Item(
        "namespace", other, f"{other} belongs to another package named muster: uninstall it, or use a fresh venv"
    )


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
