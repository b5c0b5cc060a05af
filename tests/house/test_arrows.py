"""Folders are the architecture: which part of muster may import which other, and what must never be pulled in."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.tree import FOLDERS, ROOT, environment

CONTRACTS = {"behavior", "scene", "exercise"}
WORLD = {"behavior", "scenario", "world"}
PERCEPTION = WORLD | {"perception"}
EPISODE = PERCEPTION | {"client", "recording", "conduct", "render"}

# Each part, and the other parts that it may import. The commands wire them all, so nothing but `cli` may import them.
ARROWS: dict[str, set[str]] = {
    "behavior": set(),
    "scene": set(),
    "exercise": {"scene"},
    "scenario": set(),
    "jobs": set(),
    "pages": set(),
    "world": {"behavior", "scenario"},
    "perception": WORLD,
    "recording": PERCEPTION | CONTRACTS,
    "conduct": PERCEPTION | {"recording"},
    "importing": PERCEPTION | {"recording"},
    "client": PERCEPTION | {"recording"} | CONTRACTS,
    "render": PERCEPTION | {"recording"} | CONTRACTS,
    "training": EPISODE | CONTRACTS,
    "verification": PERCEPTION | {"client", "recording"},
    "analysis": EPISODE | {"jobs", "pages"},
    "server": CONTRACTS,
    "optimizer": EPISODE | {"server", "jobs", "pages"} | CONTRACTS,
    "commands": EPISODE
    | {"analysis", "jobs", "pages"}
    | {"training", "importing", "verification", "server", "optimizer"}
    | CONTRACTS,
    "cli": {"commands"},
}
HEADLESS = ("scenario", "world", "perception", "conduct")
NOT_HEADLESS = ("grpc", "panda3d", "direct", "pygame", "viser", "muster.server", "muster.client")


def parts() -> dict[str, list[Path]]:
    """The source files of each part: `muster.world` is the part `world`, wherever its folder lies."""
    found: dict[str, list[Path]] = {}
    for folder in FOLDERS:
        source = ROOT / folder / "muster"
        for path in source.rglob("*.py"):
            found.setdefault(path.relative_to(source).parts[0].removesuffix(".py"), []).append(path)
    return found


def imported_modules(path: Path) -> Iterator[str]:
    """Every module that a file imports, at its head, in a function or for types only, by its full name."""
    folder = next(parent for parent in path.parents if parent.name == "muster")
    package = ["muster", *path.parent.relative_to(folder).parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def imported_parts(path: Path) -> set[str]:
    modules = (name.split(".") for name in imported_modules(path))
    return {name[1] for name in modules if name[0] == "muster" and len(name) > 1}


@pytest.mark.parametrize("part", sorted(parts()))
def test_a_part_imports_only_what_its_arrows_allow(part: str):
    assert part in ARROWS, f"muster.{part} is new: give it its arrows here and its paragraph in README.md"
    allowed = ARROWS[part] | {part}
    against = {
        f"{path.relative_to(ROOT)} imports muster.{other}"
        for path in parts()[part]
        for other in imported_parts(path) - allowed
    }
    assert not against


def test_arrows_form_no_circle():
    closed: set[str] = set()
    while ready := {part for part, targets in ARROWS.items() if part not in closed and targets <= closed}:
        closed |= ready
    assert closed == set(ARROWS)


@pytest.mark.parametrize("one, other", [("client", "server"), ("server", "client")])
def test_client_and_server_do_not_know_each_other(one: str, other: str):
    assert other not in ARROWS[one]


@pytest.mark.parametrize("part", [part for part in HEADLESS if part in parts()])
def test_the_world_runs_without_network_or_pictures(part: str):
    """In a process of its own, because imports are transitive and this one has imported much."""
    code = (
        f"import sys, muster.{part} as part\n"
        "from importlib import import_module\n"
        "from pkgutil import walk_packages\n"
        "for module in walk_packages(part.__path__, part.__name__ + '.'): import_module(module.name)\n"
        f"print(*[name for name in {NOT_HEADLESS} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=False)
    assert (done.stderr.splitlines()[-1:], done.stdout.split()) == ([], [])
