"""A request's canonical text names its reply for good: it is what it always was, however it is made."""

import json
from dataclasses import asdict
from hashlib import sha256

import pytest

from muster.server.engine import Message, Request

TALK = (
    Message("system", 'Rules: "é" \u2028 \\ <b>'),
    Message("user", "Now:\n\t\u0007 \U0001f600"),
    Message("assistant", ""),
)
REQUESTS = (
    Request("m", ()),
    Request('a "model"', TALK),
    Request("m", TALK, labels=("A", 'B"messages":[]'), max_tokens=1),
    Request("m", TALK, labels=("A",), schema={"type": "object"}),
    Request("m", TALK, schema={"b": ["é"], "a": {"messages": []}}, max_tokens=640, temperature=0.7, seed=2**31 - 1),
)


@pytest.mark.parametrize("request_", REQUESTS)
def test_canonical_text_is_json_with_sorted_keys_and_no_blanks(request_: Request):
    plain = json.dumps(asdict(request_), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert request_.canonical == plain
    assert request_.key == sha256(plain.encode()).hexdigest()
