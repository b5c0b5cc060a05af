"""Whether an Ollama answers, and with which models."""

import json
import os
from typing import Any
from urllib.request import ProxyHandler, build_opener

ANSWER_S = 1.0
PORT = 11434
LARGEST = 1 << 20  # bytes of an answer


def ollama_address() -> str:
    """Return where Ollama listens, as OLLAMA_HOST says in any of the ways that Ollama reads it."""
    scheme, _, rest = (os.environ.get("OLLAMA_HOST", "").strip() or "127.0.0.1").rpartition("://")
    host, _, port = rest.rstrip("/").rpartition(":") if ":" in rest else (rest.rstrip("/"), "", str(PORT))
    host = "127.0.0.1" if host in ("", "0.0.0.0") else host  # what listens everywhere answers here
    return f"{scheme or 'http'}://{host}:{port}"


def ollama_models(address: str) -> list[str] | None:
    """Return the names of its models, or None when none answers."""
    opener = build_opener(ProxyHandler({}))  # it is near by: what stands between us and the web has no part in this
    try:
        with opener.open(f"{address}/api/tags", timeout=ANSWER_S) as answer:
            listing: Any = json.loads(answer.read(LARGEST))
        return [str(model["name"]) for model in listing["models"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None
