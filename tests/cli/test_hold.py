"""The hold: while it is on nothing is deleted, and every command that would says so."""

import shutil
from datetime import UTC, datetime

import pytest
from tests.conftest import NOW, Home
from tests.fixtures import make
from tests.journal.making import note

from selfcare.errors import Failed
from selfcare.journal import bin as bins
from selfcare.journal import holding
from selfcare.journal.compacting import compact
from selfcare.journal.records import put
from selfcare.journal.retention import to_bin
from selfcare.journal.sweeping import sweep
from selfcare.vault import backups
from selfcare.vault.vault import Vault

pytestmark = pytest.mark.usefixtures("a_wednesday")
SINCE = "A hold is on since Wed 18 Nov 2026: nothing is deleted."


@pytest.fixture
def held(home: Home) -> Home:
    """A home with a hold, something in the bin, something old, and a name that was written before it was guarded."""
    for command in (
        ("note", "Abena rang"),
        ("note", "gone"),
        ("trigger", "--situation", "x", "--before", "5", "--at", "2025-01-02"),
        ("people", "add", "Abena Okafor"),
    ):
        assert home.run(*command).code == 0
    home.run("remove", next(each["handle"] for each in home.records() if each["fields"].get("text") == "gone"))
    assert home.run("vault", "hold", "on", "--why", "A complaint of March").code == 0
    return home


def test_no_hold_is_on_until_somebody_puts_it_on(home: Home) -> None:
    assert home.run("vault", "hold").out == "No hold is on: the bin can be emptied.\n"
    assert home.run("vault", "status", "--json").object["hold"] is None
    assert "A hold" not in home.run("vault", "status").out


def test_it_says_since_when_and_why(held: Home) -> None:
    why = {"since": "2026-11-18", "why": "A complaint of March"}
    assert held.run("vault", "hold", "--json").object["hold"] == why
    assert held.run("vault", "status", "--json").object["hold"] == why
    for words in (("vault", "hold"), ("vault", "status")):
        assert f"{SINCE} Why: A complaint of March\n" in held.run(*words).out


@pytest.mark.parametrize(
    "words",
    [
        ("bin", "empty", "--yes"),
        ("bin", "empty"),
        ("vault", "retention", "--bin", "trigger"),
        ("vault", "compact", "--yes"),
        ("vault", "compact", "--yes", "--new-key", "--recovery-to", "code.txt"),
        ("people", "sweep", "--yes"),
        ("people", "sweep"),
        ("people", "remove", "Larch", "--yes"),
    ],
    ids=" ".join,
)
def test_every_command_that_deletes_is_refused_and_nothing_changes(held: Home, words: tuple[str, ...]) -> None:
    before = held.records(), held.run("bin", "list").out, held.run("people", "list").out
    answer = held.run(*words)
    assert answer.code == 1, answer
    assert answer.err.splitlines()[0] == SINCE
    assert "selfcare vault hold off" in answer.err.splitlines()[1]
    assert len(answer.err.splitlines()) == 2
    assert (held.records(), held.run("bin", "list").out, held.run("people", "list").out) == before
    assert list((held.folder / "backups").glob("*")) == []
    assert not (held.path / "code.txt").exists()


def test_the_journal_itself_refuses_whatever_asks(held: Home) -> None:
    """Also where the hold was put on by another window after the question."""
    with held.open() as journal:
        with journal.reading() as session:
            old = bins.in_bin(session)
        for delete in (bins.empty, sweep, compact, lambda journal: to_bin(journal, old)):
            with pytest.raises(Failed, match="A hold is on"):
                delete(journal)


def test_writing_editing_and_the_bin_go_on(held: Home) -> None:
    handle = held.run("reflect", "--answer", "what=more", "--json").object["record"]["handle"]
    assert held.run("edit", handle, "--set", "what=less").code == 0
    assert held.run("remove", handle).code == 0
    assert held.run("bin", "restore", handle).code == 0
    assert held.run("vault", "retention", "--keep", "trigger").code == 0


def test_old_automatic_backups_stay(held: Home) -> None:
    held.run("settings", "set", "backups_kept", "1")
    for number in range(2):
        words = ("recovery", "new", "--recovery-to", f"code-{number}")
        assert held.run("vault", *words).code == 0
    assert len(backups.found(held.folder)) == 2
    held.run("vault", "hold", "off")
    assert held.run("vault", "recovery", "new", "--recovery-to", "code-2").code == 0
    assert len(backups.found(held.folder)) == 1


def test_today_asks_for_nothing_to_be_deleted(held: Home) -> None:
    assert "vault retention" not in held.run().out
    held.run("vault", "hold", "off")
    assert "vault retention" in held.run().out


def test_taken_off_deletion_goes_on_and_nothing_went_meanwhile(held: Home) -> None:
    off = held.run("vault", "hold", "off")
    assert off.out == "The hold is off. Nothing was deleted by that.\n"
    assert held.run("vault", "hold", "off").out == "No hold was on.\n"
    assert held.run("bin", "empty", "--yes", "--json").object["erased"] == 1


def test_put_on_again_it_keeps_its_day_and_takes_another_reason(held: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selfcare.when.now", lambda: NOW.replace(month=12))
    again = held.run("vault", "hold", "on", "--json").object["hold"]
    assert again == {"since": "2026-11-18", "why": "A complaint of March"}
    other = held.run("vault", "hold", "on", "--why", "-", "--json", stdin="A claim\nof April").object["hold"]
    assert other == {"since": "2026-11-18", "why": "A claim of April"}


def test_it_is_on_since_the_day_of_the_calendar(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the small hours a record is of the day before; a hold is what others ask the date of."""
    monkeypatch.setattr("selfcare.when.now", lambda: datetime(2026, 11, 22, 1, 42, tzinfo=UTC))
    assert home.run("vault", "hold", "on", "--json").object["hold"]["since"] == "2026-11-22"


def test_names_in_the_reason_are_put_away(held: Home) -> None:
    answer = held.run("vault", "hold", "on", "--why", "Complaint by Abena Okafor")
    assert "Why: Complaint by Larch" in answer.out
    assert "Put in for names: Larch" in answer.err


@pytest.fixture
def named(home: Home) -> Home:
    """A home with a hold whose reason names somebody who was put away afterwards."""
    home.run("vault", "hold", "on", "--why", "Complaint by Abena Okafor")
    home.run("people", "add", "Abena Okafor")
    return home


def why(home: Home) -> str:
    return str(home.run("vault", "hold", "--json").object["hold"]["why"])


def test_a_sweep_changes_the_reason_while_the_hold_is_on(named: Home) -> None:
    asked = named.run("people", "sweep")
    assert (asked.code, why(named)) == (2, "Complaint by Abena Okafor")
    swept = named.run("people", "sweep", "--yes")
    assert swept.code == 0
    assert "only its own reason can be changed now" in swept.err
    assert why(named) == "Complaint by Larch"


def test_a_sweep_changes_nothing_but_the_reason_and_says_so(named: Home) -> None:
    with named.open() as journal:
        journal.names.keep = True
        record = put(journal, note("Abena rang"))
    answer = named.run("people", "sweep", "--yes")
    assert (answer.code, why(named)) == (1, "Complaint by Larch")
    assert answer.err.splitlines()[-2:] == [
        SINCE,
        "A sweep writes over what stood there. Only the hold's own reason was written anew. "
        "When it is over: selfcare vault hold off",
    ]
    assert [each["fields"] for each in named.records() if each["id"] == record.id] == [{"text": "Abena rang"}]
    assert named.run("people", "sweep", "--yes").err.splitlines()[0] == SINCE


def test_a_hold_that_is_put_on_again_keeps_no_name_in_its_reason(named: Home) -> None:
    assert named.run("vault", "hold", "on", "--json").object["hold"]["why"] == "Complaint by Larch"


def test_a_reason_that_cannot_be_kept_is_refused(home: Home) -> None:
    with home.open() as journal:
        with pytest.raises(Exception, match="cannot be kept"):
            holding.begin(journal, "a\0b")
        with journal.reading() as session:
            assert holding.hold_of(session) is None


def backed_up(home: Home, name: str) -> str:
    assert home.run("vault", "backup", name).code == 0
    return name


def restored(home: Home, name: str, *options: str) -> object:
    """The hold after a restore, as the command says and as it is."""
    answer = home.run("vault", "restore", name, "--yes", "--json", *options).object
    assert answer["hold"] == home.run("vault", "hold", "--json").object["hold"]
    assert answer["hold_unknown"] is False
    return answer["hold"]


def test_a_hold_that_is_on_stays_on_when_a_backup_from_before_it_is_put_back(home: Home) -> None:
    before = backed_up(home, "before.backup")
    home.run("vault", "hold", "on", "--why", "A claim")
    assert restored(home, before) == {"since": "2026-11-18", "why": "A claim"}
    assert home.run("vault", "verify").code == 0
    again = home.run("vault", "restore", before, "--yes")
    assert f"{SINCE} Why: A claim\n" in again.out


def test_a_backup_carries_the_hold_that_was_on(home: Home) -> None:
    home.run("vault", "hold", "on")
    after = backed_up(home, "after.backup")
    home.run("vault", "hold", "off")
    assert restored(home, after) == {"since": "2026-11-18", "why": ""}


def test_of_two_holds_the_earlier_day_stands_with_the_later_reason(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.run("vault", "hold", "on", "--why", "Of November")
    earlier = backed_up(home, "earlier.backup")
    home.run("vault", "hold", "off")
    monkeypatch.setattr("selfcare.when.now", lambda: NOW.replace(month=12))
    home.run("vault", "hold", "on", "--why", "Of December")
    assert restored(home, earlier) == {"since": "2026-11-18", "why": "Of December"}


def test_without_a_hold_none_comes_of_a_restore(home: Home) -> None:
    assert restored(home, backed_up(home, "one.backup")) is None


def test_a_backup_with_the_tables_of_the_first_version_gets_the_hold_too(home: Home) -> None:
    with Vault.open(shutil.copytree(make.V1, home.path / "old"), make.PASSPHRASE) as vault:
        old = str(vault.back_up(home.path / "old.backup", backups.ASKED).path)
    released = Home(home.path, {**home.environment, "SELFCARE_JOURNAL": str(home.path / "released")})
    shutil.copytree(make.V2, released.folder)
    for words in (("vault", "hold", "on"), ("vault", "restore", old, "--yes")):
        assert released.run(*words, passphrase=make.PASSPHRASE).code == 0
    with Vault.open(released.folder, make.PASSPHRASE) as vault:
        assert vault.user_version == 1
    shown = released.run("vault", "hold", "--json", passphrase=make.PASSPHRASE)
    assert shown.object["hold"] == {"since": "2026-11-18", "why": ""}


def test_where_the_journal_that_is_replaced_does_not_open_a_hold_in_it_is_said_to_be_unknown(home: Home) -> None:
    made = backed_up(home, "made.backup")
    home.run("vault", "hold", "on")
    (home.folder / "journal.db").write_bytes(b"damaged" * 2000)
    answer = home.run("vault", "restore", made, "--yes")
    assert "Whether a hold was on there could not be seen. If one was: selfcare vault hold on\n" in answer.out
    assert "could not be seen" not in home.run("vault", "restore", made, "--into", "elsewhere").out
