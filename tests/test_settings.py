"""Settings, and the two files in clear: nothing in them stops anything."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.conftest import Home

from selfcare import places, settings
from selfcare.errors import Failed, Usage
from selfcare.settings import SETTINGS, Contact

QUICK = hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

BROKEN = {
    "not TOML": b"nation = = scotland",
    "not UTF-8": b"nation = '\xff'",
    "cut short": b'nation = "scot',
    "nested too deep": b"nation = " + b"[" * 100_000,
    "tables too deep": b"[" + b"a." * 3_000 + b"a]",
    "a huge number": b"nation = " + b"9" * 10_000,
    "a name twice": b'nation = "wales"\nnation = "wales"',
    "nothing": b"",
    "NUL": b"\0",
}
ODD = {
    "numbers": b"nation = 7\nplain = true\njournal = 1.5\ncontacts = 3",
    "other words": b'nation = "france"\nplain = "maybe"\njournal = "a\\u0000b"',
    "other contacts": b'contacts = ["x", 1, {label = 1, number = "2"}]',
    "unknown names": b'colour = "blue"\n[deep.er]\nx = 1\n[[contacts]]\nname = "no label"',
}


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the clear files; it does not exist yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv(places.JOURNAL_VARIABLE, raising=False)
    return places.config_folder()


@pytest.fixture
def write(config: Path) -> Callable[[str, bytes], None]:
    def write(name: str, content: bytes) -> None:
        config.mkdir(parents=True, exist_ok=True)
        (config / name).write_bytes(content)

    return write


@pytest.mark.parametrize("content", [*BROKEN.values(), *ODD.values()], ids=[*BROKEN, *ODD])
def test_a_broken_file_has_only_defaults(write: Callable[[str, bytes], None], content: bytes) -> None:
    write(settings.CONFIG_FILE, content)
    write(settings.CONTACTS_FILE, content)
    loaded = settings.load_config()
    assert {name: loaded[name] for name in SETTINGS} == {name: each.default for name, each in SETTINGS.items()}
    assert settings.load_contacts() == ()


@pytest.mark.parametrize("content", [*BROKEN.values(), *ODD.values()], ids=[*BROKEN, *ODD])
def test_a_broken_file_stops_no_command(home: Home, content: bytes) -> None:
    folder = Path(home.environment["XDG_CONFIG_HOME"]) / "selfcare"
    folder.mkdir(parents=True)
    for name in (settings.CONFIG_FILE, settings.CONTACTS_FILE):
        (folder / name).write_bytes(content)
    shown = home.run("help-now", passphrase=None)
    assert (shown.code, shown.err) == (0, "")
    assert "999" in shown.out


def test_the_good_parts_of_a_file_with_slips_are_used(write: Callable[[str, bytes], None]) -> None:
    write(settings.CONFIG_FILE, b'nation = "wales"\nplain = 7\nother = "x"')
    write(settings.CONTACTS_FILE, b'[[contacts]]\nlabel = "Sam"\nnumber = "1"\n[[contacts]]\nlabel = "no number"')
    loaded = settings.load_config()
    assert (loaded["nation"], loaded["plain"]) == ("wales", "no")
    assert settings.load_contacts() == (Contact("Sam", "1"),)


@QUICK
@given(st.binary(max_size=60))
def test_no_bytes_stop_the_reading(write: Callable[[str, bytes], None], content: bytes) -> None:
    for name in (settings.CONFIG_FILE, settings.CONTACTS_FILE):
        write(name, content)
    settings.load_config()
    settings.load_contacts()


@QUICK
@given(st.lists(st.builds(Contact, st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))))
def test_contacts_come_back_as_they_were_written(config: Path, contacts: list[Contact]) -> None:
    settings.save_contacts(tuple(contacts))
    assert settings.load_contacts() == tuple(contacts)


def test_one_setting_is_kept_and_the_others_stay(config: Path) -> None:
    settings.save_config("nation", "scotland")
    settings.save_config("plain", "yes")
    loaded = settings.load_config()
    assert (loaded["nation"], loaded["plain"]) == ("scotland", "yes")


def test_the_clear_files_are_for_their_owner_alone(config: Path) -> None:
    settings.save_config("nation", "scotland")
    settings.save_contacts((Contact("Sam", "1"),))
    assert stat.S_IMODE(config.stat().st_mode) == 0o700
    for each in config.iterdir():
        assert stat.S_IMODE(each.stat().st_mode) == 0o600, each.name


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("nation", ["england", "northern-ireland"], ["", "England", "uk"]),
        ("plain", ["yes", "no"], ["true", "1", ""]),
        ("journal", ["/a/b", ""], ["a\0b"]),
        ("role", ["nurse", "other"], ["doctor", ""]),
        (
            "day_starts_at",
            ["00:00", "05:00", "11:59", "12:00"],
            ["12:01", "24:00", "5:00", "05:60", "05:00\n", "٠٥:٠٠", "0٥:00", "05:0٠"],
        ),
        ("summary_items", ["none", "energy", "energy,load", ""], ["Energy", "a;b", "1st"]),
        ("interval_clinical", ["1", "30", "999"], ["0", "1000", "-1", "3.5", "", "٣", "1٣"]),
        ("interval_line", ["7"], ["07"]),
    ],
)
def test_a_setting_takes_its_own_values_alone(name: str, good: list[str], bad: list[str]) -> None:
    for words in good:
        assert SETTINGS[name].read(words) == words
    for words in bad:
        with pytest.raises(Usage) as refusal:
            SETTINGS[name].read(words)
        assert refusal.value.hint


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS.keys())
def test_each_setting_says_what_it_is_for_and_takes_its_own_default(setting: settings.Setting) -> None:
    assert setting.help.endswith(".")
    assert setting.default == "" or setting.read(setting.default) == setting.default


def test_items_may_be_typed_with_spaces() -> None:
    assert SETTINGS["summary_items"].read(" energy , load,") == "energy,load"
    assert settings.chosen_items("energy,load") == ("energy", "load")
    assert settings.chosen_items("none") == settings.chosen_items("") == ()


def test_an_unknown_name_is_answered_with_the_names() -> None:
    assert settings.find("nation").name == "nation"
    with pytest.raises(Usage) as refusal:
        settings.find("natoin")
    assert "nation" in refusal.value.hint


def test_a_setting_in_the_journal_is_kept_there_and_checked(home: Home) -> None:
    with home.open() as journal:
        assert journal.setting("day_starts_at") == "05:00"
        journal.set_setting("day_starts_at", "12:00")
        with pytest.raises(Usage):
            journal.set_setting("day_starts_at", "25:00")
    with home.open() as journal:
        assert journal.setting("day_starts_at") == "12:00"
        assert settings.start_of_day(journal.setting("day_starts_at")) == settings.start_of_day("12:00")


def test_the_folder_named_wins_over_the_environment_and_that_over_the_one_remembered(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    usual = tmp_path / "data" / "selfcare"
    assert places.journal_folder(None, None) == places.journal_folder(None, "") == usual
    assert places.journal_folder(None, "/remembered") == Path("/remembered")
    monkeypatch.setenv(places.JOURNAL_VARIABLE, "/environment")
    assert places.journal_folder(None, "/remembered") == Path("/environment")
    assert places.journal_folder("/named", "/remembered") == Path("/named")
    monkeypatch.setenv(places.JOURNAL_VARIABLE, "")
    assert places.journal_folder(None, "/remembered") == Path("/remembered")


def test_a_tilde_is_the_home_folder_and_that_of_nobody_stays(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert places.journal_folder("~/x", None) == tmp_path / "x"
    assert places.journal_folder(None, "~nobody-of-this-name/x") == Path("~nobody-of-this-name/x")


def test_a_folder_is_remembered_by_its_full_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative one would be another folder wherever the next command is run."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    assert SETTINGS["journal"].read("journals/mine") == str(tmp_path / "journals" / "mine")
    assert SETTINGS["journal"].read("~/x") == str(tmp_path / "home" / "x")


def test_a_start_of_the_day_that_cannot_be_is_the_usual_one() -> None:
    assert settings.start_of_day("0٥:00") == settings.start_of_day("late") == settings.start_of_day("05:00")


SLIPS = {name: content for name, content in BROKEN.items() if name != "nothing"}


@pytest.mark.parametrize("content", SLIPS.values(), ids=SLIPS)
def test_a_file_with_a_slip_is_never_written_over(write: Callable[[str, bytes], None], content: bytes) -> None:
    """All that it says would be lost with it."""
    for name in (settings.CONFIG_FILE, settings.CONTACTS_FILE):
        write(name, content)
    with pytest.raises(Failed, match=settings.CONFIG_FILE):
        settings.save_config("nation", "scotland")
    with pytest.raises(Failed, match=settings.CONTACTS_FILE):
        settings.save_contacts((Contact("Sam", "1"),))
    for name in (settings.CONFIG_FILE, settings.CONTACTS_FILE):
        assert (places.config_folder() / name).read_bytes() == content


def test_a_contact_that_cannot_be_read_is_not_lost_with_the_next_one(write: Callable[[str, bytes], None]) -> None:
    write(settings.CONTACTS_FILE, b'[[contacts]]\nlabel = "Sam"\nnumber = 116123')
    with pytest.raises(Failed):
        settings.save_contacts((Contact("Union", "1"),))
    assert b"116123" in (places.config_folder() / settings.CONTACTS_FILE).read_bytes()


def test_what_this_version_does_not_know_stays_in_the_file(write: Callable[[str, bytes], None], config: Path) -> None:
    write(settings.CONFIG_FILE, b'colour = "blue"\nplain = "maybe"')
    settings.save_config("nation", "wales")
    assert (config / settings.CONFIG_FILE).read_text() == 'colour = "blue"\nplain = "maybe"\nnation = "wales"\n'
