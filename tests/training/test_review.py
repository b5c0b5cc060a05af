"""A review gathers what was proposed and decided, asks those who mattered, compares runs, and harms no page."""

import json
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

from muster.cli import app
from muster.recording.errors import NoExercise
from muster.recording.looking_back import Past
from muster.recording.reader import Recording
from muster.scenario.errors import ScenarioError
from muster.training.played import Played
from muster.training.ratings import Rating
from muster.training.review.contents import contents
from muster.training.review.decided import Decided, DecidedTask, Decision, Improvement, decided_json, read_decided
from muster.training.review.document import Bullets, Heading, Paragraph, Table, docx, markdown
from muster.training.review.noticed import How, story_of
from muster.training.review.report import report
from muster.training.review.review import Review, review_of
from muster.training.review.runs import earlier_runs
from muster.training.review.share import Share
from support.exercising import hut_exercise
from training.crafting import IMRE, RUTH, Story, craft

HARMFUL = "</script><img src=x onerror=alert(1)>"
EVENTS = [(5, "alarm", None, ""), (40, "door_locked", RUTH, "front-door"), (60, "called", RUTH, "")]
WORDS = [(12, RUTH, "Out, please, now.", 1), (14, IMRE, HARMFUL, 1)]
STORY = Story(EVENTS, WORDS, {RUTH: [(38, "corridor")], IMRE: [(20, "corridor"), (60, "garden")]})


def review_from(path: Path, **given: object) -> Review:
    with Recording.open(path) as recording:
        return review_of(Played(recording), **given)  # pyright: ignore[reportArgumentType]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return craft(tmp_path, STORY)


def decided_of(path: Path) -> Decided:
    return Decided(
        recording=path.name,
        exercise="hut-exercise",
        tasks=(DecidedTask("lock", Decision.M, "It was the wrong door."),),
        hot_wash=("The smell.",),
        improvements=(Improvement("Keys", "Hang them by the door.", "Ruth", "2027-01-31"),),
        overview="A calm start.",
    )


def test_the_page_asks_for_nothing_and_holds_what_others_wrote_packed(path: Path):
    done = CliRunner().invoke(app, ["review", str(path), "--no-ask"])
    assert done.exit_code == 0, done.output
    page = path.with_suffix(".review.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert "onerror" not in page


def test_page_one_says_that_no_model_decided(path: Path):
    text, is_low = contents(review_from(path))["share"]
    assert is_low and "no language model" in text


def test_the_page_bears_notice_retention_and_support(path: Path):
    told = contents(review_from(path))
    assert "Not for personnel decisions" in told["notice"]
    assert told["retain_until"] and told["support"] == "The neighbour at number 4, also at night."


def test_the_trainees_story_is_what_they_could_notice_and_what_they_did(path: Path):
    with Recording.open(path) as recording:
        played = Played(recording)
        lines = [(line.how, line.text) for line in story_of(played, played.parts[0])]
    assert (How.DID, "called for help") in lines
    assert (How.SAID, '"Out, please, now." (1 heard it)') in lines
    assert (How.NOTICED, f'Imre Vass: "{HARMFUL}"') in lines
    assert any(how is How.DID and text.startswith("locked the door between") for how, text in lines)


def test_what_is_said_in_another_room_is_not_the_trainees_to_hear(tmp_path: Path):
    away = Story(EVENTS, [(80, IMRE, "Nobody hears me.", 0)], STORY.walks)
    with Recording.open(craft(tmp_path, away)) as recording:
        played = Played(recording)
        assert not any("Nobody hears me" in line.text for line in story_of(played, played.parts[0]))


def test_those_whose_acts_bear_on_a_rating_are_asked_about_them(tmp_path: Path):
    by_imre = Story([EVENTS[0], (40, "door_locked", IMRE, "front-door")], WORDS, STORY.walks)
    asked: list[tuple[int, str]] = []

    def ask(them: Past, question: str) -> tuple[str, str]:
        asked.append((them.agent, question))
        return "Because.", "builtin"

    review = review_from(craft(tmp_path, by_imre), ask=ask)
    assert [agent for agent, _ in asked] == [IMRE]
    assert "Imre Vass locked or barricaded" in asked[0][1]
    assert review.answers[0].text == "Because."


def test_the_instructors_notes_are_moments(tmp_path: Path):
    noted = replace(STORY, notes=[(33, "Looked for the key.")])
    assert contents(review_from(craft(tmp_path, noted)))["notes"] == [[33.0, "Looked for the key."]]


@pytest.mark.parametrize(("made", "is_low"), [(49, True), (50, False), (51, False)])
def test_a_share_is_low_below_half(made: int, is_low: bool):
    share = Share(made, 100, "llama3.2")
    assert share.is_low is is_low
    assert f"made {made}% of the 100 decisions" in share.text


def test_what_was_decided_comes_back(path: Path, tmp_path: Path):
    file = tmp_path / "ratings.json"
    file.write_text(decided_json(decided_of(path)), encoding="utf-8")
    assert read_decided(file, hut_exercise(tmp_path)) == decided_of(path)


WRONG = {
    "another exercise": ({"exercise": "other"}, "it is about 'other', not 'hut-exercise'"),
    "an unknown task": ({"tasks": [{"id": "lok"}]}, "did you mean 'lock'?"),
    "an unknown rating": ({"tasks": [{"id": "lock", "rating": "A"}]}, "is not a Decision"),
    "another format": ({"format": "muster-ratings/9"}, "is not 'muster-ratings/1'"),
    "an unknown key": ({"score": 3}, "unknown key"),
}


@pytest.mark.parametrize("what", WRONG)
def test_ratings_that_do_not_fit_are_told(what: str, path: Path, tmp_path: Path):
    change, message = WRONG[what]
    file = tmp_path / "ratings.json"
    file.write_text(json.dumps(json.loads(decided_json(decided_of(path))) | change))
    with pytest.raises(ScenarioError) as raised:
        read_decided(file, hut_exercise(tmp_path))
    assert message in str(raised.value)


def test_the_report_has_what_was_decided_and_a_line_for_what_was_wanting(path: Path):
    text = markdown(report(review_from(path, decided=decided_of(path))))
    assert "| Lock the door behind you. | Owner of the hut | M | It was the wrong door." in text
    assert "not decided; rules propose P" in text
    assert "| Keys | Hang them by the door. | Ruth | 2027-01-31 |" in text
    assert "| Lock the door behind you. |  |  |  |" in text
    assert "Not for personnel decisions" in text and "The smell." in text


def test_markdown_of_others_stays_text():
    text = markdown([Paragraph("<b> *bold* [link](x)"), Table([("a",), ("x | y\nz",)]), Bullets(["# no"])])
    assert text == "\\<b\\> \\*bold\\* \\[link\\](x)\n\n| a |\n| --- |\n| x \\| y z |\n\n- \\# no\n"


def test_a_word_file_holds_the_same(path: Path):
    pytest.importorskip("docx", reason="python-docx is not installed")
    content = docx([Heading("Report", 1), *report(review_from(path, decided=decided_of(path)))])
    with zipfile.ZipFile(BytesIO(content)) as parts:
        text = parts.read("word/document.xml").decode()
    assert "Hang them by the door." in text and "improvement plan" in text


def test_earlier_runs_stand_beside_this_one(path: Path, tmp_path: Path):
    (tmp_path / "earlier").mkdir()
    slower = Story([EVENTS[0], (100, "door_locked", RUTH, "front-door")], end=120)
    before = craft(tmp_path / "earlier", slower)
    told = contents(review_from(path, earlier=earlier_runs([before], "hut-exercise")))
    assert [run["proposed"]["lock"] for run in told["runs"]] == [Rating.M.value, Rating.S.value]


def test_runs_of_another_exercise_are_not_compared(path: Path):
    with pytest.raises(NoExercise, match="'hut-exercise', not 'other'"):
        earlier_runs([path], "other")


def test_json_is_what_is_proposed_and_writes_no_page(path: Path):
    done = CliRunner().invoke(app, ["review", str(path), "--json"])
    told = json.loads(done.stdout)
    assert [task["proposed"] for task in told["tasks"]] == ["P", "S", "P"]
    assert told["tasks"][0]["evidence"][0]["time_s"] == 12.0
    assert not path.with_suffix(".review.html").exists()


def test_nothing_is_overwritten(path: Path):
    page = path.with_suffix(".review.html")
    page.write_text("ours")
    done = CliRunner().invoke(app, ["review", str(path), "--no-ask"])
    assert done.exit_code == 2 and "not overwritten" in done.output
    assert page.read_text() == "ours"


def test_the_built_in_mind_answers_without_a_model(path: Path, tmp_path: Path):
    out = tmp_path / "page.html"
    done = CliRunner().invoke(app, ["review", str(path), "--out", str(out), "--aar", str(tmp_path / "r.md")])
    assert done.exit_code == 0, done.output
    assert out.exists() and (tmp_path / "r.md").read_text(encoding="utf-8").startswith("# After-action report")


def test_a_report_of_another_kind_is_refused(path: Path, tmp_path: Path):
    done = CliRunner().invoke(app, ["review", str(path), "--aar", str(tmp_path / "r.pdf")])
    assert done.exit_code == 2 and ".docx or .md" in done.output
