"""From a journal to an archive and into an empty journal: the same journal, to the last byte."""

import shutil
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.conftest import PASSPHRASE, Home
from tests.exchange.journals import Step, archive_of, brought_into, of_everything, records, steps

from selfcare.errors import Usage
from selfcare.exchange.archive import dump, is_archive, parse
from selfcare.journal import people
from selfcare.journal.finding import Filter, search
from selfcare.journal.journal import Journal
from selfcare.journal.verify import problems
from selfcare.vault.vault import Vault

Another = Callable[[], Journal]


@pytest.fixture
def another(empty_journal: Path, tmp_path: Path) -> Another:
    """Gives an empty journal, each time another one."""

    def make() -> Journal:
        folder = tmp_path / uuid.uuid4().hex
        shutil.copytree(empty_journal, folder)
        return Journal(Vault.open(folder, PASSPHRASE))

    return make


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_any_journal_comes_back_as_it_was(another: Another, done: Sequence[Step]) -> None:
    with another() as journal, another() as empty:
        for step in done:
            try:
                step(journal)
            except Usage:  # such as a pseudonym that stands in what was written
                continue
        archive = archive_of(journal)
        raw = dump(archive)
        assert is_archive(raw)
        assert parse(raw) == archive
        brought_into(empty, parse(raw))
        assert dump(archive_of(empty)) == raw
        assert problems(empty) == []
        assert not brought_into(empty, parse(raw)).changes_something


def test_each_thing_that_an_archive_carries_comes_back(home: Home, another: Another) -> None:
    with home.open() as journal, another() as empty:
        of_everything(journal)
        archive = archive_of(journal)
        parts = (archive.records, archive.tombstones, archive.drafts, archive.people, archive.answers, archive.shared)
        assert all(parts)
        assert archive.settings == {"interval_line": "21"}
        brought_into(empty, parse(dump(archive)))
        assert archive_of(empty) == archive
        for in_bin in (False, True):
            assert records(empty, in_bin=in_bin) == records(journal, in_bin=in_bin)
        with empty.reading() as session:
            assert [each.fields["text"] for each in search(session, ["hold"], Filter())] == [
                "Long night.\r\n\tShe said “no” \u202e 🧡 \n"
            ]
            assert search(session, ["bin"], Filter()) == []


def test_it_is_told_how_far_the_reading_is(home: Home) -> None:
    told: list[float] = []
    with home.open() as journal:
        of_everything(journal)
        parse(dump(archive_of(journal)), told.append)
    assert told == sorted(set(told))
    assert told[-1] == 1.0


def test_names_that_came_with_an_archive_are_looked_for_from_then_on(home: Home, another: Another) -> None:
    with home.open() as journal, another() as empty:
        pseudonym = people.add(journal, "Barnaby Okonkwo").pseudonym
        brought_into(empty, archive_of(journal))
        assert people.known_as(empty, "Barnaby Okonkwo") == pseudonym


def test_the_same_journal_gives_the_same_bytes(home: Home) -> None:
    with home.open() as journal:
        of_everything(journal)
        assert dump(archive_of(journal)) == dump(archive_of(journal))
