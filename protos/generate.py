"""Generate the Python code beside every .proto file; with --check, say whether the committed code is current.

The generated code is committed, so that a clone works without a compiler. It refuses a runtime older than its
generator; hence the generator's version is pinned in pyproject.toml, and its header lines are the floors there.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

PROTOS = Path(__file__).resolve().parent
GENERATED = "*_pb2*.py*"


def generate(into: Path) -> None:
    """Write modules, stubs and services for every .proto file below ``into``."""
    # Beside the interpreter, because nobody needs to have activated the environment.
    plugins = Path(sys.executable).parent
    subprocess.run(
        [
            *(sys.executable, "-m", "grpc_tools.protoc", f"--proto_path={PROTOS}"),
            *(f"--python_out={into}", f"--grpc_python_out={into}"),
            *(f"--plugin=protoc-gen-mypy={plugins / 'protoc-gen-mypy'}", f"--mypy_out=quiet:{into}"),
            *(f"--plugin=protoc-gen-mypy_grpc={plugins / 'protoc-gen-mypy_grpc'}", f"--mypy_grpc_out=quiet:{into}"),
            *sorted(str(path) for path in PROTOS.rglob("*.proto")),
        ],
        check=True,
    )


def differences() -> list[str]:
    """Return the generated files that are missing, left over or not what the .proto files say."""
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder))
        wanted = _texts(Path(folder))
    found = _texts(PROTOS)
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def _texts(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob(GENERATED) if path.suffix != ".pyc"}


def main() -> int:
    """Generate, or check; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if anything would change")
    if not parser.parse_args().check:
        generate(PROTOS)
        return 0
    stale = differences()
    for name in stale:
        print(f"protos/{name} is not what the .proto files say; run: make protos", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
