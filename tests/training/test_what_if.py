"""What if: an act is left out, all up to it stays as recorded, and what follows is a spread that claims nothing."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from muster.cli import app
from muster.client.again import Again
from muster.client.episode import run_episode
from muster.client.link import GrpcLink, MindLink
from muster.client.resuming import ResumingLink
from muster.recording.errors import NobodyMeant
from muster.recording.reader import Recording
from muster.scenario.play import PlayKind
from muster.scenario.scenario_file import override
from muster.server.builtin import BuiltinMind
from muster.server.embedded import EmbeddedServer
from muster.training.what_if import CAVEAT, MEASURES, Redrawn, act_of, acts, what_if
from support.exercising import HUT_EXERCISE
from support.hut import write_examples

SECONDS = 60.0


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hut's exercise, played by the script."""
    folder = tmp_path_factory.mktemp("hut")
    write_examples(folder)
    (folder / "hut-exercise.toml").write_text(HUT_EXERCISE, encoding="utf-8")
    path = folder / "hut.muster"
    done = CliRunner().invoke(app, ["train", str(folder / "hut-exercise.toml"), "--bot", "--out", str(path)])
    assert done.exit_code == 0, done.output
    return path


@pytest.fixture
def recording(recorded: Path) -> Iterator[Recording]:
    with Recording.open(recorded) as opened:
        yield opened


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with EmbeddedServer(BuiltinMind()) as server:
        yield server.address


def final_hash(recording: Recording, minds: MindLink, *, without: tuple[int, ...] = ()) -> str:
    scenario = override(recording.scenario, duration=SECONDS)
    hand = Again(recording, without=without)
    return run_episode(scenario, seed=recording.meta.seed, link=minds, hand=hand).state_hash


def recorded_hash(recording: Recording) -> str:
    tick = round(SECONDS / recording.meta.dt)
    return next(row.hash for row in recording.hashes() if row.tick == tick)


def test_walking_and_taking_over_are_no_acts_to_leave_out(recording: Recording):
    kinds = {each.play.kind for each in acts(recording)}
    assert kinds and not kinds & {PlayKind.TAKE, PlayKind.STEER, PlayKind.STOP, PlayKind.RELEASE}


def test_with_nothing_left_out_and_nothing_drawn_anew_it_is_the_recording(recording: Recording, address: str):
    assert final_hash(recording, ResumingLink(recording, GrpcLink(address), until=200)) == recorded_hash(recording)


def test_an_act_left_out_makes_another_run(recording: Recording, address: str):
    call = next(each for each in acts(recording) if each.play.kind is PlayKind.CALL)
    minds = ResumingLink(recording, GrpcLink(address), until=call.tick)
    assert final_hash(recording, minds, without=(call.input,)) != recorded_hash(recording)


def test_every_rerun_draws_for_itself_and_does_so_again(recording: Recording, address: str):
    def redrawn(number: int) -> str:
        minds = Redrawn(GrpcLink(address), recording.meta.seed, number)
        return final_hash(recording, ResumingLink(recording, minds, until=0))

    hashes = [redrawn(number) for number in range(4)]
    assert len(set(hashes)) > 1
    assert [redrawn(number) for number in range(2)] == hashes[:2]


def test_everybody_is_counted_in_every_rerun(recording: Recording, address: str):
    spreads = what_if(recording, acts(recording)[0], lambda: GrpcLink(address), reruns=3, horizon=20)
    assert spreads.keys() == MEASURES.keys()
    where = ("left the building", "in a hiding place", "inside otherwise")
    for side in ("with_act", "without_act"):
        assert [sum(getattr(spreads[name], side)[number] for name in where) for number in range(3)] == [2, 2, 2]


def test_the_command_shows_distributions_and_its_caveat(recorded: Path):
    done = CliRunner().invoke(app, ["whatif", str(recorded), "--without", "0", "--horizon", "5", "--json"])
    told = json.loads(done.stdout)
    assert told["caveat"] == CAVEAT
    assert all(len(each[side]) == 20 for each in told["measures"] for side in ("with_act", "without_act"))


def test_a_review_shows_what_was_supposed(recorded: Path, tmp_path: Path):
    file, out = tmp_path / "whatif.json", tmp_path / "review.html"
    done = CliRunner().invoke(app, ["whatif", str(recorded), "--without", "0", "--horizon", "5", "--json"])
    file.write_text(done.stdout)
    words = ["review", str(recorded), "--no-ask", "--out", str(out), "--what-if", str(file)]
    assert CliRunner().invoke(app, words).exit_code == 0
    file.write_text(done.stdout.replace("hut.muster", "other.muster"))
    refused = CliRunner().invoke(app, [*words[:-3], str(tmp_path / "b.html"), *words[-2:]])
    assert refused.exit_code == 2 and "it is about 'other.muster'" in refused.output


def test_fewer_reruns_than_make_a_distribution_are_refused(recorded: Path):
    done = CliRunner().invoke(app, ["whatif", str(recorded), "--without", "0", "--reruns", "5"])
    assert done.exit_code == 2


def test_an_act_that_is_not_there_is_told(recording: Recording):
    with pytest.raises(NobodyMeant, match="has no act 99"):
        act_of(recording, 99)


def test_nothing_says_that_an_act_cost_or_saved_a_life(recorded: Path):
    done = CliRunner().invoke(app, ["whatif", str(recorded), "--without", "0", "--horizon", "5"])
    claims = done.stdout.replace(CAVEAT, "")
    assert re.search(r"\b(saved?|cost|lives|life|killed|because)\b", claims) is None
