"""Finding records and changing them; the bin, back from it, and for good."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.conftest import PASSPHRASE, Answer, Home
from tests.terminal import CTRL_C, ENTER, at_terminal

from selfcare import when
from selfcare.journal import envelope as envelopes
from selfcare.journal.kinds import KINDS
from selfcare.journal.records import put

CARD = {"id": "own-card", "name": "C", "about": "A", "lines": ["One"], "source": "S"}


@pytest.fixture
def three(home: Home) -> Home:
    """A home with three records on three days, the reflection the latest."""
    answers = {"what": "A hard visit", "now_what": "Ask for help"}
    records = (
        ("note", {"text": "Long handover in the rain"}, "2026-01-05", "rain"),
        ("good", {"text": "She laughed"}, "2026-01-06", ""),
        ("reflection", {"template": "quick", "answers": answers}, "2026-01-07", "visits"),
    )
    with home.open() as journal:
        for kind, content, day, tag in records:
            at = datetime.fromisoformat(f"{day}T18:00:00+00:00")
            put(journal, envelopes.new(kind, content, at=at, tags=(tag,)))
    return home


def kinds(answer: Answer) -> list[str]:
    return [each["kind"] for each in answer.object["records"]]


def handle_of(home: Home, kind: str) -> str:
    (handle,) = (each["handle"] for each in home.records() if each["kind"] == kind)
    return str(handle)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], ["reflection", "good", "note"]),
        (["-n", "2"], ["reflection", "good"]),
        (["--kind", "note", "--kind", "good"], ["good", "note"]),
        (["--since", "2026-01-06"], ["reflection", "good"]),
        (["--until", "2026-01-06"], ["good", "note"]),
        (["--since", "2026-01-06", "--until", "2026-01-06"], ["good"]),
        (["--tag", "#Rain"], ["note"]),
        (["--tag", "rain", "--tag", "visits"], []),
    ],
)
def test_a_list_is_the_latest_first_and_every_option_narrows_it(
    three: Home, words: list[str], expected: list[str]
) -> None:
    assert kinds(three.run("list", "--json", *words)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["handover"], ["note"]),
        (["HAND"], ["note"]),
        (["long", "rain"], ["note"]),
        (["hard visit"], ["reflection"]),
        (["visit hard"], []),
        (["visits"], ["reflection"]),
        (["a", "--kind", "reflection"], ["reflection"]),
        (['"quoted*'], []),
        (["laughed OR handover"], []),
    ],
)
def test_a_search_takes_words_their_beginnings_and_phrases(three: Home, words: list[str], expected: list[str]) -> None:
    assert kinds(three.run("search", "--json", *words)) == expected


def test_a_long_note_is_cut_in_a_list_and_whole_in_show_and_json(home: Home) -> None:
    words = "word " * 3000 + "end"
    home.run("note", words)
    (record,) = home.run("list", "--json").object["records"]
    assert record["fields"]["text"] == words
    for lister in (("list",), ("search", "word")):
        listed = home.run(*lister).out
        assert len(listed) < 300
        assert listed.rstrip().endswith("…")
    assert "end" in home.run("show", record["handle"]).out


def test_show_prints_a_record_whole(three: Home) -> None:
    shown = three.run("show", handle_of(three, "reflection"))
    assert "A hard visit" in shown.out
    assert "Ask for help" in shown.out


def test_an_edit_changes_one_text_and_keeps_the_earlier_version(three: Home) -> None:
    handle = handle_of(three, "reflection")
    edited = three.run("edit", handle, "--set", "what=-", "--tag", "Night", "--untag", "visits", "--json", stdin="New")
    assert edited.object["record"]["fields"]["answers"] == {"what": "New", "now_what": "Ask for help"}
    assert edited.object["record"]["tags"] == ["night"]
    versions = three.run("show", handle, "--history", "--json").object["records"]
    assert [each["fields"]["answers"]["what"] for each in versions] == ["A hard visit", "New"]
    assert kinds(three.run("search", "hard", "--json")) == []
    assert kinds(three.run("search", "new", "--json")) == ["reflection"]


def test_an_edit_at_a_terminal_leaves_alone_what_is_skipped(three: Home) -> None:
    handle = handle_of(three, "reflection")
    with at_terminal(three, "edit", handle, environment={"SELFCARE_PASSPHRASE": PASSPHRASE}) as terminal:
        assert "template" not in terminal.types("\x15A harder visit")
        assert "What now?" in terminal.types("")
        assert terminal.ends() == 0
    assert fields_of(three, handle)["answers"] == {"what": "A harder visit", "now_what": "Ask for help"}


def test_an_edit_asks_for_each_of_two_answers_with_the_same_words(home: Home) -> None:
    home.run("reflect", "--answer", "what=A hard visit", "--answer", "now_what=A hard visit")
    handle = home.records()[0]["handle"]
    with at_terminal(home, "edit", handle, environment={"SELFCARE_PASSPHRASE": PASSPHRASE}) as terminal:
        terminal.until("leaves a text as it is")
        terminal.until("What happened?")
        terminal.types("\x15A harder visit")
        terminal.until("What now?")
        terminal.types("")
        assert terminal.ends() == 0
    assert fields_of(home, handle)["answers"] == {"what": "A harder visit", "now_what": "A hard visit"}


def fields_of(home: Home, handle: str) -> dict[str, Any]:
    (fields,) = (each["fields"] for each in home.records() if each["handle"] == handle)
    return dict(fields)


def test_an_edit_begins_with_the_text_as_it_stands(three: Home) -> None:
    """One word is changed by typing one word."""
    three.run("note", "A long shift with no brake")
    handle = three.records()[0]["handle"]
    with at_terminal(three, "edit", handle, environment={"SELFCARE_PASSPHRASE": PASSPHRASE}) as terminal:
        terminal.asked()
        terminal.until("no brake")
        terminal.presses("\x7f" * len("brake"))
        terminal.presses(f"break{ENTER}")
        assert terminal.ends() == 0
    assert three.run("show", handle, "--json").object["records"][0]["fields"] == {"text": "A long shift with no break"}


@pytest.mark.parametrize(("answer", "kept"), [("", "Half of a new line"), ("n", "One line")])
def test_an_edit_that_is_stopped_asks_whether_to_keep_the_change(three: Home, answer: str, kept: str) -> None:
    three.run("note", "One line")
    handle = three.records()[0]["handle"]
    with at_terminal(three, "edit", handle, environment={"SELFCARE_PASSPHRASE": PASSPHRASE}) as terminal:
        terminal.asked()
        terminal.presses("\x15Half of a new line")
        terminal.until("Half of a new line")
        terminal.presses(CTRL_C)
        terminal.types(answer, at="[Y/n] ")
        assert terminal.ends() == (0 if kept.startswith("Half") else 130)
    assert three.run("show", handle, "--json").object["records"][0]["fields"] == {"text": kept}


def test_an_edited_moment_files_under_its_own_day(three: Home) -> None:
    edited = three.run("edit", handle_of(three, "note"), "--at", "2026-01-03 02:00", "--json")
    assert edited.object["record"]["day"] == "2026-01-02"


FAR_OFF = [
    ["note", "x", "--at", "0001-01-01"],
    ["reflect", "--answer", "what=x", "--at", "0001-01-01"],
    ["checkin", "--week", "0001-W01", "--rate", "sleep=5"],
    ["supervision", "log", "--held", "0001-01-01"],
    ["supervision", "log", "--held", "2026-01-05", "--next", "9999-12-31"],
    ["plan", "add", "Swim", "--verb", "grow", "--review", "9999-12-31"],
]


def test_a_date_in_another_age_is_refused_and_leaves_the_journal_usable(three: Home) -> None:
    for words in [*FAR_OFF, ["edit", handle_of(three, "note"), "--at", "0001-01-01"]]:
        assert three.run(*words).code == 2, words
    assert len(three.run("list", "--json").object["records"]) == 3


@pytest.mark.parametrize("words", [[], ["--set", "no_such_text=x"], ["--set", "what="], ["--set", "what=\ta\n"]])
def test_an_edit_that_changes_nothing_it_may_change(three: Home, words: list[str]) -> None:
    """Without a terminal an edit needs something to do, and a text is never emptied by a slip."""
    handle = handle_of(three, "reflection")
    before = fields_of(three, handle)
    answer = three.run("edit", handle, *words)
    if words == ["--set", "what=\ta\n"]:
        assert (answer.code, fields_of(three, handle)["answers"]["what"]) == (0, "\ta\n")
    else:
        assert (answer.code, fields_of(three, handle)) == (2, before), answer


def test_share_levels_are_set_and_a_theme_is_kept(three: Home) -> None:
    handle = handle_of(three, "note")
    shared = three.run("share", handle, "theme", "--theme", "Holding risk alone", "--json").object["record"]
    assert (shared["share"], shared["theme"]) == ("theme", "Holding risk alone")
    private = three.run("share", handle, "private", "--json").object["record"]
    assert private["share"] == "private"


def test_today_is_the_day_that_records_file_under(three: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a night it is still yesterday."""
    monkeypatch.setattr(when, "now", lambda: datetime(2026, 3, 11, 9, tzinfo=UTC))
    three.run("settings", "set", "day_starts_at", "12:00")
    three.run("note", "the end of a night")
    assert [each["day"] for each in three.run("list", "--since", "today", "--json").object["records"]] == ["2026-03-10"]
    assert kinds(three.run("search", "night", "--since", "today", "--json")) == ["note"]


FOR_NOBODY_ELSE: dict[str, dict[str, Any]] = {
    "session": {"held": "2026-01-05", "unsaid": "words"},
    "tool_choice": {"tool": "feet", "choice": "kept"},
    "tool_use": {"tool": "feet", "helped": 5},
    "guidance": {"section": "cards", "entry": CARD},
}


@pytest.mark.parametrize("kind", FOR_NOBODY_ELSE)
def test_what_no_summary_takes_cannot_be_shared(home: Home, kind: str) -> None:
    """To say that it gives its text would not be true."""
    with home.open() as journal:
        handle = put(journal, envelopes.new(kind, FOR_NOBODY_ELSE[kind])).handle
    for level in ("share", "theme"):
        assert home.run("share", handle, level, "--theme", "a line").code == 2
    (record,) = home.run("show", handle, "--json").object["records"]
    assert (record["share"], record["theme"]) == ("private", "")
    assert home.run("share", handle, "private").code == 0


def test_own_guidance_is_not_edited_in_place(home: Home) -> None:
    """Old answers hang on its id: another wording is another entry."""
    with home.open() as journal:
        handle = put(journal, envelopes.new("guidance", FOR_NOBODY_ELSE["guidance"])).handle
    refused = home.run("edit", handle, "--set", "about=something else")
    assert (refused.code, "replaces" in refused.err) == (2, True)
    assert fields_of_any(home, handle)["entry"] == CARD
    assert home.run("edit", handle, "--tag", "mine").code == 0


WITH_IDS: dict[str, tuple[dict[str, Any], str, str]] = {
    "session": ({"kind": "line", "mode": "in-person", "held": "2026-10-01", "role": "my manager"}, "role", "kind mode"),
    "reflection": ({"template": "quick", "answers": {"what": "x"}}, "answers.what", "template"),
    "trigger": ({"kind": "workload", "situation": "x", "next": "later"}, "situation", "kind next"),
    "tool_use": ({"tool": "walk-10"}, "none", "tool"),
}


@pytest.mark.parametrize("kind", WITH_IDS)
def test_no_id_is_edited_and_the_texts_are_named(home: Home, kind: str) -> None:
    content, texts, ids = WITH_IDS[kind]
    with home.open() as journal:
        handle = put(journal, envelopes.new(kind, content)).handle
    for name in ids.split():
        refused = home.run("edit", handle, "--set", f"{name}=Zebedee")
        assert (refused.code, refused.err) == (2, f"This record has no such text.\nIts texts are: {texts}.\n")
    assert fields_of_any(home, handle) == content


def test_a_day_and_a_choice_are_edited_as_far_as_they_are_one(home: Home) -> None:
    with home.open() as journal:
        content = {"what": "Ask for cover", "owner": "me", "due": "2026-12-01"}
        handle = put(journal, envelopes.new("action", content)).handle
    assert home.run("edit", handle, "--set", "due=2026-12-24", "--set", "owner=supervisor").code == 0
    for slip in ("due=soon, says Zebedee", "owner=Zebedee"):
        refused = home.run("edit", handle, "--set", slip)
        assert (refused.code, "Zebedee" in refused.err) == (2, False)
    assert fields_of_any(home, handle) == {**content, "due": "2026-12-24", "owner": "supervisor"}


def fields_of_any(home: Home, handle: str) -> dict[str, Any]:
    (record,) = home.run("show", handle, "--json").object["records"]
    return dict(record["fields"])


def test_what_is_removed_can_come_back(three: Home) -> None:
    handle = handle_of(three, "note")
    assert three.run("remove", handle).code == 0
    assert kinds(three.run("list", "--json")) == ["reflection", "good"]
    assert kinds(three.run("search", "handover", "--json")) == []
    assert kinds(three.run("bin", "list", "--json")) == ["note"]
    assert three.run("bin", "restore", handle).code == 0
    assert kinds(three.run("search", "handover", "--json")) == ["note"]


def test_emptying_the_bin_asks_first_and_then_erases(three: Home) -> None:
    handle = handle_of(three, "note")
    three.run("remove", handle)
    assert three.run("bin", "empty").code == 2
    with at_terminal(three, "bin", "empty", environment={"SELFCARE_PASSPHRASE": PASSPHRASE}) as terminal:
        terminal.types("", at="[y/N] ")
        assert terminal.ends() == 0
    assert kinds(three.run("bin", "list", "--json")) == ["note"]
    assert three.run("bin", "empty", "--yes", "--json").object["erased"] == 1
    assert three.run("show", handle).code == 2
    assert three.run("bin", "restore", handle).code == 2


@pytest.mark.parametrize("command", ["list", "search"])
def test_help_lists_what_kinds_there_are(empty_home: Home, command: str) -> None:
    shown = " ".join(empty_home.run(command, "--help", passphrase=None).out.split())
    (named,) = re.findall(r"Only this kind: (.*?)\.", shown)
    assert set(re.split(", | or ", named)) == set(KINDS)


def test_a_list_has_nouns_and_no_ids(three: Home) -> None:
    three.run("toolbox", "used", "feet", "--helped", "6")
    three.run("trigger", "--kind", "complaint")
    shown = three.run("list").out
    for noun in ("use of a tool", "trigger note", "good moment", "reflection"):
        assert f"  {noun:<13}  " in shown
    assert "tool_use" not in shown


def test_the_bin_has_the_nouns_of_the_list(three: Home) -> None:
    use = three.run("toolbox", "used", "feet", "--helped", "6", "--json").object["record"]["handle"]
    three.run("remove", use)
    (line,) = three.run("bin", "list").out.splitlines()
    assert line.startswith(use)
    assert line.endswith("  use of a tool  Feet on the floor, helped 6")


def test_at_a_terminal_a_list_says_what_its_marks_mean(three: Home) -> None:
    def listed() -> str:
        with at_terminal(three, "list") as terminal:
            terminal.whispers(PASSPHRASE, at="Passphrase: ")
            assert terminal.ends() == 0
        return terminal.seen

    assert "supervision" not in listed()
    three.run("share", handle_of(three, "note"), "theme", "--theme", "Handovers")
    assert "~ gives its theme to supervision." in listed()
    three.run("share", handle_of(three, "good"), "share")
    assert "~ gives its theme to supervision; + gives its text to supervision." in listed()


def test_an_empty_line_stands_between_two_versions(three: Home) -> None:
    handle = handle_of(three, "note")
    three.run("edit", handle, "--set", "text=Another handover")
    shown = three.run("show", handle, "--history").out
    assert shown.startswith("Version 1 of 2")
    assert "in the rain\n\nVersion 2 of 2" in shown


@pytest.mark.parametrize(
    ("typed", "theme", "said"),
    [("Holding risk alone", "Holding risk alone", "its tags and its theme line"), ("", "", "gives its tags alone")],
)
def test_at_a_terminal_a_theme_without_a_line_is_asked_for_it(three: Home, typed: str, theme: str, said: str) -> None:
    handle = handle_of(three, "note")
    with at_terminal(three, "share", handle, "theme") as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        terminal.types(typed)
        assert terminal.ends() == 0
    assert said in terminal.seen
    (note,) = [each for each in three.records() if each["kind"] == "note"]
    assert (note["share"], note["theme"]) == ("theme", theme)


def test_a_theme_says_what_it_gives_where_nobody_can_be_asked(three: Home) -> None:
    """A line that is there already is not asked for again."""
    tagged, bare = handle_of(three, "note"), handle_of(three, "good")
    assert f"{tagged} gives its tags alone to" in three.run("share", tagged, "theme").out
    assert "gives its tags and its theme line to" in three.run("share", tagged, "theme", "--theme", "A line").out
    with at_terminal(three, "share", tagged, "theme") as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        assert terminal.ends() == 0
    assert "its theme line" in terminal.seen
    assert f"{bare} has no theme line and no tags to give." in three.run("share", bare, "theme").out
    assert "gives its theme line to" in three.run("share", bare, "theme", "--theme", "A line").out


def test_a_long_noun_does_not_break_the_columns(home: Home) -> None:
    home.run("reflect", "--answer", "what=alpha")
    home.run("supervision", "log", "--held", "2026-11-02", "--kind", "line", "--minutes", "60")
    for name in [each["handle"] for each in home.records()]:
        home.run("remove", name)
    lines = home.run("bin", "list").out.splitlines()
    assert any("supervision session" in line for line in lines)
    assert len({len(line[: line.rindex("  ")]) for line in lines}) == 1, lines


@pytest.mark.parametrize("options", [(), ("--plain",)], ids=["drawn", "plain"])
def test_a_terminal_lists_the_latest_twenty_and_a_pipe_all(home: Home, options: tuple[str, ...]) -> None:
    with home.open() as journal:
        for number in range(21):
            put(journal, envelopes.new("note", {"text": f"number {number}."}))
    source = {"SELFCARE_PASSPHRASE": PASSPHRASE}
    with at_terminal(home, "list", *options, environment=source) as person:
        assert person.ends() == 0
        assert "number 20." in person.seen
        assert "number 0." not in person.seen
        assert "The latest 20. More: -n 100" in person.seen
    assert "number 0." in home.run("list", *options).out
