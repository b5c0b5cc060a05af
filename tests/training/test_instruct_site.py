"""The instructor's page is served to its own browser alone, and takes what a page of ours can send."""

import http.client
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files

import pytest

from muster.client.outside import Note
from muster.render.service.address import Address
from muster.render.service.errors import CannotListen
from muster.training.errors import BadAct
from muster.training.instruct.feed import Feed
from muster.training.instruct.files import FILES, SCRIPTS
from muster.training.instruct.site import LARGEST, Behind, Site, is_own
from muster.training.leading import Wish

KEY = "key"
JSON = {"Content-Type": "application/json"}


@dataclass
class Stand:
    """A site, and what has been asked of it."""

    feed: Feed = field(default_factory=Feed)
    asked: list[Wish] = field(default_factory=list[Wish])

    def __post_init__(self) -> None:
        self.site = Site(Address(host="127.0.0.1", port=0), Behind(self.feed, self.ask, self.story), KEY)
        self.host = self.site.url.split("/")[2]

    def ask(self, wish: Wish) -> int:
        self.asked.append(wish)
        return len(self.asked)

    def story(self, agent: int, time: float) -> dict[str, object]:
        if agent:
            raise BadAct("there is nobody of that number")
        return {"name": "Ruth", "time": time}

    def request(
        self, method: str, name: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(self.host, timeout=10)
        connection.request(method, name, body or None, dict(headers or {}))
        return connection.getresponse()

    def get(self, name: str, **headers: str) -> http.client.HTTPResponse:
        return self.request("GET", f"/{KEY}/{name}", headers=headers)

    def post(self, body: object, **headers: str) -> tuple[int, dict[str, object]]:
        text = body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = self.request("POST", f"/{KEY}/ask", text, {**JSON, **headers})
        return answer.status, json.loads(answer.read())


@pytest.fixture
def stand() -> Iterator[Stand]:
    stand = Stand()
    stand.site.start()
    yield stand
    stand.feed.close()
    stand.site.close()


def test_the_page_and_all_that_it_names_are_served(stand: Stand):
    page = stand.get("").read().decode()
    for name in FILES:
        assert stand.get(name).status == 200
        assert f'"{name}"' in page or not name


def test_every_script_of_the_page_is_part_of_it():
    ours = {path.name for path in files("muster.training.instruct.page").iterdir() if path.name.endswith(".js")}
    assert ours == {f"{name}.js" for package, name in SCRIPTS if package.endswith("instruct.page")}


def test_what_others_wrote_reaches_the_page_as_text_only():
    script = FILES["instruct.js"][1]().decode()
    assert not [word for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(") if word in script]


def test_the_page_may_load_nothing_from_elsewhere(stand: Stand):
    policy = stand.get("").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "connect-src 'self'" in policy and "unsafe" not in policy


@pytest.mark.parametrize("path", ["/", "/instruct.js", "/wrong/", "/wrong/stream", f"/{KEY[:-1]}/", "/key%00/"])
def test_without_the_key_there_is_nothing(stand: Stand, path: str):
    assert stand.request("GET", path).status == 403


def test_nobody_asks_without_the_key(stand: Stand):
    assert stand.request("POST", "/wrong/ask", b'{"what": "end"}', JSON).status == 403
    assert stand.asked == []


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://elsewhere.example"}, {"Origin": "null"}, {"Host": "elsewhere.example"}],
)
def test_pages_of_others_are_turned_away(stand: Stand, headers: dict[str, str]):
    status, _ = stand.post({"what": "end"}, **headers)
    assert (status, stand.asked) == (403, [])


def test_our_own_page_is_let_in(stand: Stand):
    assert stand.post({"what": "note", "text": "Look here"}, Origin=f"http://{stand.host}") == (200, {"number": 1})
    assert stand.asked == [Note("Look here")]


@pytest.mark.parametrize(
    "asked_host, is_ours",
    [
        ("127.0.0.1:80", True),
        ("localhost:80", True),
        ("127.example.com:80", False),
        ("10.0.0.7:80", False),
        ("", False),
    ],
)
def test_names_that_others_lead_to_this_machine_are_not_its_own(asked_host: str, is_ours: bool):
    assert is_own(None, asked_host, "127.0.0.1") is is_ours


def test_what_cannot_be_asked_is_refused_with_its_reason(stand: Stand):
    status, told = stand.post({"what": "speed", "speed": 1000})
    assert (status, told) == (400, {"error": "the speed must be a number from 0.25 to 16"})


def test_nothing_larger_than_a_host_takes_is_read(stand: Stand):
    status, told = stand.post(b"x" * (LARGEST + 1))
    assert (status, told["error"]) == (413, f"at most {LARGEST} bytes can be asked for at once")


@pytest.mark.parametrize("length", ["", "-1", "many", "1e3"])
def test_a_length_that_is_none_is_refused(stand: Stand, length: str):
    connection = http.client.HTTPConnection(stand.host, timeout=10)
    connection.putrequest("POST", f"/{KEY}/ask")
    for name, value in {**JSON, "Content-Length": length}.items():
        connection.putheader(name, value)
    connection.endheaders()
    assert connection.getresponse().status == 413


def test_forms_of_other_pages_cannot_ask(stand: Stand):
    """They can send no JSON without asking the browser first."""
    body = b'{"what": "end"}'
    answer = stand.request("POST", f"/{KEY}/ask", body, {"Content-Type": "text/plain"})
    assert (answer.status, stand.asked) == (404, [])


def test_a_story_is_told_or_its_absence_explained(stand: Stand):
    assert json.loads(stand.get("story?agent=0&time=2.5").read()) == {"name": "Ruth", "time": 2.5}
    assert stand.get("story?agent=1&time=2").status == 409
    assert stand.get("story?agent=x").status == 400


def test_the_stream_tells_and_goes_on_where_a_browser_left_it(stand: Stand):
    stand.feed.tell("events", {"n": 1})
    stand.feed.tell("events", {"n": 2})
    stand.feed.close()
    assert stand.get("stream").read().decode() == (
        'id: 1\nevent: events\ndata: {"n":1}\n\nid: 2\nevent: events\ndata: {"n":2}\n\n'
    )
    assert stand.get("stream", **{"Last-Event-ID": "1"}).read() == b'id: 2\nevent: events\ndata: {"n":2}\n\n'


def test_an_address_in_use_is_named(stand: Stand):
    host, port = stand.host.split(":")
    with pytest.raises(CannotListen, match="give another --listen"):
        Site(Address(host=host, port=int(port)), Behind(stand.feed, stand.ask, stand.story))


def test_every_site_has_a_key_of_its_own(stand: Stand):
    sites = [Site(Address(host="127.0.0.1", port=0), Behind(stand.feed, stand.ask, stand.story)) for _ in range(2)]
    for site in sites:
        site.close()
    assert len({site.key for site in sites}) == 2
