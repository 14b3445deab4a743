"""`cpd`: keep a piece, make one of what was written or read, see how it stands, write it to a file."""

import csv
import io
import zipfile
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import NOW, PASSPHRASE, Home
from tests.terminal import CTRL_C, ON_A_WEDNESDAY, PASSPHRASE_PROMPT, at_terminal

from selfcare.errors import Busy, IdentifiersFound
from selfcare.journal import shared_log

pytestmark = pytest.mark.usefixtures("a_wednesday")

COURSE = ("cpd", "add", "Course on self-harm")
A_NAME = "Talked to Sarah Whitcombe about it"


def ago(days: int) -> str:
    return (NOW.date() - timedelta(days=days)).isoformat()


def pieces(home: Home) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = home.run("list", "--kind", "cpd", "--json").object["records"]
    return found


def kept(home: Home, *words: str) -> dict[str, Any]:
    answer = home.run(*words, "--json")
    assert answer.code == 0, answer.err
    record: dict[str, Any] = answer.object["record"]
    return record


def england(home: Home) -> None:
    home.run("settings", "set", "role", "social-worker")


def test_every_option_is_kept(home: Home) -> None:
    given = {
        "learned": "To ask first",
        "minutes": "90",
        "kind": "course",
        "why": "Half of my work",
        "effect": "I ask",
        "people-effect": "They are asked",
        "peer": "my senior",
        "peer-learned": "That I rush",
        "standard": "preserve-safety",
        "evidence": "A certificate",
    }
    options = [word for name, text in given.items() for word in (f"--{name}", text)]
    record = kept(home, *COURSE, *options, "--participatory", "--date", ago(3))
    expected = {name.replace("-", "_"): text for name, text in given.items()}
    assert record["fields"] == {**expected, "title": COURSE[2], "minutes": 90, "participatory": True}
    assert record["day"] == ago(3)


def test_a_piece_is_written_to_be_shown_and_says_so(home: Home) -> None:
    answer = home.run(*COURSE)
    (record,) = pieces(home)
    assert record["share"] == "share"
    assert "A CPD export takes it" in answer.err
    assert f"selfcare share {record['handle']} private" in answer.err


def test_it_can_be_kept_without_the_passphrase(home: Home) -> None:
    assert home.run("cpd", "add", "-", "--json", passphrase=None, stdin="Course\n").object["sealed"] is True
    assert pieces(home)[0]["fields"] == {"title": "Course"}


@pytest.mark.parametrize(
    "words",
    [
        ("cpd", "add"),
        ("cpd", "add", "--learned", "x"),
        (*COURSE, "--kind", "party"),
        (*COURSE, "--minutes", "0"),
        (*COURSE, "--date", "tomorrow"),
        (*COURSE, "--standard", "no-such-standard"),
        (*COURSE, "--share", "all"),
        ("cpd", "from", "zzzzz"),
        ("cpd", "from", "effective-supervision"),
        ("cpd", "list", "--regulator", "gmc"),
        ("cpd", "export", "cpd.pdf"),
        ("cpd", "export", "cpd.md"),
        ("cpd", "reading", "add"),
        ("cpd", "reading", "done", "zzzzz"),
        ("cpd", "reading", "done", "effective-supervision", "--minutes", "0"),
        ("settings", "set", "registration_ends", "2027-02-30"),
        ("settings", "set", "regulator", "S W E"),
    ],
)
def test_what_is_missing_or_not_known_is_refused(home: Home, words: tuple[str, ...]) -> None:
    answer = home.run(*words)
    assert (answer.code, len(answer.err.splitlines())) == (2, 2), answer
    assert pieces(home) == []
    assert not list(home.path.glob("cpd.*"))


# --- how it stands ---------------------------------------------------------------------------------------------------


def test_the_noun_alone_says_how_it_stands_for_the_regulator_of_ones_role(home: Home) -> None:
    england(home)
    home.run(*COURSE, "--peer", "my senior")
    home.run("cpd", "add", "Read a guide", "--date", "2025-11-30")
    shown = " ".join(home.run("cpd").out.split())
    assert "So far: 1 of 2 pieces, 1 of 1 with a peer reflection." in shown
    assert "closes on Mon 30 Nov 2026" in shown
    assert "From before these days: 1." in shown


def test_as_json_it_says_the_counts_and_holds_the_records(home: Home) -> None:
    home.run("settings", "set", "regulator", "nmc")
    home.run("settings", "set", "registration_ends", "2027-04-30")
    home.run(*COURSE, "--minutes", "90", "--participatory")
    found = home.run("cpd", "list", "--json").object
    assert found["regulator"] == "nmc"
    assert found["period"] == {"since": "2024-05-01", "closes": "2027-04-30"}
    assert found["counts"] == [
        {"measure": "hours", "have": 1.5, "least": 35},
        {"measure": "participatory-hours", "have": 1.5, "least": 20},
    ]
    assert [each["fields"]["title"] for each in found["records"]] == ["Course on self-harm"]


OWN = """
[[cpd]]
id = "own-appraisal"
name = "My appraisal"
about = "Six hours a year."
years = 1
closes = "03-31"
counts = [{ measure = "hours", least = 6, words = "hours" }]
standards = [{ id = "own-safe", name = "Safe care" }]
source = "Our policy"

[[cpd.forms]]
heading = "Learning log"
fields = [{ key = "title", heading = "Done" }, { key = "standard", heading = "Part" }]
"""


def test_a_profile_of_ones_own_counts_and_exports_like_any_other(home: Home) -> None:
    assert home.run("guidance", "add", "-", stdin=OWN).code == 0
    home.run("settings", "set", "regulator", "own-appraisal")
    home.run(*COURSE, "--minutes", "90", "--standard", "own-safe")
    assert "So far: 1.5 of 6 hours." in home.run("cpd").out
    content = exported(home, "cpd.csv").read_text("utf-8-sig")
    assert list(csv.reader(io.StringIO(content))) == [["No.", "Done", "Part"], ["1", COURSE[2], "Safe care"]]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ('heading = "Learning log"', 'heading = "For 07700 900123"'),
        ('heading = "Learning log"', 'heading = "Learning log"\nabout = "Ring 07700 900123"'),
        ('heading = "Part"', 'heading = "Ring 07700 900123"'),
        ('name = "My appraisal"', 'name = "Appraisal, 07700 900123"'),
    ],
)
def test_the_words_of_ones_own_form_are_looked_through_as_well(home: Home, ours: str, theirs: str) -> None:
    assert ours in OWN
    assert home.run("guidance", "add", "-", stdin=OWN.replace(ours, theirs)).code == 0
    home.run("settings", "set", "regulator", "own-appraisal")
    home.run(*COURSE, "--standard", "own-safe")
    stopped = home.run("cpd", "export", "cpd.md")
    assert (stopped.code, "900123" in stopped.err) == (IdentifiersFound.exit_code, False)
    assert "900123" not in exported(home, "cpd.md", "--replace-all").read_text()


def test_one_that_stands_in_for_a_shipped_profile_is_used_in_its_place(home: Home) -> None:
    england(home)
    home.run("guidance", "add", "-", stdin=OWN.replace("years = 1", 'years = 1\nreplaces = "swe"'))
    assert home.run("cpd", "list", "--json").object["regulator"] == "own-appraisal"


# --- from what is there ----------------------------------------------------------------------------------------------


def test_a_finished_title_becomes_a_piece_once(home: Home) -> None:
    read = kept(home, "cpd", "reading", "done", "effective-supervision", "--minutes", "40")
    piece = kept(home, "cpd", "from", "effective-supervision")
    assert piece["fields"] == {
        "title": "Achieving effective supervision (Insight 30)",
        "kind": "reading",
        "minutes": 40,
        "made_from": read["id"],
    }
    again = home.run("cpd", "from", read["handle"])
    assert again.code == 2
    assert piece["handle"] in again.err


def test_the_words_of_a_private_reflection_are_not_taken_unseen(home: Home) -> None:
    private = kept(home, "reflect", "--answer", "what=Quernmore", "--answer", "so_what=Quernmore", "--at", "-3d")
    assert home.run("cpd", "from", private["handle"]).code == 2
    piece = kept(home, "cpd", "from", private["handle"], "--title", "A hard visit", "--learned", "To breathe")
    assert piece["fields"] == {"title": "A hard visit", "learned": "To breathe", "made_from": private["id"]}
    assert piece["day"] == private["day"] == ago(3)


def test_a_theme_gives_its_line_and_a_shared_reflection_what_fits(home: Home) -> None:
    answers = ("--answer", "what=A long visit", "--answer", "so_what=I rush", "--answer", "now_what=Ask first")
    theme = kept(home, "reflect", *answers, "--share", "theme", "--theme", "Pace of visits")
    assert kept(home, "cpd", "from", theme["handle"])["fields"] == {"title": "Pace of visits", "made_from": theme["id"]}
    shared = kept(home, "reflect", *answers, "--share", "share")
    assert kept(home, "cpd", "from", shared["handle"])["fields"] == {
        "title": "A long visit",
        "learned": "I rush",
        "effect": "Ask first",
        "made_from": shared["id"],
    }


def test_a_note_becomes_no_piece(home: Home) -> None:
    home.run("note", "words")
    (note,) = home.run("list", "--json").object["records"]
    assert home.run("cpd", "from", note["handle"]).code == 2


# --- the reading list ------------------------------------------------------------------------------------------------


def titles(home: Home) -> dict[str, Any]:
    return {each["id"]: each for each in home.run("cpd", "reading", "--json").object["reading"]}


def test_the_reading_list_begins_with_titles_that_ship(home: Home) -> None:
    found = titles(home)
    assert {"practitioner-wellbeing", "clinical-supervision-paper", "support-worker-view"} <= found.keys()
    assert {each["done"] for each in found.values()} == {None}


def test_a_title_of_ones_own_is_added_finished_and_stands_there_once(home: Home) -> None:
    own = kept(home, "cpd", "reading", "add", "A podcast", "--minutes", "30")["handle"]
    assert titles(home)[own]["title"] == "A podcast"
    for name in (own, "weather-model"):
        assert home.run("cpd", "reading", "done", name).code == 0
        assert home.run("cpd", "reading", "done", name).code == 2
        assert titles(home)[name]["done"] == NOW.date().isoformat()
    assert titles(home)[own]["minutes"] == 30
    assert "Finished" in home.run("cpd", "reading").out


def test_two_windows_finish_a_title_once(home: Home) -> None:
    with at_terminal(home, "cpd", "reading", "done", "weather-model", program=ON_A_WEDNESDAY) as person:
        person.whispers(PASSPHRASE, at="Passphrase: ")
        person.asked()
        assert home.run("cpd", "reading", "done", "weather-model", "--minutes", "10").code == 0
        person.presses("25\r")
        assert person.ends() == 2
    assert "That one is finished already." in person.seen
    (kept_once,) = home.run("list", "--kind", "reading", "--json").object["records"]
    assert kept_once["fields"]["minutes"] == 10


# --- the file --------------------------------------------------------------------------------------------------------


def exported(home: Home, name: str, *options: str) -> Path:
    answer = home.run("cpd", "export", name, *options)
    assert answer.code == 0, answer.err
    assert answer.out == f"{name}\n"
    return home.path / name


def test_it_is_written_in_the_order_of_the_form_as_markdown(home: Home) -> None:
    england(home)
    home.run(*COURSE, "--learned", "To ask *first*", "--kind", "course")
    text = exported(home, "cpd.md").read_text()
    places = [
        text.index(words) for words in ("Social Work England", "Type of CPD", "Short description", "What I learnt")
    ]
    assert places == sorted(places)
    assert r"To ask \*first\*" in text
    assert "No check finds everything" in text


def test_as_a_table_it_opens_in_a_spreadsheet_and_nothing_in_it_runs(home: Home) -> None:
    home.run("cpd", "add", "=1+1", "--learned", 'One,\n"two"', "--minutes", "30")
    content = exported(home, "cpd.csv", "--regulator", "general").read_bytes().decode("utf-8-sig")
    heads, row = csv.reader(io.StringIO(content, newline=""))
    found = dict(zip(heads, row, strict=True))
    assert found["What I did"] == "'=1+1"
    assert found["What I learnt"] == 'One,\n"two"'
    assert found["Hours"] == "0.5"


@pytest.mark.skipif(find_spec("docx") is None, reason="the extra docx is not installed")
def test_it_can_be_a_word_document(home: Home) -> None:
    home.run(*COURSE)
    with zipfile.ZipFile(exported(home, "cpd.docx")) as document:
        assert "Course on self-harm" in document.read("word/document.xml").decode()


@pytest.mark.parametrize("ending", ["md", "csv"])
def test_what_could_identify_somebody_stops_it_and_nothing_is_written(home: Home, ending: str) -> None:
    home.run(*COURSE, "--peer-learned", A_NAME)
    stopped = home.run("cpd", "export", f"cpd.{ending}", "--regulator", "swe")
    assert stopped.code == IdentifiersFound.exit_code
    assert "Whitcombe" not in stopped.err
    assert not (home.path / f"cpd.{ending}").exists()
    content = exported(home, f"cpd.{ending}", "--regulator", "swe", "--replace-all").read_text()
    assert "Whitcombe" not in content
    assert "[name 1]" in content


def test_what_is_kept_back_is_in_no_file(home: Home) -> None:
    home.run(*COURSE)
    home.run("cpd", "add", "Quernmore", "--share", "private")
    assert "Quernmore" not in exported(home, "cpd.md").read_text()
    assert "Kept back, and not in it: 1." in home.run("cpd", "export", "other.md").err


def test_where_all_is_kept_back_there_is_no_file(home: Home) -> None:
    home.run(*COURSE, "--share", "private")
    assert home.run("cpd", "export", "cpd.md").code == 2
    assert not (home.path / "cpd.md").exists()


def test_a_file_that_is_there_stays_unless_forced(home: Home) -> None:
    home.run(*COURSE)
    file = home.path / "cpd.md"
    file.write_text("mine")
    assert home.run("cpd", "export", "cpd.md").code == 2
    assert file.read_text() == "mine"
    exported(home, "cpd.md", "--force")
    assert file.read_text() != "mine"


def test_only_the_days_asked_for_are_in_it(home: Home) -> None:
    home.run(*COURSE)
    home.run("cpd", "add", "Earlier", "--date", ago(400))
    assert "Earlier" not in exported(home, "cpd.md", "--regulator", "swe").read_text()
    assert "Earlier" in exported(home, "all.md", "--regulator", "swe", "--since", ago(400)).read_text()


def test_the_journal_remembers_what_was_written_for_whom(home: Home) -> None:
    handle = kept(home, *COURSE)["handle"]
    exported(home, "cpd.csv", "--regulator", "hcpc")
    with home.open() as journal, journal.reading() as session:
        (entry,) = shared_log.load(session)
    assert (entry.role, entry.what, entry.form) == ("Health and Care Professions Council", "CPD record", "csv")
    assert entry.records == (handle,)


def test_whom_it_is_for_can_be_said_as_a_role_and_not_as_a_name(home: Home) -> None:
    home.run(*COURSE)
    exported(home, "cpd.md", "--for", " practice educator ")
    assert home.run("supervision", "shared", "--json").object["shared"][0]["role"] == "practice educator"
    refused = home.run("cpd", "export", "other.md", "--for", "Dr Patel")
    assert (refused.code, (home.path / "other.md").exists()) == (2, False)


def test_there_is_no_file_without_its_line_in_the_log_and_no_line_without_its_file(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.run(*COURSE)
    assert home.run("cpd", "export", "no-such-folder/cpd.md").code == 1
    assert home.run("supervision", "shared", "--json").object["shared"] == []

    def busy(*_: object, **__: object) -> None:
        raise Busy("Another window has the journal.", "Try again.")

    monkeypatch.setattr(shared_log, "add", busy)
    assert home.run("cpd", "export", "cpd.md").code == Busy.exit_code
    assert not (home.path / "cpd.md").exists()


# --- at a terminal ---------------------------------------------------------------------------------------------------


def test_asking_stops_and_goes_on_and_leaves_out_what_the_form_has_no_place_for(home: Home) -> None:
    england(home)
    with at_terminal(home, "cpd", "add", program=ON_A_WEDNESDAY) as person:
        person.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
        person.types("Course on self-harm")
        person.types("course", at="number > ")
        person.types(ago(2))
        person.asked()
        person.presses(CTRL_C)
        assert person.ends() == 130
    with at_terminal(home, "cpd", "add", program=ON_A_WEDNESDAY) as person:
        person.whispers(PASSPHRASE, at=PASSPHRASE_PROMPT)
        person.until("Course on self-harm")
        person.types("1", at="number > ")
        assert "How many minutes" not in person.types("Half of my work")
        for answer in ("To ask first", "", ""):
            person.types(answer)
        assert "talking it over" not in person.types("")  # no peer, so no question about it
        assert person.ends() == 0
    (record,) = pieces(home)
    assert record["day"] == ago(2)
    assert record["fields"] == {
        "title": "Course on self-harm",
        "kind": "course",
        "why": "Half of my work",
        "learned": "To ask first",
    }


def test_what_was_read_can_be_reflected_on_and_taken_over_line_by_line(home: Home) -> None:
    with at_terminal(home, "cpd", "reading", "done", "weather-model", program=ON_A_WEDNESDAY) as person:
        person.whispers(PASSPHRASE, at="Passphrase: ")
        person.types("25")
        person.types("y", at="[y/N] ")
        person.types("I saw the fog")
        person.types("It lifts")
        person.types("")
        assert person.ends() == 0
    (reflection,) = home.run("list", "--kind", "reflection", "--json").object["records"]
    with at_terminal(home, "cpd", "from", reflection["handle"], program=ON_A_WEDNESDAY) as person:
        person.whispers(PASSPHRASE, at="Passphrase: ")
        assert "stays private" in person.types(" in my own work")  # after what stands there already
        person.types("self-directed", at="number > ")
        for _ in range(8):  # day, minutes, why, learnt, effect, people, peer, evidence
            person.types("")
        assert person.ends() == 0
    (record,) = pieces(home)
    assert record["fields"]["title"] == "I saw the fog in my own work"
    assert record["fields"]["learned"] == "It lifts"


def test_where_a_regulator_counts_supervision_its_latest_months_are_in_one_line(home: Home) -> None:
    """The clock of these tests stands in one month; a session of the month before is there as well."""
    home.run("supervision", "log", "--held", ago(0), "--kind", "clinical", "--minutes", "50")
    last_month = NOW.date().replace(day=1) - timedelta(days=1)
    home.run("supervision", "log", "--held", last_month.isoformat(), "--kind", "clinical", "--minutes", "90")
    shown = home.run("cpd", "list", "--regulator", "bacp").out
    line = f"  Supervision: 50 min so far in {NOW:%b}, 1 h 30 in {last_month:%b}. selfcare supervision hours"
    assert line in shown.splitlines()
    assert "Supervision:" not in home.run("cpd", "list", "--regulator", "nmc").out
