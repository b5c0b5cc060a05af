"""Which of the options that not every OpenAI-compatible server knows one understands: tried once, then remembered."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from muster.server.engine import Message, Request, RequestRefused
from muster.server.engines.reading import TOP

Answered = TypeVar("Answered")
Body = dict[str, object]


@dataclass(frozen=True)
class Manner:
    """How to put a request.

    Attributes:
        quiet: whether to ask models that think aloud not to, as vLLM and llama-server understand.
        schema: how to ask for a schema.
    """

    quiet: bool
    schema: Literal["json_schema", "json_object", "plain"] = "json_schema"

    def options(self, request: Request) -> Body:
        """Return what goes into the body beside the messages."""
        body: Body = {"chat_template_kwargs": {"enable_thinking": False}} if self.quiet else {}
        if request.labels:
            body |= {"logprobs": True, "top_logprobs": TOP}
        elif request.schema is not None and self.schema == "json_schema":
            schema = {"name": "reply", "strict": True, "schema": dict(request.schema)}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif request.schema is not None and self.schema == "json_object":
            body["response_format"] = {"type": "json_object"}
        return body

    def messages(self, request: Request) -> Sequence[Message]:
        """Return the messages; with the schema at their end where the server will not see to it."""
        if request.labels or request.schema is None or self.schema == "json_schema" or not request.messages:
            return request.messages
        *before, last = request.messages
        return *before, last._replace(content=last.content + _told(request.schema))


_WORDS = (Manner(quiet=True), Manner(quiet=False))
_SCHEMAS = (
    *_WORDS,
    Manner(quiet=True, schema="json_object"),
    Manner(quiet=False, schema="json_object"),
    Manner(quiet=True, schema="plain"),
    Manner(quiet=False, schema="plain"),
)


class Dialect:
    """The first manner of several that a server does not refuse."""

    def __init__(self, *, with_schema: bool) -> None:
        self._manners = _SCHEMAS if with_schema else _WORDS
        self._understood: Manner | None = None

    async def ask(self, send: Callable[[Manner], Awaitable[Answered]]) -> Answered:
        """Send in the manner that is understood, which the first reply tells; raises as ``send``."""
        if self._understood:
            return await send(self._understood)
        first: RequestRefused | None = None
        for manner in self._manners:
            try:
                answered = await send(manner)
            except RequestRefused as error:
                first = first or error
            else:
                self._understood = manner
                return answered
        assert first is not None
        raise first


def unfenced(text: str) -> str:
    """Return the JSON in a reply that stands in a fence, as models write it when nothing holds them to a schema."""
    inside = text.strip()
    if not inside.startswith("```"):
        return text
    return inside.removeprefix("```").removeprefix("json").removesuffix("```").strip()


def _told(schema: Mapping[str, object]) -> str:
    return f"\nReply with one JSON object of this schema, and nothing else: {json.dumps(schema, ensure_ascii=False)}"
