"""The built-in mind in the place of minds that cannot be reached, marked as a fallback."""

from dataclasses import replace

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1.vocabulary import Source
from muster.server.builtin import BuiltinMind
from muster.server.values import Query
from muster.server.wire import read_mind, read_percept, read_person, write_answer

_BUILTIN = BuiltinMind()


def stand_in(person: pb.Person, mind: pb.Mind, percept: pb.Percept) -> pb.Decision:
    """Decide at once; see ``muster.client.standin``."""
    query = Query(read_person(person), read_mind(mind), read_percept(percept))
    (answer,) = _BUILTIN.choose([query])
    return write_answer(query.percept, replace(answer, source=Source.FALLBACK), 0)
