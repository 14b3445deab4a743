"""What is asked often reads a few rows of a large journal: SQLite's own plans say so, and no clock is needed."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import event
from sqlmodel import Session
from tests.conftest import Home
from tests.journal.making import note

from selfcare.journal import envelope as envelopes
from selfcare.journal.bin import in_bin, is_due
from selfcare.journal.finding import Filter, find, listed_kinds, marked_as_risks, one
from selfcare.journal.journal import Journal
from selfcare.journal.records import latest_version, put
from selfcare.journal.sharing import load
from selfcare.journal.uses import uses

DAY = date(2026, 11, 2)

OF_FEW = ("records_shared", "records_marked", "records_uses")
"""Indexes that hold the rows that are asked for and no others: to read one whole is right."""

ASKED: dict[str, Callable[[Session], object]] = {
    "the latest records": lambda session: find(session, Filter(kinds=listed_kinds(), most=10)),
    "those of a kind": lambda session: find(session, Filter(kinds=("session",))),
    "those of a week": lambda session: find(session, Filter(kinds=("tool_use", "trigger"), since=DAY, until=DAY)),
    "those with a tag": lambda session: find(session, Filter(tags=("night",), most=10)),
    "what is in the bin": in_bin,
    "what is due there": is_due,
    "risks": marked_as_risks,
    "uses of tools": lambda session: list(uses(session)),
    "what is shared": load,
}


@pytest.mark.parametrize("asked", ASKED)
def test_no_question_reads_the_whole_table(home: Home, asked: str) -> None:
    with home.open() as journal:
        put(journal, note("heron", tags=("night",), share="share"))
        plans = plans_of(journal, ASKED[asked])
    assert plans
    for plan in plans:
        assert not plan.startswith("SCAN records") or any(name in plan for name in OF_FEW), plans


def test_a_record_by_its_handle_and_its_newest_version_are_looked_up(home: Home) -> None:
    with home.open() as journal:
        kept = put(journal, note("heron"))
        plans = plans_of(journal, lambda session: (one(session, kept.handle), latest_version(session, kept.id)))
    assert all(plan.startswith("SEARCH") for plan in plans), plans


def plans_of(journal: Journal, ask: Callable[[Session], object]) -> list[str]:
    """How SQLite goes about every query of `ask`: what it scans, and what it searches."""
    asked = []

    @event.listens_for(journal.vault.engine, "before_cursor_execute")
    def note_it(_on: object, _cursor: object, statement: str, given: tuple[object, ...], *_rest: object) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, given))

    with journal.reading() as session:
        ask(session)
    connection = journal.vault.connection
    explained = [connection.execute(f"EXPLAIN QUERY PLAN {query}", given).fetchall() for query, given in asked]
    return [row[3] for rows in explained for row in rows if "records" in row[3] and "SUBQUERY" not in row[3]]


def test_uses_are_those_of_tools_and_of_hard_moments_outside_the_bin(home: Home) -> None:
    from selfcare.journal.bin import remove

    with home.open() as journal:
        put(journal, envelopes.new("tool_use", {"tool": "walk-10", "helped": 7, "before": 8, "after": 3}))
        put(journal, envelopes.new("tool_use", {"tool": "tea"}))
        put(journal, envelopes.new("trigger", {"kind": "other", "before": 9, "helped": {"feet": 4, "walk-10": 6}}))
        put(journal, envelopes.new("trigger", {"kind": "other"}))
        remove(journal, put(journal, envelopes.new("tool_use", {"tool": "feet", "helped": 1})).handle)
        with journal.reading() as session:
            found = [tuple(each.values()) for each in uses(session)]
    assert sorted(map(str, found)) == sorted(
        map(str, [("walk-10", 7, 8, 3), ("tea", None, None, None), ("feet", 4), ("walk-10", 6)])
    )
