"""Against a real Ollama: what is left of its speed behind the server, and what a decision by letter saves."""

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import httpx
from minds_client import Answered, ask_all
from minds_percepts import Play, queries

from muster.behavior.v1 import behavior_pb2 as pb
from muster.server.embedded import EmbeddedServer
from muster.server.engine import Request
from muster.server.engines.limits import NUM_CTX
from muster.server.engines.reading import TOP
from muster.server.factories import ollama
from muster.server.language.draws import draw
from muster.server.language.moment import perceive
from muster.server.language.prompts import json_request, label_request, pose
from muster.server.options import BackendOptions

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from support.gguf_model import Tiny
from support.ollama_server import MISSING, SLOTS, OllamaServer, find_ollama

# The same random weights but for a liking for letters: with it, JSON is one letter until Ollama breaks it off (at
# 30 times the same token); without it, no letter is likely enough. A token takes the engine as long in both.
LETTERS, WORDS = "tiny", "wordy"
REST_S = 0.3  # for the engine to notice that nobody waits for the words of the round before


@dataclass(frozen=True)
class Sizes:
    """Decisions in a round, and rounds: who asks changes from round to round, so that a busy spell hits all alike."""

    labels: int
    alone: int
    in_json: int
    rounds: int


FULL, QUICK = Sizes(80, 40, 12, 5), Sizes(40, 20, 6, 2)


def body(request: Request) -> bytes:
    """Return what the engine is sent for a request."""
    options = {"num_ctx": NUM_CTX, "num_predict": request.max_tokens, "temperature": request.temperature, "seed": 0}
    messages = [message._asdict() for message in request.messages]
    asked: dict[str, object] = {"model": request.model, "messages": messages, "stream": False, "think": False}
    asked |= {"options": options, "keep_alive": -1}
    asked |= {"logprobs": True, "top_logprobs": TOP} if request.labels else {"format": request.schema}
    return json.dumps(asked).encode()


async def saturate(address: str, bodies: Sequence[bytes], at_once: int) -> float:
    """Return replies a second to a client that does nothing but keep ``at_once`` requests under way."""
    limits = httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once)
    left = iter(bodies)
    async with httpx.AsyncClient(base_url=address, timeout=120.0, limits=limits, trust_env=False) as client:

        async def work() -> None:
            for each in left:
                (await client.post("/api/chat", content=each)).raise_for_status()

        began = time.perf_counter()
        await asyncio.gather(*(work() for _ in range(at_once)))
        return len(bodies) / (time.perf_counter() - began)


class Trial:
    """All ways to ask one engine about the same percepts."""

    def __init__(self, address: str, play: Play, sizes: Sizes) -> None:
        self._address, self._sizes = address, sizes
        self._play = play.spread(sizes.labels)
        self.opening, self.percepts = self._play.as_crowd(sizes.labels)
        self._labels: list[bytes] = []
        self._in_json: list[bytes] = []
        for query in queries(self.opening, self.percepts):
            posed = pose(perceive(query), draw(query.percept.draw_key))
            self._labels.append(body(label_request(LETTERS, posed)))
            self._in_json.append(body(json_request(WORDS, posed)))

    def bare(self) -> float:
        return self._saturate(self._labels, SLOTS)

    def one_by_one(self) -> float:
        return self._saturate(self._labels[: self._sizes.alone], 1)

    def json_one_by_one(self) -> float:
        return self._saturate(self._in_json[:: len(self._in_json) // 3][:3], 1)

    def served(self) -> Answered:
        return self._serve(self.opening, self.percepts, BackendOptions(LETTERS))

    def served_in_json(self) -> Answered:
        opening, percepts = self._play.spread(self._sizes.in_json).as_crowd(self._sizes.in_json)
        return self._serve(opening, percepts, BackendOptions(WORDS, decide="json"))

    def system_tokens(self) -> int:
        """Return how many tokens begin all prompts alike: the engine has them after the first."""
        asked = json.loads(self._labels[0])
        asked["messages"] = asked["messages"][:1]
        reply = httpx.post(f"{self._address}/api/chat", json=asked, timeout=120.0, trust_env=False)
        return int(reply.raise_for_status().json()["prompt_eval_count"])

    def _saturate(self, bodies: Sequence[bytes], at_once: int) -> float:
        time.sleep(REST_S)
        return asyncio.run(saturate(self._address, bodies, at_once))

    def _serve(self, opening: pb.Open, percepts: Sequence[pb.Percept], options: BackendOptions) -> Answered:
        time.sleep(REST_S)
        with EmbeddedServer(ollama(replace(options, host=self._address, slots=SLOTS))) as server:
            return ask_all(server.address, opening, percepts)


def report(play: Play, *, quick: bool) -> None:
    """Print the table."""
    binary = find_ollama()
    if binary is None:
        print(f"Against Ollama: left out. {MISSING}\n")
        return
    with TemporaryDirectory() as folder, OllamaServer(binary, Path(folder)) as engine:
        engine.give(LETTERS, Tiny())
        engine.give(WORDS, Tiny(letters=0.0))
        _measure(Trial(engine.address, play, QUICK if quick else FULL), QUICK if quick else FULL)


def _measure(trial: Trial, sizes: Sizes) -> None:
    trial.one_by_one()  # loads the one model
    trial.json_one_by_one()  # and the other
    system = trial.system_tokens()
    bare, alone, alone_in_json = [], [], []
    labels: list[Answered] = []
    in_json: list[Answered] = []
    for _ in range(sizes.rounds):
        bare.append(trial.bare())
        labels.append(trial.served())
        alone.append(trial.one_by_one())
        in_json.append(trial.served_in_json())
        alone_in_json.append(trial.json_one_by_one())
    a, b, c = median(bare), median(each.rate for each in labels), median(each.rate for each in in_json)
    d, e = median(alone), median(alone_in_json)
    print(f"Ollama, random weights, {SLOTS} slots; medians of {sizes.rounds} rounds, all ways in each   decisions/s")
    print(f"  a bare client, {SLOTS} requests at once                {a:8.1f}")
    print(f"  the server, letters                               {b:8.1f}  {b / a:5.2f} of bare {_said(b / a, 0.85)}")
    print(f"  the server, --decide json                         {c:8.2f}  letters {b / c:.0f} x {_said(b / c, 10)}")
    print(f"  letters, one at a time                            {d:8.1f}  the server {b / d:.1f} x")
    print(f"  JSON, one at a time, as the reference             {e:8.2f}  the server {b / e:.0f} x")
    paired = [each.rate / one for each, one in zip(labels, bare, strict=True)]
    print(f"  the server's share of bare, round by round: {', '.join(f'{share:.2f}' for share in paired)}")
    _tokens(labels, in_json, system)


def _tokens(labels: Sequence[Answered], in_json: Sequence[Answered], system: int) -> None:
    prompt, completion, model = _usage(labels)
    _, completion_in_json, model_in_json = _usage(in_json)
    print(f"  by the model: {100 * model:.0f} % of letters, {100 * model_in_json:.0f} % in JSON")
    print(
        f"  tokens of a decision: prompt {prompt:.0f}, of which {system} begin all alike and are cached, "
        f"{prompt - system:.0f} not; reply {completion:.2f} {_said(4, completion)}, "
        f"in JSON {completion_in_json:.0f}"
    )
    print("  (tokens of the random model's own tokenizer; of real ones 396 to 411 are not cached: docs/prompts.md)\n")


def _usage(rounds: Sequence[Answered]) -> tuple[float, float, float]:
    """Return mean tokens of prompt and reply, and the share of decisions that the model made."""
    decisions = [decision for each in rounds for decision in each.decisions]
    exchanges = [exchange for decision in decisions for exchange in decision.exchanges if exchange.reply]
    made = sum(decision.source == pb.SOURCE_MODEL for decision in decisions) / len(decisions)
    count = max(len(exchanges), 1)
    prompt = sum(exchange.prompt_tokens for exchange in exchanges) / count
    return prompt, sum(exchange.completion_tokens for exchange in exchanges) / count, made


def _said(more: float, less: float) -> str:
    """``more`` is to be at least ``less``; one of them is what was promised."""
    return "ok" if more >= less else "BELOW"
