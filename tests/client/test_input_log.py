"""Whatever minds may intend is read back from the log as it was written."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from muster.client.inputs import DECISION, read_inputs, write_intent
from muster.recording.header import Header
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.recording.rows import InputRow
from muster.world.acts import Intent
from support.perceiving import person
from support.walking import scenario_of
from world.test_world_any_intents import INTENTS, PEOPLE, STAGE, THREAT

CAST = [person(f"p{number}", "office", gender="woman") for number in range(PEOPLE)]


@settings(max_examples=25)
@given(intents=st.lists(INTENTS, min_size=20, max_size=40))
def test_every_intent_comes_back_from_the_log(intents: list[Intent]):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "run.muster"
        with Recorder(path, Header(scenario_of(STAGE, CAST, threat=THREAT), 0, CAST, "nobody", "")) as recorder:
            for intent in intents:
                recorder.input(InputRow(0, DECISION, 0, write_intent(intent)))
            recorder.finish({})
        with Recording.open(path) as recording:
            assert read_inputs(recording)[0] == [(0, intent) for intent in intents]
