"""What language models were asked can be read from a recording, and what it took."""

from pathlib import Path

from muster.behavior.v1 import behavior_pb2 as pb
from muster.recording.exchanges import replies, usage
from muster.recording.info import describe, rendered
from muster.recording.opening import is_recording
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.recording.rows import DecisionRow, ReflectionRow
from recording.samples import header, record, walk


def recorded(path: Path) -> Path:
    asked = pb.Exchange(key="a", reply='{"text": "B"}', source=pb.SOURCE_MODEL, prompt_tokens=90, cached_tokens=60)
    asked.completion_tokens, asked.latency_us = 1, 500_000
    failed = pb.Exchange(key="b")
    again = pb.Exchange(key="c", reply="{}", source=pb.SOURCE_CACHE, prompt_tokens=1000)
    decision, words = pb.Decision(exchanges=[asked, failed]), pb.Words(exchanges=[again])
    head = header()
    with Recorder(path, type(head)(head.scenario, head.seed, head.people, "ollama", "tiny")) as recorder:
        for frame in walk():
            recorder.frame(frame)
        recorder.decision(DecisionRow(1, 0, 3, "stay", 1, 1, 2, 250, decision.SerializeToString()))
        recorder.reflection(ReflectionRow(2, 0, 9, words.SerializeToString()))
        recorder.finish({})
    return path


def test_replies_are_found_by_the_key_of_their_request(tmp_path: Path):
    with Recording.open(recorded(tmp_path / "run.muster")) as recording:
        assert replies(recording) == {"a": '{"text": "B"}', "b": "", "c": "{}"}


def test_what_was_replayed_took_nothing(tmp_path: Path):
    with Recording.open(recorded(tmp_path / "run.muster")) as recording:
        total, by_agent = usage(recording)
    assert (total.requests, total.failed, total.replayed) == (3, 1, 1)
    assert (total.prompt_tokens, total.cached_tokens, total.completion_tokens, total.model_s) == (90, 60, 1, 0.5)
    assert by_agent[2].prompt_tokens == 0 and by_agent[1].requests == 2


def test_info_tells_what_the_model_took(tmp_path: Path):
    with Recording.open(recorded(tmp_path / "run.muster")) as recording:
        assert "90 prompt tokens (60 of them cached)" in rendered(describe(recording))
    with Recording.open(record(tmp_path / "builtin.muster")) as recording:
        assert describe(recording)["model"] is None


def test_a_recording_is_told_from_other_files(tmp_path: Path):
    other = tmp_path / "prose.txt"
    other.write_text("no recording")
    assert is_recording(record(tmp_path / "run.muster"))
    assert not is_recording(other) and not is_recording(tmp_path / "missing")
