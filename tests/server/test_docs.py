"""docs/minds.md promises every number; these keep it to its word."""

import re
from collections.abc import Mapping
from enum import IntEnum
from pathlib import Path

import grpc
import pytest

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1 import behavior_pb2_grpc as pb_grpc
from muster.behavior.v1.vocabulary import (
    Act,
    CueKind,
    Duty,
    Feature,
    Gait,
    Health,
    Knowing,
    Source,
    Tie,
    Trigger,
    Volume,
)
from muster.server.builtin.weights import CONSTANTS, WEIGHTS

DOCS = Path(__file__).parents[2] / "docs"


def table(weights: Mapping[IntEnum, Mapping[IntEnum, float]]) -> str:
    rows = [
        f"| {factor.name} | {', '.join(f'{column.name} {weight:+g}' for column, weight in row.items())} |"
        for factor, row in weights.items()
    ]
    return "\n".join(["| factor | weights |", "| --- | --- |", *rows])


@pytest.mark.parametrize(("name", "weights"), [("acts", CONSTANTS), ("features", WEIGHTS)])
def test_the_documented_weights_are_those_in_use(name: str, weights: Mapping[IntEnum, Mapping[IntEnum, float]]):
    documented = (
        (DOCS / "minds.md").read_text(encoding="utf-8").split(f"<!-- {name} -->")[1].split(f"<!-- /{name} -->")[0]
    )
    assert documented.strip() == table(weights)


def test_the_documented_client_works_as_printed(address: str):
    page = (DOCS / "behavior-protocol.md").read_text(encoding="utf-8")
    (code,) = [block for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "def requests" in block]
    scope: dict[str, object] = {}
    exec(code.split("with grpc")[0], scope)
    with grpc.insecure_channel(address) as channel:
        opened, reply = pb_grpc.BehaviorServiceStub(channel).Session(scope["requests"]())  # type: ignore[operator]
    assert opened.opened.session_id and reply.decisions.decisions[0].status == pb.STATUS_OK


@pytest.mark.parametrize("terms", [Act, CueKind, Duty, Feature, Gait, Health, Knowing, Source, Tie, Trigger, Volume])
def test_the_server_knows_all_terms_of_the_contract(terms: type[IntEnum]):
    wire = pb.DESCRIPTOR.enum_types_by_name[terms.__name__]
    prefix = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", terms.__name__).upper()
    assert {f"{prefix}_{term.name}": int(term) for term in terms} == {value.name: value.number for value in wire.values}
