"""One namespace over four folders, and generated code that the declared dependencies can run."""

import re
import tomllib
from pathlib import Path

import pytest

from support.tree import FOLDERS, ROOT

PACKAGES = sorted(
    {path.parent for folder in FOLDERS for path in (ROOT / folder / "muster").rglob("*.py")}
    - {ROOT / folder / "muster" for folder in FOLDERS}
)
MESSAGES = sorted((ROOT / "protos").rglob("*_pb2.py"))
SERVICES = sorted((ROOT / "protos").rglob("*_pb2_grpc.py"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def floor(distribution: str) -> str:
    """The lowest version of a dependency that pyproject.toml allows."""
    dependencies = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    return next(text.split(">=")[1] for text in dependencies if text.split(">=")[0] == distribution)


def stated(path: Path, pattern: str) -> str:
    """The version that a generated file says it needs."""
    match = re.search(pattern, path.read_text())
    assert match, f"{name(path)} does not say its version: has the generator changed?"
    return match[1]


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_folder_takes_the_namespace_for_itself(folder: str):
    """A `muster/__init__.py` in one folder would hide the other three."""
    assert not (ROOT / folder / "muster" / "__init__.py").exists()


@pytest.mark.parametrize("package", PACKAGES, ids=name)
def test_every_folder_of_modules_is_a_package(package: Path):
    assert (package / "__init__.py").exists()


@pytest.mark.parametrize("part", [package for package in PACKAGES if package.parent.name == "muster"], ids=name)
def test_every_part_says_that_it_is_typed(part: Path):
    """For the packages below it, too; the namespace itself is no package and cannot speak for its parts."""
    assert (part / "py.typed").exists()


@pytest.mark.parametrize("proto", sorted((ROOT / "protos").rglob("*.proto")), ids=name)
def test_every_contract_is_generated_and_named_for_where_it_lies(proto: Path):
    package = ".".join(proto.parent.relative_to(ROOT / "protos").parts)
    assert f"package {package};" in proto.read_text()
    endings = ("_pb2.py", "_pb2.pyi", "_pb2_grpc.py", "_pb2_grpc.pyi")
    assert [ending for ending in endings if not (proto.parent / f"{proto.stem}{ending}").exists()] == []


@pytest.mark.parametrize("module", MESSAGES, ids=name)
def test_messages_need_the_protobuf_that_we_declare(module: Path):
    assert stated(module, r"Protobuf Python Version: (\S+)") == floor("protobuf")


@pytest.mark.parametrize("module", SERVICES, ids=name)
def test_services_need_the_grpc_that_we_declare(module: Path):
    assert stated(module, r"GRPC_GENERATED_VERSION = '(\S+)'") == floor("grpcio")
