"""What a decision costs the server itself."""

from collections.abc import Callable

from minds_client import ask_all
from minds_percepts import Play, queries
from minds_server import Apart, apart, bare_us, no_time, queue_only, script

from muster.server.backend import Backend

PROMISED_US = 150.0
CROWD, CROWD_QUICK, ROUNDS = 3_000, 1_000, 3


def report(play: Play, *, quick: bool) -> None:
    """Print the table; the least of some rounds, as others use the machine too."""
    opening, percepts = play.as_crowd(CROWD_QUICK if quick else CROWD)

    def once(server: Apart) -> tuple[float, float]:
        began = server.cpu_s()
        answered = ask_all(server.address, opening, percepts)
        return 1e6 * (server.cpu_s() - began) / len(percepts), answered.rate

    def served(make: Callable[[], Backend]) -> tuple[float, float]:
        with apart(make) as server:
            rounds = [once(server) for _ in range(ROUNDS)]
        return min(us for us, _ in rounds), max(rate for _, rate in rounds)

    print(f"A decision in the server (promised: {PROMISED_US:.0f} us)                  us of one core  decisions/s")
    _show("stream, session, queue: all but the backend", *served(queue_only), promised=True)
    _show("prompt and reading of the reply", min(bare_us(no_time(), queries(opening, percepts)) for _ in range(ROUNDS)))
    _show("both, prompts recorded: all but the model", *served(no_time), promised=True)
    _show("the same with the scripted engine and some words", *served(script))
    print()


def _show(name: str, us: float, rate: float | None = None, *, promised: bool = False) -> None:
    verdict = "" if not promised else "ok" if us <= PROMISED_US else "BELOW"
    print(f"  {name:<50}{us:13.0f} {verdict:<6}{'' if rate is None else f'{rate:9.0f}'}")
