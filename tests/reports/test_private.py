"""Whatever a journal holds and whatever is asked for, no private word is in what goes to others."""

import itertools
import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reports.material import NOW, ZONE, material, record

from selfcare.guidance import checkins, cpd, supervision
from selfcare.identify.answers import Answer, Answers, Asked
from selfcare.identify.phones import national
from selfcare.insight.cpd import period
from selfcare.journal.envelope import SHARE_LEVELS, Envelope
from selfcare.journal.kinds import KINDS
from selfcare.journal.preparations import for_next
from selfcare.redaction.check import Known, redact
from selfcare.redaction.outgoing import OwnCopy, Shareable
from selfcare.render.csv_table import csv_table
from selfcare.render.markdown import markdown
from selfcare.render.plain_text import plain_text
from selfcare.reports.brought import values
from selfcare.reports.cpd import Standing, record_document, record_table
from selfcare.reports.document import Document
from selfcare.reports.summary import summary

GUIDE = supervision.load()
ITEMS = checkins.load().items


def word(number: int) -> str:
    """A word of its own for each number; none is part of another, and no check takes it for anything."""
    return "zq" + "".join("abcdefghij"[int(digit)] for digit in str(number)) + "qz"


@dataclass
class Journal:
    """A made-up journal: its histories, and its words by whether others may read them."""

    histories: list[list[Envelope]] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)


def fields_of(kind: str, words: Iterator[str], risk: bool) -> dict[str, Any]:
    """Fields of a kind, with a new word wherever a person can write one. A new kind is given its fields here."""
    w = words.__next__
    match kind:
        case "note" | "good":
            return {"text": w()}
        case "reflection":
            own = [{"key": "odd", "ask": w()}]
            return {"template": w(), "answers": {"odd": w(), w(): w()}, "again": {"odd": w()}, "asked": own}
        case "trigger":
            texts = {key: w() for key in ("kind", "situation", "window", "thought", "urge", "did", "echo", "person")}
            told = {**texts, "next": "risk-to-share" if risk else w(), "emotions": [w()], "helped": {w(): 3}}
            return told if risk else {**told, "shared": ["echo", "emotions"]}
        case "checkin":
            return {"week": "2026-W46", "ratings": {"energy": 3, w(): 4}, "facts": {w(): w()}, "best": w()}
        case "plan_item":
            return {"what": w(), "verb": "grow", "when": w(), "then": w()}
        case "tool_use" | "tool_choice":
            return {"tool": w(), "choice": w(), "helped": 3}
        case "guidance":
            return {"section": "tools", "entry": {"id": w(), "name": w(), "how": w(), "domains": [w()], "minutes": 3}}
        case "cpd":
            keys = ("title", "why", "learned", "effect", "people_effect", "peer", "peer_learned", "evidence")
            return {**{key: w() for key in keys}, "kind": "event", "standard": w(), "made_from": w()}
        case "reading":
            return {"title": w(), "resource": w()}
    return fields_of_supervision(kind, words, risk)


def fields_of_supervision(kind: str, words: Iterator[str], settled: bool) -> dict[str, Any]:
    """The same for the kinds that belong to a session. `settled`: a session missed, an action or risk done with."""
    w = words.__next__
    match kind:
        case "session" if settled:
            return {"missed": w(), "kind": w()}
        case "session":
            return {"held": w(), "kind": w(), "mode": w(), "next": "2026-12-08", "unsaid": w()}
        case "action":
            day = {"settled": "2026-11-20"} if settled else {"due": "2026-11-10"}
            return {"what": w(), "owner": "supervisor", "state": "part", "why": w(), **day}
        case "risk":
            closed = {"closed": "2026-11-20", "told": w(), "recorded": w()} if settled else {}
            return {"worry": w(), "about": w(), "want": "share", "record_current": False, **closed}
        case "preparation":
            texts = {key: w() for key in ("decisions", "question", "wellbeing", "learning", "organisation", "support")}
            return {**texts, "asks": [w(), w()], "priorities": [{"words": w()}]}
    raise AssertionError(f"what does a person write in a {kind}?")


@st.composite
def journals(draw: st.DrawFn) -> Journal:
    journal = Journal()
    words = map(word, itertools.count())
    for _ in range(draw(st.integers(0, 8))):
        _add(draw, journal, words)
    if draw(st.booleans()):
        days = draw(st.integers(0, 30))
        day = (NOW - timedelta(days=days)).date().isoformat()
        journal.histories.append([record("session", {"held": day}, days_ago=days)])
    return journal


def _add(draw: st.DrawFn, journal: Journal, words: Iterator[str]) -> None:
    kind = draw(st.sampled_from(sorted(KINDS)))
    days = draw(st.integers(0, 40))
    history: list[Envelope] = []
    for number, level in enumerate(draw(st.lists(st.sampled_from(SHARE_LEVELS), min_size=1, max_size=3))):
        content = fields_of(kind, words, draw(st.booleans()))
        theme, tags = draw(st.sampled_from(("", next(words)))), (next(words), "ethics")
        version = record(kind, content, days_ago=days, share=level, theme=theme, tags=tags)
        first = history[0] if history else version
        changed = NOW - timedelta(days=max(days - 3 * number, 0))
        history.append(replace(version, id=first.id, changed_at=changed))
        journal.hidden |= _words([theme, *tags, content])
    latest = history[-1] = _pointing(draw, history[-1], journal)
    if latest.share != "private":
        journal.open |= _words([latest.theme, *latest.tags])
    if latest.share == "share":
        journal.open |= _words([[part.label, part.text] for part in KINDS[kind].shareable(latest.fields)])
    journal.hidden -= journal.open
    journal.histories.append(history)


def _pointing(draw: st.DrawFn, record: Envelope, journal: Journal) -> Envelope:
    """A preparation with a record among its priorities, and a risk that stands for one, as far as there is another."""
    ids = [each[-1].id for each in journal.histories]
    if not ids or record.kind not in ("preparation", "risk"):
        return record
    chosen = draw(st.sampled_from(ids))
    if record.kind == "risk":
        return replace(record, fields={**record.fields, "trigger": chosen})
    ranked = [*record.fields["priorities"], {"record": chosen}]
    return replace(record, fields={**record.fields, "priorities": ranked})


def _not_told(journal: Journal) -> set[str]:
    """What others may read and the page does not say: closed risks, all preparations but the last, its label."""
    latest = [history[-1] for history in journal.histories]
    closed = [each for each in latest if each.kind == "risk" and each.fields.get("closed")]
    written = [each for each in latest if each.kind == "preparation" and each.share == "share"]
    told = for_next(written, ())
    others = [each for each in written if each is not told]
    label = [told.theme, *told.tags] if told else []
    return _words([label, [[each.theme, *each.tags, dict(each.fields)] for each in (*closed, *others)]])


def _words(value: object) -> set[str]:
    if isinstance(value, dict):
        return _words([*value, *value.values()])
    if isinstance(value, list | tuple):
        return {each for part in value for each in _words(part)}
    return {each for each in str(value).replace(",", " ").split() if each.startswith("zq")}


@settings(max_examples=150)
@given(
    journals(),
    st.none() | st.dates(date(2026, 10, 1), NOW.date()),
    st.sets(st.sampled_from([item.id for item in ITEMS])),
    st.booleans(),
    st.sampled_from(GUIDE.profiles),
)
def test_no_private_word_is_in_what_goes_to_others(
    journal: Journal, since: date | None, shown: set[str], replace_all: bool, profile: supervision.Profile
) -> None:
    """Rule: private records give nothing, themes give their line and tags, earlier versions give nothing."""
    items = [item for item in ITEMS if item.id in shown]
    found = values(material(journal.histories), GUIDE, items, now=NOW, zone=ZONE, since=since)
    made = redact(summary(found, profile, GUIDE), Known(NOW.date()), replace_all=replace_all)
    assert isinstance(made, Shareable)
    for text in (repr(made.document), markdown(made), plain_text(made)):
        assert not [each for each in journal.hidden if each in text]
    if since is None and not any(each[-1].kind == "session" for each in journal.histories):
        assert all(each in markdown(made) for each in journal.open - _not_told(journal))


PHONE = "07700 900123"
DECIDED = (None, Answer("replace"), Answer("replace", "a phone number"), Answer("keep", "known to all"))


def written_in(text: str) -> set[str]:
    return set(re.findall("zq[a-j]+qz", text))


def of_records(journal: Journal) -> dict[str, set[str]]:
    """The words of each record, in all its versions."""
    return {
        history[-1].id: written_in(str([(each.theme, each.tags, each.fields) for each in history]))
        for history in journal.histories
    }


def whole_page(journal: Journal, profile: supervision.Profile) -> Document:
    return summary(values(material(journal.histories), GUIDE, (), now=NOW, zone=ZONE), profile, GUIDE)


@given(journals(), st.sampled_from(GUIDE.profiles))
def test_whatever_a_person_wrote_carries_its_record(journal: Journal, profile: supervision.Profile) -> None:
    """Rule: a word on the page is one of the record that the review would ask about and could leave out."""
    words = of_records(journal)

    def look(text: str, record: str) -> str:
        assert written_in(text) <= words.get(record, set())
        return text

    page = whole_page(journal, profile)
    page.map_written(look)
    assert {word for each in page.records() for word in words[each]} >= written_in(plain_text(OwnCopy(page)))


@settings(max_examples=150)
@given(journals(), st.sampled_from(GUIDE.profiles), st.booleans(), st.data())
def test_whatever_is_answered_at_a_review_no_private_word_goes_out(
    journal: Journal, profile: supervision.Profile, replace_all: bool, data: st.DataObject
) -> None:
    """Rule: nothing of a record that was left out is on the page, and no identifier that nobody decided to keep."""
    page = whole_page(journal, profile).map_written(lambda text, record: f"{text} {PHONE}" if record else text)
    decided = {each: data.draw(st.sampled_from(DECIDED)) for each in page.records()}
    left_out = data.draw(st.sets(st.sampled_from(page.records()))) if page.records() else set()
    given = {Asked(each, national(PHONE), "phone"): answer for each, answer in decided.items() if answer}
    answers = Answers(given, lambda value: value, frozenset(left_out))
    made = redact(page, Known(NOW.date(), answers=answers), replace_all=replace_all)
    on_page = page.without(answers.left_out).records()
    if not isinstance(made, Shareable):
        assert {each.record for each in made} == {each for each in on_page if decided[each] is None}
        assert not replace_all
        return
    kept = [each for each in on_page if decided[each] == DECIDED[-1]]
    gone = {word for each in left_out for word in of_records(journal)[each]}
    for text in (repr(made.document), markdown(made), plain_text(made)):
        assert not [each for each in (*journal.hidden, *gone) if each in text]
        assert (PHONE in text) == bool(kept)
        assert (f"{len(kept)} detail" in text) == bool(kept)


# --- the CPD record ---------------------------------------------------------------------------------------------------

PROFILES = cpd.load().profiles


def cpd_record(journal: Journal, profile: cpd.Profile, since: date) -> Standing:
    """How CPD stands for whoever wrote the journal."""
    pieces = (history[-1] for history in journal.histories if history[-1].kind == "cpd")
    kept = tuple(each for each in pieces if each.day >= since)
    return Standing(profile, period(profile, NOW.date()), since, NOW.date(), kept)


def on_the_forms(record: Envelope, profile: cpd.Profile) -> set[str]:
    """The words of a piece that a form of the profile has a place for."""
    fields = {each.key for form in profile.forms for each in form.fields}
    return _words([text for key, text in record.fields.items() if key in fields])


@settings(max_examples=150)
@given(
    journals(),
    st.sampled_from(PROFILES),
    st.dates(date(2026, 10, 1), NOW.date()),
    st.sampled_from((record_document, record_table)),
    st.booleans(),
    st.data(),
)
def test_no_word_of_what_was_kept_back_is_in_a_cpd_record(
    journal: Journal,
    profile: cpd.Profile,
    since: date,
    form: Callable[[Standing, Set[str]], Document],
    replace_all: bool,
    data: st.DataObject,
) -> None:
    """Rule: it holds pieces of CPD at level share that were not left out, and of them what the forms ask for."""
    standing = cpd_record(journal, profile, since)
    shared = [each for each in standing.records if each.share == "share"]
    left_out = data.draw(st.sets(st.sampled_from([each.id for each in shared]))) if shared else set()
    page = form(standing, frozenset(left_out)).map_written(lambda text, record: f"{text} {PHONE}" if record else text)
    decided = {each: data.draw(st.sampled_from(DECIDED)) for each in page.records()}
    given = {Asked(each, national(PHONE), "phone"): answer for each, answer in decided.items() if answer}
    made = redact(page, Known(NOW.date(), answers=Answers(given, lambda value: value)), replace_all=replace_all)
    if not isinstance(made, Shareable):
        assert {each.record for each in made} == {each for each in page.records() if decided[each] is None}
        assert not replace_all
        return
    told = {word for each in shared if each.id not in left_out for word in on_the_forms(each, profile)}
    for text in (repr(made.document), markdown(made), plain_text(made), csv_table(made).decode()):
        assert written_in(text) <= told
        assert (PHONE in text) == (DECIDED[-1] in decided.values())
    if form is record_table:
        assert written_in(csv_table(made).decode()) == told
