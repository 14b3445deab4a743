"""Why a journal does not open: every row of the diagnosis in docs/vault-format.md, in its order."""

import base64
import json
import random
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.vault.vault_journal import Journal, count

from selfcare.errors import (
    Damaged,
    ForeignKeyFile,
    NewerFormat,
    NoJournal,
    SelfcareError,
    WrongCode,
    WrongPassphrase,
)
from selfcare.vault import recovery
from selfcare.vault.by_code import check_code
from selfcare.vault.creation import exists
from selfcare.vault.diagnosis import read_keys
from selfcare.vault.kdf import CHEAP_FOR_TESTS
from selfcare.vault.vault import Vault


def change_keys(journal: Journal, **changes: Any) -> None:
    """Change the key file as someone would who knows its form: the checksum is right again, in both copies."""
    content = json.loads(journal.keys.read_bytes()) | changes
    del content["check"]
    content["check"] = sha256(_canonical(content)).hexdigest()
    for path in (journal.keys, journal.copy):
        path.write_bytes(_canonical(content) + b"\n")


def _canonical(content: object) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def flip(path: Path, *places: int) -> None:
    raw = bytearray(path.read_bytes())
    for place in places:
        raw[place] ^= 1
    path.write_bytes(raw)


def refusal(journal: Journal, passphrase: str | None = None) -> SelfcareError:
    with pytest.raises(SelfcareError) as caught:
        Vault.open(journal.folder, passphrase or journal.passphrase)
    return caught.value


def test_the_right_passphrase_opens_without_a_word(journal: Journal) -> None:
    with journal.open() as vault:
        assert vault.notices == ()
        assert count(vault) == 20
        assert vault.user_version == 1
        assert vault.verify() == []


def test_without_database_and_key_file_there_is_no_journal(tmp_path: Path) -> None:
    assert not exists(tmp_path)
    for folder in (tmp_path, tmp_path / "gone"):
        with pytest.raises(NoJournal) as caught:
            Vault.open(folder, "tea")
        assert "selfcare init" in caught.value.hint
        with pytest.raises(NoJournal):
            read_keys(folder)


# 1


def test_a_missing_key_file_names_the_recovery_code_and_the_copy(journal: Journal) -> None:
    journal.keys.unlink()
    error = refusal(journal)
    assert isinstance(error, Damaged)
    assert "vault recovery use" in error.hint
    assert "journal.keys.bak, in its place: selfcare vault keys" in error.hint
    flip(journal.copy, 40)
    assert "journal.keys.bak" not in refusal(journal).hint, "a copy that is damaged too is of no use"
    journal.copy.unlink()
    hint = "Write a new one with your recovery code: selfcare vault recovery use"
    assert refusal(journal).hint == hint


def test_a_damaged_key_file_falls_to_its_copy_and_says_so(journal: Journal) -> None:
    flip(journal.keys, 100)
    with journal.open() as vault:
        assert vault.notices == (
            "journal.keys was damaged; journal.keys.bak was used. To mend it: selfcare vault keys",
        )
        assert [each.words for each in vault.verify()] == ["journal.keys is missing or damaged."]


def test_any_flipped_byte_of_the_key_file_falls_to_its_copy(journal: Journal) -> None:
    good = journal.keys.read_bytes()
    for place in random.Random(7).sample(range(len(good)), 60):
        flip(journal.keys, place)
        keys, notices = read_keys(journal.folder)
        assert notices
        journal.keys.write_bytes(good)
        assert (keys, ()) == read_keys(journal.folder)


@pytest.mark.parametrize("content", [b"", b"\0" * 600, b"{}\n"])
def test_two_damaged_copies_name_the_recovery_code(journal: Journal, content: bytes) -> None:
    journal.keys.write_bytes(content)
    flip(journal.copy, 30)
    error = refusal(journal)
    assert isinstance(error, Damaged)
    assert "vault recovery use" in error.hint


# 2


def test_a_newer_key_file_is_left_to_a_newer_selfcare(journal: Journal) -> None:
    change_keys(journal, format=2, something="new")
    before = journal.keys.read_bytes()
    assert isinstance(refusal(journal), NewerFormat)
    with pytest.raises(NewerFormat):
        Vault.open_with_code(journal.folder, journal.code)
    assert journal.keys.read_bytes() == before


# 3


@pytest.mark.parametrize("size", [None, 0, 100, 4095])
def test_a_database_missing_or_shorter_than_a_page_is_damage_and_never_made_anew(
    journal: Journal, size: int | None
) -> None:
    if size is None:
        journal.database.unlink()
    else:
        journal.database.write_bytes(journal.database.read_bytes()[:size])
    files = {path.name: path.read_bytes() for path in journal.folder.iterdir()}
    error = refusal(journal)
    assert isinstance(error, Damaged)
    assert "selfcare vault backups" in error.hint
    with pytest.raises(Damaged):
        read_keys(journal.folder)
    with pytest.raises(Damaged):
        Vault.open_with_code(journal.folder, journal.code)
    assert {path.name: path.read_bytes() for path in journal.folder.iterdir()} == files


# 4


def test_a_wrong_passphrase_is_called_that_and_nothing_else(journal: Journal) -> None:
    error = refusal(journal, "tea at four")
    assert isinstance(error, WrongPassphrase)
    assert error.exit_code == 12


def test_a_passphrase_typed_with_combining_accents_is_the_same(journal: Journal) -> None:
    with Vault.open(journal.folder, journal.passphrase.replace("é", "e\u0301")) as vault:
        assert count(vault) == 20


def test_a_wrong_passphrase_beside_another_journals_key_file_is_15(journal: Journal, other_journal: Journal) -> None:
    shutil.copy(other_journal.keys, journal.keys)
    error = refusal(journal, "tea at four")
    assert isinstance(error, ForeignKeyFile)
    assert error.exit_code == 15


# 5


def test_a_swapped_public_key_is_found_out_at_the_next_unlock(journal: Journal, other_journal: Journal) -> None:
    foreign = json.loads(other_journal.keys.read_bytes())["inbox_public"]
    change_keys(journal, inbox_public=foreign)
    error = refusal(journal)
    assert isinstance(error, Damaged)
    assert "public key was changed" in error.message


# 6


def test_another_journals_key_file_with_the_same_passphrase_is_15(journal: Journal, other_journal: Journal) -> None:
    shutil.copy(other_journal.keys, journal.keys)
    assert isinstance(refusal(journal), ForeignKeyFile)


def test_damage_to_the_first_16_bytes_alone_is_told_with_all_pages_intact(journal: Journal) -> None:
    flip(journal.database, 3)
    error = refusal(journal)
    assert isinstance(error, Damaged)
    assert "first 16 bytes" in error.message
    assert "Nothing is lost" in error.hint


def test_a_damaged_first_page_counts_the_pages_that_are_left(journal: Journal) -> None:
    total = journal.database.stat().st_size // 4096
    flip(journal.database, 200)
    error = refusal(journal)
    assert isinstance(error, Damaged)
    assert f"{total - 1} of {total} pages are intact" in error.message


def test_a_later_damaged_page_lets_the_journal_open_and_is_named_by_verify(journal: Journal) -> None:
    total = journal.database.stat().st_size // 4096
    flip(journal.database, 4096 * (total - 1) + 50)
    with journal.open() as vault:
        problems = [each.words for each in vault.verify()]
    assert f"Page {total} of {total} of the database is damaged." in problems


def test_a_database_of_noise_is_another_journals(journal: Journal) -> None:
    salt = journal.database.read_bytes()[:16]
    journal.database.write_bytes(salt + random.Random(1).randbytes(4096 * 4 - 16))
    assert isinstance(refusal(journal), ForeignKeyFile)


# the recovery code


def test_the_code_opens_with_the_key_file_lost(journal: Journal) -> None:
    journal.keys.unlink()
    journal.copy.unlink()
    check_code(journal.folder, journal.code)
    with Vault.open_with_code(journal.folder, journal.code.lower()) as vault:
        assert count(vault) == 20
        assert any("key file" in notice for notice in vault.notices)


def test_checking_a_code_changes_nothing(journal: Journal) -> None:
    files = {path.name: path.read_bytes() for path in journal.folder.iterdir()}
    check_code(journal.folder, journal.code)
    with pytest.raises(WrongCode):
        check_code(journal.folder, recovery.code_from(recovery.new_root()))
    assert {path.name: path.read_bytes() for path in journal.folder.iterdir()} == files


def test_a_whole_code_of_another_journal_is_12(journal: Journal, other_journal: Journal) -> None:
    with pytest.raises(WrongCode, match="not one that opens this journal"):
        Vault.open_with_code(journal.folder, other_journal.code)


def test_the_code_tells_damage_from_a_wrong_code(journal: Journal) -> None:
    flip(journal.database, 3)
    with pytest.raises(Damaged, match="first 16 bytes"):
        Vault.open_with_code(journal.folder, journal.code)


@pytest.mark.parametrize("how", ["lost", "damaged", "foreign", "swapped public key", "forgotten"])
def test_recovering_writes_a_new_key_file_whatever_became_of_the_old(
    journal: Journal, other_journal: Journal, how: str
) -> None:
    if how == "lost":
        journal.keys.unlink()
    elif how == "damaged":
        flip(journal.keys, 9)
        flip(journal.copy, 9)
    elif how == "foreign":
        shutil.copy(other_journal.keys, journal.keys)
    elif how == "swapped public key":
        change_keys(journal, inbox_public=base64.b64encode(bytes(32)).decode())
    with Vault.recover(journal.folder, journal.code, "new words", cost=CHEAP_FOR_TESTS) as vault:
        assert count(vault) == 20
        assert vault.verify() == []
    with Vault.open(journal.folder, "new words") as vault:
        assert vault.notices == ()
    assert isinstance(refusal(journal), WrongPassphrase)


def test_a_new_passphrase_takes_the_old_ones_place_and_the_code_stays(journal: Journal) -> None:
    with journal.open() as vault:
        vault.change_passphrase("new words", cost=CHEAP_FOR_TESTS)
    assert isinstance(refusal(journal), WrongPassphrase)
    with Vault.open(journal.folder, "new words") as vault:
        assert vault.verify() == []
    check_code(journal.folder, journal.code)


def test_no_message_repeats_a_passphrase_or_a_code(journal: Journal, other_journal: Journal) -> None:
    error = refusal(journal, "my secret words")
    assert "secret" not in error.message + error.hint
    with pytest.raises(WrongCode) as caught:
        Vault.open_with_code(journal.folder, other_journal.code)
    assert other_journal.code[:4] not in caught.value.message + caught.value.hint


def test_the_status_counts_what_is_there(journal: Journal) -> None:
    with journal.open() as vault:
        status = vault.status()
    assert status.database_bytes == journal.database.stat().st_size
    assert (status.key_format, status.slots) == (1, ("passphrase",))
    assert (status.waiting, status.unreadable, status.user_version) == (0, 0, 1)
    assert status.database_changed.tzinfo is not None
