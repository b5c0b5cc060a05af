"""What a server has done, for Prometheus. Imported only where metrics are asked for."""

from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate
from threading import Thread
from typing import Any

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from muster.server.address import Address, parse_address
from muster.server.errors import AddressError
from muster.server.tally import BOUNDS_S, Latencies, Tally


class TallyCollector(Collector):
    """Reads a tally whenever somebody scrapes; ``slots`` says how many the backend has."""

    def __init__(self, tally: Tally, slots: Callable[[], int]) -> None:
        self._tally, self._slots = tally, slots

    def collect(self) -> Iterator[Metric]:
        """Yield all metrics."""
        tally = self._tally
        yield _gauge("sessions", "Sessions open now.", tally.sessions)
        yield _gauge("queue_length", "Requests that wait for a slot of the backend.", tally.queued)
        yield _gauge("slots_in_use", "Requests that the backend works on.", tally.running)
        yield _gauge("slots", "Requests that the backend can work on at once; 0: whole batches.", self._slots())
        yield _counter("sessions_opened", "Sessions ever opened.", tally.opened)
        yield _counter("interviews", "Interviews answered.", tally.interviews)
        yield _counters("decisions", "Decisions made, by what made them.", "source", _named(tally.decisions))
        yield _counters("undecided", "Percepts that were not decided on, by why.", "status", _named(tally.undecided))
        yield _counters(
            "fallbacks", "Decisions of the built-in mind in a model's place, by why.", "why", tally.fallbacks
        )
        yield _counters("words", "Words that followed decisions, by what found them.", "source", _named(tally.words))
        yield _counters("unusable", "Replies of models, and fields of them, of no use, by why.", "why", tally.unusable)
        yield _counters("requests", "Requests to models, by what answered.", "outcome", tally.requests)
        yield _counters("tokens", "Tokens of models; cached ones are part of the prompts'.", "kind", tally.tokens)
        yield _latencies(tally.latencies)


class MetricsServer:
    """Answers scrapes at ``http://ADDRESS/metrics``, from a thread of its own.

    Attributes:
        address: where; the port is the one that was found when 0 was asked for.
    """

    def __init__(self, address: str, tally: Tally, slots: Callable[[], int]) -> None:
        """Listen; raises AddressError, also for addresses beyond this machine: there is no TLS here, and no token."""
        wanted = _read(address)
        registry = CollectorRegistry()
        registry.register(TallyCollector(tally, slots))
        host = wanted.host.removeprefix("[").removesuffix("]")
        try:
            self._server, self._thread = _start(wanted.port, host, registry)
        except OSError as error:
            raise AddressError(
                f"cannot serve metrics at {address}: {error.strerror}; give another port, or 0"
            ) from error
        self.address = str(Address(host=wanted.host, port=self._server.server_port))

    def close(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _read(address: str) -> Address:
    try:
        wanted = parse_address(address)
    except AddressError:
        wanted = None
    if wanted is None or wanted.path is not None:
        raise AddressError(
            f"metrics cannot be served at {address!r}: they go to this machine only, as they have neither TLS nor a "
            "token; give HOST:PORT, such as 127.0.0.1:9464, and have a collector here fetch them"
        )
    return wanted


def _start(port: int, host: str, registry: CollectorRegistry) -> tuple[Any, Thread]:
    return start_http_server(port, host, registry)


def _gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(f"muster_{name}", what, value=value)


def _counter(name: str, what: str, value: float) -> Metric:
    return CounterMetricFamily(f"muster_{name}", what, value=value)


def _counters(name: str, what: str, label: str, counts: Mapping[str, int]) -> Metric:
    family = CounterMetricFamily(f"muster_{name}", what, labels=[label])
    for value, count in sorted(dict(counts).items()):
        family.add_metric([value], count)
    return family


def _named(counts: Mapping[Any, int]) -> dict[str, int]:
    return {term.name.lower(): count for term, count in dict(counts).items()}


def _latencies(latencies: Latencies) -> Metric:
    reached = list(accumulate(latencies.counts))
    bounds = [*(str(bound) for bound in BOUNDS_S), "+Inf"]
    family = HistogramMetricFamily("muster_decision_latency_seconds", "From percept to decision, in the server.")
    family.add_metric([], buckets=list(zip(bounds, reached, strict=True)), sum_value=latencies.sum_s)
    return family
