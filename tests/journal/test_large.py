"""What is asked often reads a few rows of a large journal: SQLite's own plans say so, and no clock is needed."""

from collections.abc import Callable
from datetime import date

import pytest
from tests.conftest import Home
from tests.journal.making import note

from selfcare.journal import envelope as envelopes
from selfcare.journal.bin import in_bin, is_due
from selfcare.journal.finding import Filter, find, listed_kinds, marked_as_risks, one
from selfcare.journal.journal import Journal
from selfcare.journal.records import latest_version, put
from selfcare.journal.session import Session
from selfcare.journal.sharing import load
from selfcare.journal.uses import uses
from selfcare.vault.database import reading

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
    explained: list[str] = []

    class Explaining(Session):
        def rows(self, query: str, **values: object) -> list[tuple[object, ...]]:
            explained.extend(row[3] for row in super().rows(f"EXPLAIN QUERY PLAN {query}", **values))
            return super().rows(query, **values)

        def row(self, query: str, **values: object) -> tuple[object, ...] | None:
            return next(iter(self.rows(query, **values)), None)

    with reading(journal.vault.connection):
        ask(Explaining(journal.vault.connection))
    return [step for step in explained if "records" in step and "SUBQUERY" not in step]


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
