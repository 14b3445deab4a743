"""The tables: made in steps, whole or not at all, and never by an older program than the last one."""

from typing import Any, NoReturn

import pytest
from sqlalchemy import Integer
from sqlmodel import SQLModel
from tests.conftest import Home
from tests.journal.making import note

from selfcare.errors import Busy, Failed, NewerFormat
from selfcare.journal import migrations, tables
from selfcare.journal.finding import Filter, find, search
from selfcare.journal.journal import Journal
from selfcare.journal.records import Row, put
from selfcare.vault.database import user_version, writing


def rows(journal: Journal, statement: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in journal.vault.connection.execute(statement).fetchall()]


def test_a_journal_from_a_newer_version_is_refused_and_left_as_it_is(home: Home) -> None:
    with home.open() as journal:
        put(journal, note("words"))
        journal.vault.connection.execute(f"PRAGMA user_version = {migrations.NEWEST + 1}")
    with pytest.raises(NewerFormat):
        home.open()
    answer = home.run("list")
    assert answer.code == NewerFormat.exit_code == 14
    assert "newer version" in answer.err
    assert "words" not in answer.out


def test_a_journal_that_is_busy_before_its_version_is_known_is_busy_and_no_surprise() -> None:
    from sqlcipher3 import dbapi2

    class Held:
        """A connection while another process holds the database for itself."""

        def execute(self, _statement: str) -> NoReturn:
            error = dbapi2.OperationalError("database is locked")
            error.sqlite_errorname = "SQLITE_BUSY"
            raise error

    with pytest.raises(Busy):
        migrations.upgrade(Held(), writing)


def test_a_new_journal_has_taken_every_step(home: Home) -> None:
    with home.open() as journal:
        assert journal.vault.user_version == migrations.NEWEST == len(migrations.STEPS)


def test_steps_that_are_missing_are_taken_when_the_journal_is_opened(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with home.open() as journal:
        put(journal, note("heron"))
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, ("CREATE TABLE extra (x TEXT)",)))
    monkeypatch.setattr(migrations, "NEWEST", migrations.NEWEST + 1)
    with home.open() as journal:
        assert rows(journal, "SELECT * FROM extra") == []
        assert journal.vault.user_version == migrations.NEWEST
        with journal.reading() as session:
            assert len(search(session, ["heron"], Filter())) == 1
    with home.open() as journal:
        assert rows(journal, "SELECT * FROM extra") == []


def test_a_step_that_is_interrupted_leaves_the_journal_as_it_was(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with home.open() as journal:
        put(journal, note("heron"))
        before = rows(journal, "SELECT type, name, sql FROM sqlite_master ORDER BY name")
    with monkeypatch.context() as newer:
        broken = ("CREATE TABLE extra (x TEXT)", "DELETE FROM records", "INSERT INTO nowhere VALUES (1)")
        newer.setattr(migrations, "STEPS", (*migrations.STEPS, broken))
        newer.setattr(migrations, "NEWEST", migrations.NEWEST + 1)
        with pytest.raises(Failed):
            home.open()
    with home.open() as journal:
        assert journal.vault.user_version == migrations.NEWEST
        assert rows(journal, "SELECT type, name, sql FROM sqlite_master ORDER BY name") == before
        with journal.reading() as session:
            assert [each.fields["text"] for each in find(session, Filter())] == ["heron"]


def test_the_tables_are_those_that_the_program_reads(home: Home) -> None:
    """Columns, their types, what may be empty, and primary keys."""
    assert tables.Record.__tablename__ in SQLModel.metadata.tables
    with home.open() as journal:
        for name, table in SQLModel.metadata.tables.items():
            declared = {
                (each.name, isinstance(each.type, Integer), bool(each.nullable), each.primary_key)
                for each in table.columns
            }
            made = {
                (column, {"TEXT": False, "INTEGER": True}[kind], not (not_null or key), bool(key))
                for _, column, kind, not_null, _, key in rows(journal, f"PRAGMA table_info({name})")
            }
            assert made == declared, name


def test_a_row_of_a_record_is_as_the_model_of_its_table_has_it() -> None:
    assert list(Row._fields) == list(tables.Record.model_fields)


def test_what_is_unique_in_the_program_is_unique_in_the_tables(home: Home) -> None:
    with home.open() as journal:
        for name, table in SQLModel.metadata.tables.items():
            unique = {
                tuple(column for *_, column in rows(journal, f"PRAGMA index_info({index})"))
                for _, index, is_unique, origin, _ in rows(journal, f"PRAGMA index_list({name})")
                if is_unique and origin == "u"
            }
            assert unique == {(column.name,) for column in table.columns if column.unique}, name


def test_an_erased_word_leaves_the_index_at_once(home: Home) -> None:
    with home.open() as journal:
        assert rows(journal, "SELECT v FROM records_fts_config WHERE k = 'secure-delete'") == [(1,)]


def test_two_programs_that_upgrade_at_once_take_each_step_once(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one waits for its turn, then finds the step taken."""
    first, second = home.open(), home.open()
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, ("CREATE TABLE extra (x TEXT)",)))
    monkeypatch.setattr(migrations, "NEWEST", migrations.NEWEST + 1)
    asked: list[int] = []

    def overtaken(connection: Any) -> int:
        version = user_version(connection)
        if not asked and connection is second.vault.connection:
            asked.append(version)
            return version
        if asked == [version] and connection is second.vault.connection:
            asked.append(version)
            migrations.upgrade(first.vault.connection, writing)
        return version

    with first, second:
        monkeypatch.setattr(migrations, "user_version", overtaken)
        migrations.upgrade(second.vault.connection, writing)
        assert rows(second, "SELECT * FROM extra") == []
