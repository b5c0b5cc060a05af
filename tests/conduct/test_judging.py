"""``--by model``: a log without thoughts goes to a model; what fails is told as UNKNOWN with the reason."""

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conduct.people import observed, walk, when
from muster.cli import app
from muster.commands.backends import MindOrder
from muster.commands.judging import ModelJudge
from muster.conduct.log import MOST_LINES, log_of
from muster.scenario.scenario import ScenarioKind
from muster.server.engine import EngineBusy
from muster.server.engines.scripted import ScriptedEngine
from muster.server.errors import BackendError
from muster.server.language.judging import Question, judge

LEAVES = walk((0, 40.0, 2.0), (4, 40.0, 2.0), (34, -5.0, 2.0))
QUESTIONS = [Question("Judge.", f"Person {k} runs.", ("runs", "hides", "stands"), k) for k in range(30)]


def test_the_log_tells_when_where_how_fast_and_how_it_ends():
    log = log_of(observed(LEAVES), 0)
    assert "can act from 2 s on" in log
    assert "2-4 s, Hall: stands still; nobody near by" in log
    assert "Hall: walks" in log
    assert "leaves the building by West exit" in log


def test_the_log_names_no_class():
    log = log_of(observed(LEAVES, hidden=when(10.0, 20.0)), 0).lower()
    assert "is in a hiding place" in log
    assert not any(word in log for word in ("independent", "freeze", "fight", "hide_", "crowd", "follow"))


def test_a_long_log_is_cut_in_the_middle():
    to_and_fro = walk(*((float(t), 10.0 + 3 * (t // 1 % 2) * (t % 4 > 1), 2.0) for t in range(41)))
    assert len(log_of(observed(to_and_fro), 0).splitlines()) <= MOST_LINES + 4


def test_probabilities_come_back_in_the_order_of_the_options_whatever_order_they_were_listed_in():
    engine = ScriptedEngine(faults=lambda request: _letter_of("hides", request.messages[-1].content))
    for judgement in asyncio.run(judge(engine, "m", QUESTIONS)):
        assert max(judgement.probabilities) == judgement.probabilities[1]
        assert sum(judgement.probabilities) == pytest.approx(1.0)


def _letter_of(option: str, prompt: str) -> str:
    return next(line[0] for line in prompt.splitlines() if line.endswith(f") {option}"))


def test_what_fails_is_told_and_does_not_stop_the_others():
    engine = ScriptedEngine(faults=[EngineBusy("too much to do"), "I would rather not say", None])
    first, second, third = asyncio.run(judge(engine, "m", QUESTIONS[:3]))
    assert (first.probabilities, first.problem) == ((), "too much to do")
    assert "names none of the letters" in second.problem
    assert third.probabilities


def test_everybody_who_could_act_is_judged():
    verdicts = ModelJudge(MindOrder(mind="scripted"), ScenarioKind.INTRUDER).classify(observed(LEAVES, LEAVES))
    assert all(sum(verdict.features.values()) == pytest.approx(1.0) for verdict in verdicts)


def test_the_built_in_mind_reads_no_logs():
    with pytest.raises(BackendError, match="no single language model"):
        ModelJudge(MindOrder(mind="builtin"), ScenarioKind.INTRUDER).classify(observed(LEAVES))


def test_from_the_command_line(tmp_path: Path):
    path, runner = tmp_path / "school.muster", CliRunner()
    runner.invoke(app, ["run", "school-intruder", "--duration", "20", "--out", str(path)])
    done = runner.invoke(app, ["classify", str(path), "--by", "model", "--mind", "scripted", "--audit", "--json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["classifier"] == "model"
    assert sum(map(sum, found["audit"]["table"])) == found["audit"]["people"] == found["judged"]
    refused = runner.invoke(app, ["classify", str(path), "--by", "egress-rules", "--audit"])
    assert refused.exit_code == 2
    assert "leave out --audit" in refused.output
