"""`supervision summary`: what was chosen goes out, checked; nothing else does, and nothing is overwritten unasked."""

import json
import stat
import sys
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import at_terminal

from selfcare import when
from selfcare.journal import envelope as envelopes
from selfcare.journal.records import put

PHONE = "07700 900123"
SECRET = "a private heronry"


def keep(home: Home, kind: str, text: str, **parts: object) -> None:
    """Keep one record in the home's journal, without the cost of a process."""
    with home.open() as journal:
        put(journal, envelopes.new(kind, {"text": text}, **parts))  # type: ignore[arg-type]


def summary(home: Home, *words: str) -> str:
    answer = home.run("supervision", "summary", *words)
    assert answer.code == 0, answer.err
    return answer.out


def test_only_what_was_chosen_is_in_it(home: Home) -> None:
    keep(home, "note", SECRET)
    keep(home, "note", f"{SECRET}, told at length", share="theme", theme="Carrying a heavy caseload")
    keep(home, "good", "A quiet cup of tea", share="share")
    page = summary(home)
    assert page.startswith("Supervision summary\n\nWhat I need from you\n")
    assert "Carrying a heavy caseload" in page
    assert "A quiet cup of tea" in page
    assert "heronry" not in page
    assert "Left out: 1 private record; the text of 1 record brought as a theme." in page
    assert max(map(len, page.splitlines())) <= 80


@pytest.mark.parametrize("words", [(), ("--json",), ("--to", "page.md"), ("--to", "page.txt"), ("--to", "page.json")])
def test_an_identifier_stops_whatever_leaves_the_screen(home: Home, words: tuple[str, ...]) -> None:
    keep(home, "note", f"ring {PHONE}", share="share", tags=("advocacy",))
    answer = home.run("supervision", "summary", *words)
    assert answer.code == 22
    assert "phone (Mediation: me, the organisation and other agencies, item 1, " in answer.err
    assert PHONE not in answer.out + answer.err
    assert answer.out == ""
    assert not list(home.path.glob("page*"))


def test_an_error_in_json_names_its_cause(home: Home) -> None:
    keep(home, "note", f"ring {PHONE}", share="share")
    told = json.loads(home.run("supervision", "summary", "--json").err)["error"]
    assert (told["slug"], told["exit"]) == ("identifiers-found", 22)


def test_identifiers_in_private_records_and_under_themes_stop_nothing(home: Home) -> None:
    keep(home, "note", f"ring {PHONE}")
    keep(home, "note", f"ring {PHONE}", share="theme", theme="Ringing around")
    assert "Ringing around" in summary(home)


def test_placeholders_can_take_the_place_of_identifiers(home: Home) -> None:
    keep(home, "note", f"ring {PHONE}, yes {PHONE}", share="share")
    answer = home.run("supervision", "summary", "--replace-all", "--to", "page.md")
    assert answer.code == 0
    assert "phone (2)" in answer.err
    assert "- ring [phone 1], yes [phone 1]\n" in (home.path / "page.md").read_text("utf-8")


def test_help_lines_may_be_named(home: Home) -> None:
    keep(home, "note", "I rang Samaritans on 116 123, and SANEline on 0300 304 7000", share="share")
    assert "116 123" in summary(home)


def test_a_file_is_private_and_its_path_is_alone_on_a_line(home: Home) -> None:
    answer = home.run("supervision", "summary", "--to", "page.md")
    file = home.path / "page.md"
    assert answer.out == "page.md\n"
    assert "Anyone who has this file can read it." in answer.err
    assert file.read_text("utf-8").startswith("# Supervision summary\n\n## What I need from you\n")
    assert "No check finds everything" in file.read_text("utf-8")
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in home.path.iterdir() if "page" in each.name] == ["page.md"]


def test_a_file_that_is_there_stays_unless_forced(home: Home) -> None:
    file = home.path / "page.md"
    file.write_text("mine")
    assert home.run("supervision", "summary", "--to", "page.md").code == 2
    assert file.read_text() == "mine"
    assert home.run("supervision", "summary", "--to", "page.md", "--force").code == 0
    assert file.read_text("utf-8").startswith("# Supervision summary")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "page.csv"), "ending"),
        (("--to", "page.md", "--password"), "Only a PDF takes a password"),
        (("--to", "page.pdf", "--password"), "no terminal"),
        (("--to", "page.md", "--to-recipient", "age1nobody"), "no public key"),
        (("--format", "odt"), "no such format"),
        (("--to", "page"), "ending"),
        (("--profile", "mine"), "--profile"),
        (("--since", "whenever"), "--since"),
    ],
)
def test_what_cannot_be_done_is_said_at_once(home: Home, words: tuple[str, ...], said: str) -> None:
    answer = home.run("supervision", "summary", *words, passphrase=None)
    assert answer.code == 2
    assert said in answer.err
    assert len(answer.err.splitlines()) == 2
    assert not list(home.path.glob("page*"))


def test_what_placeholders_did_not_cure_is_not_met_with_the_same_advice(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    reflect = ("reflect", "--answer", "what=Rang 07700 900123", "--share", "share")
    assert home.run(*reflect).code == 0
    assert "--replace-all" in home.run("supervision", "summary", "--to", "page.md").err
    monkeypatch.setattr("selfcare.redaction.check.replaced", lambda document, *_, **__: document)
    answer = home.run("supervision", "summary", "--to", "page.md", "--replace-all")
    assert answer.code == 22
    assert "--replace-all" not in answer.err
    assert "selfcare share ID private" in answer.err


def test_the_format_follows_the_ending_unless_it_is_named(home: Home) -> None:
    summary(home, "--to", "page.txt")
    summary(home, "--to", "page.json")
    summary(home, "--to", "notes.txt", "--format", "md")
    assert (home.path / "page.txt").read_text("utf-8").startswith("Supervision summary\n\nWhat")
    assert json.loads((home.path / "page.json").read_text("utf-8"))["format"] == 1
    assert (home.path / "notes.txt").read_text("utf-8").startswith("# Supervision summary")


@pytest.mark.parametrize("words", [("--json",), ("--format", "json")])
def test_json_has_the_form_that_scripts_rely_on(home: Home, words: tuple[str, ...]) -> None:
    keep(home, "good", "A quiet cup of tea", share="share")
    keep(home, "note", SECRET)
    content = json.loads(summary(home, *words))
    assert (content["format"], content["profile"]) == (1, "4x4x4")
    assert content["period"]["since"] is None
    assert content["left_out"]["private"] == 1
    good = next(each for each in content["sections"] if each["heading"].startswith("Going well"))
    assert good["items"] == [{"text": "A quiet cup of tea", "lines": []}]
    assert "heronry" not in json.dumps(content)


def on(day: int) -> AbstractContextManager[object]:
    """Noon on a day of November 2026."""
    return mock.patch.object(when, "now", return_value=datetime(2026, 11, day, 12, tzinfo=UTC))


def test_after_a_session_a_new_page_begins_with_its_day(home: Home) -> None:
    with on(16):
        keep(home, "note", "x", share="theme", theme="Brought last time")
    with on(17):
        keep(home, "note", "x", share="theme", theme="Shared on that day")
        home.run("supervision", "log", "--held", "today")
        keep(home, "note", "x", share="theme", theme="New since then")
        page = summary(home)
    assert "Brought last time" not in page
    assert "Shared on that day" in page
    assert "New since then" in page
    with on(18):
        assert json.loads(summary(home, "--json"))["left_out"]["earlier"] == 1
        assert "Brought last time" in summary(home, "--since", "-2d")


def test_a_file_comes_with_the_names_of_what_it_leaves_out(home: Home) -> None:
    """They are said to the person alone: the page has counts."""
    with on(16):
        keep(home, "note", "x", share="theme", theme="Brought last time")
    with on(17):
        home.run("supervision", "log", "--held", "today")
        home.run("trigger", "--kind", "complaint", "--next", "risk-to-share")
        old, risk = (each["handle"] for kind in ("note", "trigger") for each in home.records() if each["kind"] == kind)
        told = home.run("supervision", "summary", "--to", "page.md").err
        piped = home.run("supervision", "summary")
    assert f"not in here: {old}." in told
    assert f"1 record that you marked as a risk is private: {risk}.\nBring it: selfcare share {risk} share" in told
    page = (home.path / "page.md").read_text("utf-8") + piped.out + piped.err
    assert old not in page
    assert risk not in page
    with on(17):
        home.run("share", risk, "share")
        assert "as a risk" not in home.run("supervision", "summary", "--to", "page.md", "--force").err


def test_private_risks_are_named_to_the_person_on_their_own_screen(home: Home) -> None:
    for _ in range(2):
        home.run("trigger", "--kind", "complaint", "--next", "risk-to-share")
    with at_terminal(home, "supervision", "summary") as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        assert terminal.ends() == 0
    handles = ", ".join(each["handle"] for each in reversed(home.records()))
    assert f"2 records that you marked as a risk are private: {handles}." in terminal.seen


def test_a_record_that_was_shared_later_or_removed_is_treated_as_it_is_now(home: Home) -> None:
    keep(home, "note", "An old worry")
    home.run("supervision", "log", "--held", "today")
    (handle,) = [each["handle"] for each in home.records() if each["kind"] == "note"]
    home.run("share", handle, "share")
    assert "An old worry" in summary(home)
    home.run("remove", handle)
    assert "An old worry" not in summary(home)


def test_check_in_items_are_shown_only_where_the_setting_says_so(home: Home) -> None:
    with home.open() as journal:
        for week, energy in enumerate((7, 7, 7, 7, 3), start=40):
            fields = {"week": f"2026-W{week}", "ratings": {"energy": energy}, "facts": {}}
            put(journal, envelopes.new("checkin", fields))
    assert "Energy" not in summary(home)
    home.run("settings", "set", "summary_items", "energy")
    shown = summary(home)
    assert "Energy: less good than my usual ↓" in shown
    assert "By week" not in shown
    home.run("settings", "set", "summary_numbers", "yes")
    assert "By week: 3 gaps, 7, 7, 7, 7, 3" in summary(home)
    home.run("supervision", "summary", "--to", "page.html")
    assert "<svg" in (home.path / "page.html").read_text("utf-8")


def test_on_the_persons_own_screen_it_is_shown_with_what_would_stop_a_file(home: Home) -> None:
    keep(home, "note", f"ring {PHONE}", share="share")
    with at_terminal(home, "supervision", "summary") as terminal:
        terminal.whispers(PASSPHRASE, at="Passphrase: ")
        assert terminal.ends() == 0
    assert f"ring {PHONE}" in terminal.seen
    assert "would stop a file" in terminal.seen
    assert "phone: A reflection to explore, item 1" in terminal.seen


@pytest.mark.parametrize("reply", ["", "y"])
def test_at_a_terminal_overwriting_is_asked(home: Home, reply: str) -> None:
    file = Path(home.path / "page.md")
    file.write_text("mine")
    with at_terminal(home, "supervision", "summary", "--to", "page.md") as terminal:
        terminal.types(reply, at="[y/N] ")
        if reply:
            terminal.whispers(PASSPHRASE, at="Passphrase: ")
        assert terminal.ends() == 0
    assert (file.read_text("utf-8") == "mine") == (reply == "")
