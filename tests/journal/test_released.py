"""Journals and backups that released versions left behind: they open, and hold what was written."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select
from tests.conftest import Home
from tests.fixtures import make

from selfcare.journal import migrations, people, reviews, shared_log
from selfcare.journal.archive import collect
from selfcare.journal.bin import in_bin, restore
from selfcare.journal.drafts import count_drafts, latest_draft
from selfcare.journal.envelope import Envelope
from selfcare.journal.finding import Filter, find, search
from selfcare.journal.form import validated
from selfcare.journal.journal import Journal
from selfcare.journal.kinds import KINDS, title
from selfcare.journal.records import history, put
from selfcare.journal.tables import ReviewAnswer
from selfcare.journal.takein import take_in
from selfcare.journal.verify import problems
from selfcare.reports.record import record_document
from selfcare.vault import inbox
from selfcare.vault.recovery import code_from
from selfcare.vault.vault import Vault


@pytest.fixture(params=make.RELEASED, ids=lambda made: made.name)
def made(request: pytest.FixtureRequest) -> Path:
    """The journal of one version, as it was left behind."""
    return Path(request.param)


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(made, tmp_path / "journal"))


def everything(journal: Journal) -> dict[str, Envelope]:
    with journal.reading() as session:
        found = find(session, Filter())
    assert len(found) == len({each.kind for each in found})
    return {each.kind: each for each in found}


def test_it_opens_with_all_that_it_holds(made: Path, folder: Path) -> None:
    with Journal(Vault.open(folder, make.PASSPHRASE)) as journal:
        assert journal.vault.notices == ()
        assert journal.vault.user_version == migrations.NEWEST
        found = everything(journal)
        assert {kind: each.fields for kind, each in found.items()} == make.RELEASED[made]
        note = found["note"]
        assert (note.tags, note.share, note.theme) == (make.TAGS, "theme", make.THEME)
        assert (note.zone, note.happened_at, note.day) == ("Europe/London", make.FIRST_DAY, date(2026, 11, 2))
        assert {name: journal.setting(name) for name in make.SETTINGS} == make.SETTINGS
        assert journal.vault.verify() == []
        assert problems(journal) == []


def test_its_versions_its_draft_and_its_bin_are_there(folder: Path) -> None:
    with Journal(Vault.open(folder, make.PASSPHRASE)) as journal:
        note = everything(journal)["note"]
        with journal.reading() as session:
            assert [each.fields for each in history(session, note.id)] == [make.EARLIER_NOTE, make.RECORDS_V1["note"]]
            (binned,) = in_bin(session)
        assert binned.fields == make.IN_BIN
        draft = latest_draft(journal, "reflection")
        assert draft is not None
        assert draft.envelope.fields == make.DRAFT
        assert count_drafts(journal) == 1
        assert restore(journal, binned.handle).fields == make.IN_BIN


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("handov", "note"),
        ("NAIVE", "note"),
        ("holding risk", "note"),
        ("night", "note"),
        ("held my breath", "reflection"),
        ("call sooner", "reflection"),
        ("larch", "trigger"),
        ("canal", "guidance"),
        ("tea in the garden", "checkin"),
        ("thursday", "plan_item"),
        ("laughed", "good"),
        ("kestrel", None),
        ("nightjar", None),
        ("fog", None),
    ],
)
def test_its_words_are_found_and_those_in_the_bin_are_not(folder: Path, words: str, kind: str | None) -> None:
    with Journal(Vault.open(folder, make.PASSPHRASE)) as journal, journal.reading() as session:
        assert [each.kind for each in search(session, [words], Filter())] == ([kind] if kind else [])


def test_each_of_its_records_can_be_shown_and_has_todays_form(folder: Path) -> None:
    with Journal(Vault.open(folder, make.PASSPHRASE)) as journal:
        for record in everything(journal).values():
            assert title(record)
            assert record_document(record).title.startswith(record.handle)
            assert validated(KINDS[record.kind], record.fields) == record.fields


def test_its_recovery_code_opens_it_too(made: Path, folder: Path) -> None:
    with Journal(Vault.open_with_code(folder, code_from(make.ROOT))) as journal:
        assert len(everything(journal)) == len(make.RELEASED[made])


def test_the_newest_of_them_holds_a_record_of_every_kind() -> None:
    """A kind that is new since then needs its line in tests/fixtures/make.py, and the journal made anew."""
    assert set(list(make.RELEASED.values())[-1]) == set(KINDS)


def test_the_newest_of_them_has_the_tables_of_today(tmp_path: Path) -> None:
    """Tables that change need a journal of their own there."""
    newest = shutil.copytree(list(make.RELEASED)[-1], tmp_path / "journal")
    with Vault.open(newest, make.PASSPHRASE) as vault:
        assert vault.user_version == migrations.NEWEST


def test_what_was_handed_over_from_it_and_decided_at_its_review_is_there(tmp_path: Path) -> None:
    with Journal(Vault.open(Path(shutil.copytree(make.V3, tmp_path / "journal")), make.PASSPHRASE)) as journal:
        note = everything(journal)["note"]
        with journal.reading() as session:
            (page,) = shared_log.load(session)
            assert {"role": page.role, "what": page.what, "form": page.form} == make.SHARED
            assert page.records == (note.handle,)
            digest = reviews.digest_with(people.names_key(session))
        with journal.models() as models:
            (answer,) = models.exec(select(ReviewAnswer)).all()
        assert (answer.answer, answer.digest) == ("keep", digest(make.KEPT_WORD))


def test_a_note_that_was_sealed_to_it_is_taken_in(tmp_path: Path) -> None:
    with Journal(Vault.open(Path(shutil.copytree(make.V3, tmp_path / "journal")), make.PASSPHRASE)) as journal:
        (taken_in,) = take_in(journal).records
        assert taken_in.fields == make.WAITING


def test_a_backup_of_it_is_whole_and_put_back_it_is_the_same_journal(home: Home) -> None:
    for words in (("restore", str(make.BACKUP_V3), "--yes"), ("verify",)):
        answer = home.run("vault", *words, passphrase=make.PASSPHRASE)
        assert answer.code == 0, answer
    assert [each.name for each in inbox.waiting(home.folder)] == [each.name for each in inbox.waiting(make.V3)]
    with (
        Journal(Vault.open(home.folder, make.PASSPHRASE)) as restored,
        Journal(Vault.open(Path(shutil.copytree(make.V3, home.path / "made")), make.PASSPHRASE)) as made,
    ):
        with restored.models() as one, made.models() as other:
            assert collect(one) == collect(other)
        assert everything(restored) == everything(made)


def test_a_backup_of_it_opens_with_its_recovery_code_too(home: Home) -> None:
    (home.path / "code").write_text(code_from(make.ROOT))
    words = ("restore", str(make.BACKUP_V3), "--into", "new", "--code-file", "code")
    assert home.run("vault", *words, passphrase=None).code == 0
    with Journal(Vault.open(home.path / "new", make.PASSPHRASE)) as journal:
        assert len(everything(journal)) == len(make.RELEASED[make.V3])


def test_who_must_not_be_named_in_it_is_still_guarded(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(make.V3, tmp_path / "journal"))
    name, pseudonym = make.NAMED
    with Journal(Vault.open(folder, make.PASSPHRASE)) as journal:
        kept = put(journal, make.record("note", {"text": f"Rang {name}"}, 30))
    assert kept.fields["text"] == f"Rang {pseudonym}"
