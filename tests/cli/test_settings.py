"""`settings`: two clear files that say so, and all else inside the journal."""

from unittest import mock

import pytest
from tests.conftest import Home

from selfcare import settings as table


def shown(home: Home) -> dict[str, str]:
    found: dict[str, str] = home.run("settings", "show", "--json").object["settings"]
    return found


def test_a_setting_of_the_journal_is_kept_inside_it(home: Home) -> None:
    changed = home.run("settings", "set", "interval_line", "21", "--json")
    assert (changed.code, changed.object) == (0, {"format": 1, "settings": {"interval_line": "21"}})
    assert shown(home)["interval_line"] == "21"
    assert home.run("settings", "set", "role", "nurse", passphrase="wrong").code == 12


def test_a_setting_that_is_kept_in_clear_says_so_and_needs_no_passphrase(home: Home) -> None:
    answer = home.run("settings", "set", "nation", "wales", passphrase=None)
    assert answer.code == 0
    assert "not encrypted" in answer.out
    assert 'nation = "wales"' in (home.path / "config" / "selfcare" / "config.toml").read_text()


def test_the_start_of_the_day_decides_which_day_a_night_files_under(home: Home) -> None:
    home.run("settings", "set", "day_starts_at", "12:00")
    home.run("note", "the end of a night", "--at", "2026-01-06 09:30")
    home.run("good", "the start of one", "--at", "2026-01-06 12:30")
    assert {each["kind"]: each["day"] for each in home.records()} == {"note": "2026-01-05", "good": "2026-01-06"}


def test_a_contact_is_shown_by_help_now_and_can_be_taken_away(home: Home) -> None:
    assert home.run("settings", "set", "contact", "My", "union=01632 960002", passphrase=None).code == 0
    assert "01632 960002" in home.run("help-now", passphrase=None).out
    taken = home.run("settings", "set", "contact", "My union=", passphrase=None)
    assert (taken.code, taken.out) == (0, "That contact is taken away.\n")
    assert "01632 960002" not in home.run("help-now", passphrase=None).out


def test_a_remembered_folder_is_used_where_none_is_named(home: Home) -> None:
    folder = home.environment.pop("SELFCARE_JOURNAL")
    assert home.run("list").code == 10
    assert home.run("settings", "set", "journal", folder).code == 0
    assert home.run("list").code == 0


def test_a_slip_in_the_clear_file_stands_in_nobody_s_way(home: Home) -> None:
    config = home.path / "config" / "selfcare"
    config.mkdir(parents=True)
    (config / "config.toml").write_text("nation = [broken")
    (config / "contacts.toml").write_text("contacts = 7")
    assert home.run("help-now", passphrase=None).code == 0
    for words in (["nation", "scotland"], ["contact", "Union=1"]):
        refused = home.run("settings", "set", *words)
        assert refused.code == 1
        assert str(config) in refused.err
    assert (config / "config.toml").read_text() == "nation = [broken"


def test_a_folder_typed_short_is_found_from_anywhere(home: Home) -> None:
    del home.environment["SELFCARE_JOURNAL"]
    assert home.run("settings", "set", "journal", "journal").code == 0
    elsewhere = home.path / "elsewhere"
    elsewhere.mkdir()
    assert Home(elsewhere, home.environment).run("list").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["no-such-setting", "x"],
        ["nation", "atlantis"],
        ["day_starts_at", "13:00"],
        ["interval_line", "0"],
        ["interval_line", "-5"],
        ["plain", "maybe"],
        ["role", "pirate"],
        ["contact", "no number"],
        ["contact", "nobody="],
        ["nation"],
        [],
    ],
)
def test_a_value_that_cannot_be_is_2_and_nothing_changes(home: Home, words: list[str]) -> None:
    answer = home.run("settings", "set", *words)
    assert (answer.code, len(answer.err.splitlines())) == (2, 2), answer
    assert not (home.path / "config").exists()


def test_the_clear_file_is_read_once_for_a_command(home: Home) -> None:
    with mock.patch.object(table, "load_config", side_effect=table.load_config) as read:
        assert home.run("list").code == 0
    assert read.call_count == 1
