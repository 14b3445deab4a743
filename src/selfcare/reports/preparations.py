"""What was written for a session itself, and which preparation that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from selfcare.journal.envelope import Envelope
from selfcare.journal.preparations import PREPARATION, for_next
from selfcare.journal.sharing import Material
from selfcare.reports.outward import Brought, brought


@dataclass(frozen=True)
class Prepared:
    """The words of a preparation; `record` is its id, empty where there is none.

    priorities  the most important first, each a record that is brought, or own words
    kept_back   the ids of records that were made a priority and are private now
    """

    record: str = ""
    priorities: tuple[Brought | str, ...] = ()
    kept_back: frozenset[str] = frozenset()
    asks: tuple[str, ...] = ()
    decisions: str = ""
    question: str = ""
    wellbeing: str = ""
    learning: str = ""
    organisation: str = ""
    support: str = ""


_TEXTS = ("decisions", "question", "wellbeing", "learning", "organisation", "support")


def prepared(material: Material, since: datetime | None, today: date) -> Prepared:
    """What was written for the next session; where nothing was, and somebody asks for the days `since`, the latest."""
    preparation = _preparation(material, since)
    if preparation is None:
        return Prepared()
    content = preparation.fields
    ranked = content.get("priorities", [])
    return Prepared(
        record=preparation.id,
        priorities=tuple(_priorities(ranked, material, today)),
        kept_back=frozenset(each["record"] for each in ranked if each.get("record") in material.private),
        asks=tuple(content.get("asks", ())),
        **{key: content.get(key, "") for key in _TEXTS},
    )


def _priorities(ranked: list[Mapping[str, Any]], material: Material, today: date) -> list[Brought | str]:
    """Each as it may be shown; one whose record is private, or gone, is not here."""
    shared = {each.record.id: each.record for each in material.shared}
    return [
        each["words"] if "words" in each else brought(shared[each["record"]], today)
        for each in ranked
        if "words" in each or each["record"] in shared
    ]


def stands_on_the_page(record: Envelope) -> bool:
    """Whether a record is a preparation with its text; one that is brought as a theme is a point like any other."""
    return record.kind == PREPARATION.name and record.share == "share"


def _preparation(material: Material, since: datetime | None) -> Envelope | None:
    shared = [each for each in material.shared if stands_on_the_page(each.record)]
    waiting = for_next((each.record for each in shared), material.sessions)
    asked_for = [each.record for each in shared if since is not None and each.since >= since]
    return waiting or (asked_for[-1] if asked_for else None)
