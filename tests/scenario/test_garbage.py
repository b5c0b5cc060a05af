"""Whatever a file holds, reading and checking it ends in a value or a ScenarioError."""

import contextlib
import json
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.scenario.building_file import parse_building
from muster.scenario.check import check, check_file
from muster.scenario.codec import from_json
from muster.scenario.errors import ScenarioError
from muster.scenario.exercise_file import parse_exercise
from muster.scenario.persona_file import parse_personas
from muster.scenario.plan import plan_svg
from muster.scenario.scenario_file import parse_scenario
from support.exercising import HUT_EXERCISE
from support.hut import example, write_examples

EXAMPLES = tempfile.TemporaryDirectory()
write_examples(Path(EXAMPLES.name))
TEXTS = (*(example(file) for file in ("hut.json", "hut-people.toml", "hut-alarm.toml")), HUT_EXERCISE)
HUT = json.loads(TEXTS[0])
SOMETHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["room", "garden", "corridor", "front-door", "ground", "stair", "opening"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


def read_all(text: str) -> None:
    """Read ``text`` as every kind of file there is."""
    for parse in (
        lambda: check(parse_building(text, "file")),
        lambda: check(parse_personas(text, "file")),
        lambda: check(parse_scenario(text, "file", beside=Path())),
        lambda: check(parse_exercise(text, "file", beside=Path(EXAMPLES.name))),
        lambda: from_json(text),
    ):
        with contextlib.suppress(ScenarioError):
            parse()


@given(st.text(max_size=200))
def test_any_text(text):
    read_all(text)


@given(st.binary(max_size=200), st.sampled_from(TEXTS), st.integers(0, 5000))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_anywhere_in_a_good_file(noise, text, at):
    good = text.encode()
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(ScenarioError):
        path = Path(folder) / "file"
        path.write_bytes(good[: at % len(good)] + noise + good[at % len(good) :])
        check_file(path)


@given(st.sampled_from(TEXTS), st.integers(0, 5000), st.integers(0, 100))
def test_any_piece_cut_out_of_a_good_file(text, at, length):
    at %= len(text)
    read_all(text[:at] + text[at + length :])


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Return the hut with one to three values, wherever they stand, replaced by something else."""
    building = json.loads(json.dumps(HUT))
    for _ in range(draw(st.integers(1, 3))):
        node = building
        while True:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if isinstance(node[key], dict | list) and draw(st.booleans() | st.just(True)):
                node = node[key]
                continue
            node[key] = draw(SOMETHING | st.just(node[key]) | st.floats(-10, 10))
            break
    return json.dumps(building)


@given(mutated())
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_any_value_anywhere_in_a_building(text):
    with contextlib.suppress(ScenarioError):
        building = parse_building(text, "hut.json")
        if not [finding for finding in check(building) if "there is no such" in finding.message]:
            plan_svg(building)
