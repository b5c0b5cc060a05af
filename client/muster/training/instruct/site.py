"""A small web server for one page: its files, a stream of what there is to tell, and what the page asks for.

Browsers let any page that somebody has open send requests to this machine. Therefore every address has a random key in
it, and requests that name another site, or came by another name than ours, are turned away.
"""

import hmac
import json
import secrets
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

from muster.render.service.address import Address
from muster.render.service.errors import CannotListen
from muster.training.errors import TrainingError
from muster.training.instruct.feed import Feed
from muster.training.instruct.files import FILES
from muster.training.instruct.wishes import read_wish
from muster.training.leading import Wish

LARGEST = 16 * 1024  # bytes of what a page asks for, as a host takes them
LONGEST_NUMBER = 16  # digits
SILENCE_S = 30.0  # wall seconds after which a browser that sends half a request, or reads nothing, is hung up on
PATIENCE_S = 5.0  # wall seconds between two signs of life on a stream
POLICY = (
    "default-src 'none'; img-src data:; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Nothing from anywhere else, as the pages that are exported."""
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True)
class Behind:
    """What stands behind the page.

    Attributes:
        feed: what all pages are told.
        ask: passes on what a page asks for, and returns its number.
        story: tells of a person (a number) at a simulated second.
    """

    feed: Feed
    ask: Callable[[Wish], int]
    story: Callable[[int, float], dict[str, object]]


class Site:
    """Serves the page between ``start`` and ``close``.

    Attributes:
        url: where to open it, key included.
    """

    def __init__(self, address: Address, behind: Behind, key: str | None = None) -> None:
        """Raises CannotListen."""
        self.key = key or secrets.token_urlsafe(16)
        handler = partial(_Handler, behind, self.key, address.bare_host)
        try:
            self._server = _Server((address.bare_host, address.port), handler)
        except OSError as error:
            raise CannotListen(
                f"cannot serve the page on {address}: {error.strerror or error}; give another --listen, or port 0"
            ) from None
        self.url = f"http://{Address(host=address.host, port=self._server.server_port)}/{self.key}/"
        self._thread = threading.Thread(target=self._server.serve_forever, name="muster-site", daemon=True)

    def start(self) -> None:
        """Serve."""
        self._thread.start()

    def close(self) -> None:
        """Stop; streams end with their feed."""
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of browsers that hang up; print what is a mistake of ours."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    """One request; what is wrong with it is answered, never logged."""

    protocol_version = "HTTP/1.1"
    timeout = SILENCE_S

    def __init__(self, behind: Behind, key: str, host: str, *rest: object) -> None:
        self._behind, self._key, self._host = behind, key, host
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """The page, its files, the stream, a story."""
        name = self._admitted()
        if name is None:
            return
        asked = urlsplit(name)
        if asked.path in FILES:
            kind, make = FILES[asked.path]
            self._answer(HTTPStatus.OK, kind, make())
        elif asked.path == "stream":
            self._stream()
        elif asked.path == "story":
            self._story(parse_qs(asked.query))
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "there is no such page")

    def do_POST(self) -> None:
        """Something an instructor asks for."""
        name = self._admitted()
        if name is None:
            return
        length = self.headers.get("Content-Length", "")
        if name != "ask" or self.headers.get_content_type() != "application/json":
            self._refuse(HTTPStatus.NOT_FOUND, "only JSON to /ask is taken")
        elif not (length.isascii() and length.isdigit() and int(length) <= LARGEST):
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {LARGEST} bytes can be asked for at once")
        else:
            self._ask(self.rfile.read(int(length)))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: addresses have the key in them."""

    def _admitted(self) -> str | None:
        """Return what of the address follows the key; None, and an answer, for others than our own page."""
        key, _, name = self.path.removeprefix("/").partition("/")
        if not is_own(self.headers.get("Origin"), self.headers.get("Host", ""), self._host):
            self._refuse(HTTPStatus.FORBIDDEN, "not a page of this server")
        elif not hmac.compare_digest(key.encode(), self._key.encode()):
            self._refuse(HTTPStatus.FORBIDDEN, "the address lacks the key; open the one that muster instruct printed")
        else:
            return name
        return None

    def _stream(self) -> None:
        """Send what there is to tell, as server-sent events, until the exercise or the page is gone."""
        self.close_connection = True
        self._head(HTTPStatus.OK, "text/event-stream; charset=utf-8")
        try:
            for news in self._behind.feed.read(PATIENCE_S, self._seen()):
                for each in news:
                    self._send(f"id: {each.number}\nevent: {each.kind}\ndata: {_json(each.told)}\n\n")
                if not news:
                    self._send(": here\n\n")
        except (BrokenPipeError, ConnectionResetError, TimeoutError):
            return  # the page was closed

    def _seen(self) -> int:
        """Return the number of what a browser that comes back has been told last."""
        last = self.headers.get("Last-Event-ID", "")
        return int(last) if last.isascii() and last.isdigit() and len(last) < LONGEST_NUMBER else 0

    def _send(self, text: str) -> None:
        self.wfile.write(text.encode())
        self.wfile.flush()

    def _story(self, asked: dict[str, list[str]]) -> None:
        try:
            agent, time = int(asked["agent"][0]), float(asked["time"][0])
            told = self._behind.story(agent, time)
        except (KeyError, ValueError, OverflowError):
            self._refuse(HTTPStatus.BAD_REQUEST, "a story is asked for by agent and time, both numbers")
        except TrainingError as error:
            self._refuse(HTTPStatus.CONFLICT, str(error))
        else:
            self._answer(HTTPStatus.OK, "application/json", _json(told).encode())

    def _ask(self, text: bytes) -> None:
        try:
            number = self._behind.ask(read_wish(text))
        except TrainingError as error:
            self._refuse(HTTPStatus.BAD_REQUEST, str(error))
        else:
            self._answer(HTTPStatus.OK, "application/json", _json({"number": number}).encode())

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        self.close_connection = True  # what else was sent is not read
        self._answer(status, "application/json", _json({"error": why}).encode())

    def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self._head(status, kind, length=len(body))
        self.wfile.write(body)

    def _head(self, status: HTTPStatus, kind: str, *, length: int | None = None) -> None:
        self.send_response_only(status)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        if self.close_connection:
            self.send_header("Connection", "close")
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()


def is_own(origin: str | None, host: str, ours: str) -> bool:
    """Return whether a request for ``host`` by a page of ``origin`` is one of our own page's.

    Programs name no origin. Names that lead to this machine by somebody else's doing are not taken for it.
    """
    asked = urlsplit(f"//{host}").hostname or ""
    if is_private(ours) and not is_private(asked):
        return False
    return origin is None or urlsplit(origin).netloc == host


def is_private(host: str) -> bool:
    """Return whether only programs on this machine can reach ``host``."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:  # a name, which may lead anywhere
        return False


def _json(told: object) -> str:
    return json.dumps(told, separators=(",", ":"))
