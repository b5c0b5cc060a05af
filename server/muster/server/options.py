"""What backends are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from muster.server.engine import Reply
from muster.server.engines.counting import Totals
from muster.server.engines.limits import NUM_CTX, TIMEOUT_S


@dataclass(frozen=True)
class BackendOptions:
    """What a backend is made of; each takes what it has a use for.

    Attributes:
        model: its name, as the engine knows it.
        host: address of the engine, empty for the usual one.
        decide: by one label with log-probabilities, or by one whole reply in JSON.
        share: whether like people in like situations share one distribution of letters; each draws from it.
        replies: a file of replies, looked up before anybody is asked and added to afterwards; made if need be.
        recorded: replies by request key, looked up first; None for a request that got none that was of use.
        require_cached: whether a request without such a reply fails instead of going to the model.
        max_tokens: of prompts and replies together, of all requests; None for no limit.
        slots: requests that the engine works on at once; None to find out.
        num_ctx: tokens of context, where the client decides that.
        timeout_s: wall seconds for one reply.
        totals: what was asked and used so far, of all engines made of these options; read it at any time.
        api_key: for an OpenAI-compatible server; None for OPENAI_API_KEY.
    """

    model: str = ""
    host: str = ""
    decide: Literal["label", "json"] = "label"
    share: bool = False
    replies: Path | None = None
    recorded: Mapping[str, Reply | None] = field(default_factory=dict[str, Reply | None], hash=False, repr=False)
    require_cached: bool = False
    max_tokens: int | None = None
    slots: int | None = None
    num_ctx: int = NUM_CTX
    timeout_s: float = TIMEOUT_S
    api_key: str | None = field(default=None, repr=False)
    totals: Totals = field(default_factory=Totals, compare=False, repr=False)
