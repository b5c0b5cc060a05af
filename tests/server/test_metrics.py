import re
import urllib.request

import pytest

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1.vocabulary import Gait, Source
from muster.server import AddressError, EmbeddedServer
from muster.server.engine import Exchange, Reply, Request
from muster.server.metrics import MetricsServer
from muster.server.tally import Tally
from muster.server.values import Answer, Mind, Words
from server.scenes import adult, alarm
from server.talking import converse
from support.slotted import Slotted


def scrape(tally: Tally, slots: int = 0) -> dict[str, float]:
    """Every sample by its name and labels, as Prometheus would read it."""
    server = MetricsServer("127.0.0.1:0", tally, lambda: slots)
    try:
        with urllib.request.urlopen(f"http://{server.address}/metrics", timeout=5) as reply:
            text = reply.read().decode()
    finally:
        server.close()
    return {name: float(value) for name, value in re.findall(r"^(muster_\S+) (\S+)$", text, re.MULTILINE)}


@pytest.mark.parametrize(("backend", "source"), [(None, "builtin"), (Slotted(words_follow=True), "model")])
def test_a_session_shows_in_the_metrics(backend: Slotted | None, source: str):
    people = [adult()] * 3
    batch = pb.PerceptBatch(percepts=[*[alarm().percept(agent) for agent in range(3)], pb.Percept(agent=9)])
    with EmbeddedServer(backend) as server:
        requests = pb.SessionRequest(open=pb.Open(people=people)), pb.SessionRequest(percepts=batch)
        converse(server.address, *requests)
        found = scrape(server.tally, slots=2)
    assert found[f'muster_decisions_total{{source="{source}"}}'] == 3
    assert found['muster_undecided_total{status="invalid"}'] == 1
    assert found["muster_decision_latency_seconds_count"] == 3
    assert found['muster_decision_latency_seconds_bucket{le="+Inf"}'] == 3
    assert (found["muster_sessions_opened_total"], found["muster_slots"]) == (1, 2)
    assert {found[f"muster_{name}"] for name in ("sessions", "queue_length", "slots_in_use")} == {0}
    if backend:
        assert found['muster_words_total{source="model"}'] == 3


def test_tokens_count_by_kind_and_those_of_the_cache_do_not():
    tally, request = Tally(), Request("m", ())
    used = Reply("A", prompt_tokens=100, cached_tokens=80, completion_tokens=2)
    known = Reply("A", source=Source.CACHE, prompt_tokens=999)
    exchanges = (Exchange(request, used), Exchange(request, known), Exchange(request, None))
    tally.answered(Answer(0, (1.0,), Gait.WALK, Source.MODEL, Mind(), exchanges=exchanges), 1500)
    tally.spoken(Words(Source.MODEL, exchanges=(Exchange(request, used),)))
    found = scrape(tally)
    tokens = {kind: found[f'muster_tokens_total{{kind="{kind}"}}'] for kind in ("prompt", "cached", "completion")}
    assert tokens == {"prompt": 200, "cached": 160, "completion": 4}
    outcomes = {which: found[f'muster_requests_total{{outcome="{which}"}}'] for which in ("model", "cache", "failed")}
    assert outcomes == {"model": 2, "cache": 1, "failed": 1}
    assert found['muster_decision_latency_seconds_bucket{le="0.001"}'] == 0
    assert found['muster_decision_latency_seconds_bucket{le="0.0025"}'] == 1


def test_replies_of_no_use_count_by_what_was_wrong():
    tally = Tally()
    tally.answered(Answer(0, (1.0,), Gait.WALK, Source.FALLBACK, Mind(), unusable=("unreadable_decision",)), 1500)
    tally.spoken(Words(Source.MODEL, unusable=("invalid_mood", "invalid_volume")))
    tally.spoken(Words(Source.MODEL, unusable=("invalid_mood",)))
    found = scrape(tally)
    wrong = {why: found[f'muster_unusable_total{{why="{why}"}}'] for why in tally.unusable}
    assert wrong == {"unreadable_decision": 1, "invalid_mood": 2, "invalid_volume": 1}


@pytest.mark.parametrize("address", ["0.0.0.0:9464", "unix:/tmp/metrics.sock", "9464"])
def test_metrics_stay_on_this_machine(address: str):
    with pytest.raises(AddressError):
        MetricsServer(address, Tally(), lambda: 0)


def test_a_port_in_use_is_a_clear_error():
    server = MetricsServer("127.0.0.1:0", Tally(), lambda: 0)
    try:
        with pytest.raises(AddressError, match="another port"):
            MetricsServer(server.address, Tally(), lambda: 0)
    finally:
        server.close()
