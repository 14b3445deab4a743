"""Counting whole pages without the driver."""

import pytest
from tests.vault.vault_journal import Journal

from selfcare.errors import Damaged
from selfcare.vault import kdf, pages


def flip(journal: Journal, *places: int) -> None:
    raw = bytearray(journal.database.read_bytes())
    for place in places:
        raw[place] ^= 1
    journal.database.write_bytes(raw)


def survey(journal: Journal) -> pages.Survey:
    journal_id = IDS.setdefault(journal.root, pages.first_bytes(journal.database))
    return pages.survey(journal.database, kdf.database_key(journal.root, journal_id), journal_id)


IDS: dict[bytes, bytes] = {}


def test_all_pages_of_a_healthy_journal_are_whole(journal: Journal) -> None:
    found = survey(journal)
    assert found.total == journal.database.stat().st_size // 4096 > 10
    assert (found.intact, found.damaged, found.salt_agrees) == (found.total, (), True)
    assert not found.only_salt_differs


def test_a_changed_byte_damages_its_page_and_no_other(journal: Journal) -> None:
    survey(journal)
    flip(journal, 4096 * 2 + 1, 4096 * 6 - 1, 16)
    found = survey(journal)
    assert found.damaged == (1, 3, 6)
    assert found.intact == found.total - 3


def test_the_first_16_bytes_are_told_apart_from_the_rest(journal: Journal) -> None:
    survey(journal)
    flip(journal, 0, 15)
    assert survey(journal).only_salt_differs
    flip(journal, 16)
    assert not survey(journal).only_salt_differs


def test_under_another_key_no_page_is_whole(journal: Journal) -> None:
    found = pages.survey(journal.database, bytes(32), pages.first_bytes(journal.database))
    assert found.intact == 0


def test_a_page_cut_short_is_damaged(journal: Journal) -> None:
    raw = journal.database.read_bytes()
    journal.database.write_bytes(raw[:-100])
    found = survey(journal)
    assert found.damaged == (len(raw) // 4096,)


def test_a_page_moved_to_another_place_is_damaged(journal: Journal) -> None:
    """The page's number is under its checksum."""
    raw = journal.database.read_bytes()
    survey(journal)
    journal.database.write_bytes(raw[:4096] + raw[8192:12288] + raw[4096:8192] + raw[12288:])
    assert survey(journal).damaged == (2, 3)


@pytest.mark.parametrize("size", [0, 1, 16, 4095])
def test_less_than_a_page_is_damage(journal: Journal, size: int) -> None:
    journal.database.write_bytes(journal.database.read_bytes()[:size])
    with pytest.raises(Damaged):
        pages.first_bytes(journal.database)
