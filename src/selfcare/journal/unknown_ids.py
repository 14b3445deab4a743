"""Ids of guidance that were taken at their word while the journal was locked, and that nothing here goes by."""

import re
from dataclasses import replace
from functools import cache

from selfcare.guidance.own import SECTIONS, Own
from selfcare.journal import guidance
from selfcare.journal.envelope import Envelope
from selfcare.journal.finding import of_kind
from selfcare.journal.form import map_guidance_ids
from selfcare.journal.guarding import guarded_text
from selfcare.journal.kinds import kind_of
from selfcare.journal.session import Session


def without_names(session: Session, envelope: Envelope) -> Envelope:
    """`envelope` with a pseudonym for each name in an id that no guidance here has.

    A tool of one's own is put away in the same way, so the changed id is most often the one that was meant.
    """
    known = cache(lambda: ids(guidance.own(of_kind(session, guidance.KIND))))

    def change(name: str) -> str:
        put = name if name in known() else guarded_text(session, name)
        return name if put == name else "-".join(re.findall(r"[^\W_]+", put.lower()))

    fields = map_guidance_ids(kind_of(envelope).form, envelope.fields, change)
    return replace(envelope, fields=fields)


def ids(own: Own) -> frozenset[str]:
    """All ids of guidance, and the keys of the questions that its templates ask."""
    keys = (each.key for template in own.templates.all.values() for each in template.prompts)
    return frozenset(keys).union(*(own.shelf(section).all for section in SECTIONS))
