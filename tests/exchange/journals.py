"""Journals with something of everything in them, for the tests of the archive."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st
from tests.journal.making import begun

from selfcare.identify.answers import Answer, Asked
from selfcare.journal import bin as bins
from selfcare.journal import envelope as envelopes
from selfcare.journal import people, reviews, shared_log
from selfcare.journal.archive import Archive, collect
from selfcare.journal.drafts import keep_draft
from selfcare.journal.envelope import Envelope
from selfcare.journal.finding import Filter, find
from selfcare.journal.journal import Journal
from selfcare.journal.merging import Plan, carry_out, plan
from selfcare.journal.records import latest_version, put
from selfcare.journal.session import Session
from selfcare.journal.sweeping import sweep

Step = Callable[[Journal], None]

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40)
tags = st.lists(st.sampled_from(["night", "Visit", "#handover", "üb", "team"]), max_size=3).map(tuple)


def archive_of(journal: Journal) -> Archive:
    with journal.models() as session:
        return collect(session)


def brought_into(journal: Journal, archive: Archive) -> Plan:
    """Bring an archive in, and return what that was."""
    with journal.writing() as session:
        planned = plan(session, archive)
        carry_out(session, planned)
        return planned


def records(journal: Journal, *, in_bin: bool = False) -> list[Envelope]:
    with journal.reading() as session:
        return find(session, Filter(in_bin=in_bin))


def _one_of(journal: Journal, number: int) -> Envelope | None:
    kept = records(journal)
    return kept[number % len(kept)] if kept else None


# --- steps: each does something to a journal, and nothing where there is nothing to do it to -------------------------


def written(kind: str, fields: dict[str, object], tagged: tuple[str, ...], share: str, theme: str) -> Step:
    def step(journal: Journal) -> None:
        put(journal, envelopes.new(kind, fields, tags=tagged, share=share, theme=theme))

    return step


def changed(number: int, text: str) -> Step:
    def step(journal: Journal) -> None:
        if record := _one_of(journal, number):
            put(journal, envelopes.changed(record, theme=text, share="theme"))

    return step


def removed(number: int) -> Step:
    def step(journal: Journal) -> None:
        if record := _one_of(journal, number):
            bins.remove(journal, record.id)

    return step


def emptied(journal: Journal) -> None:
    bins.empty(journal)


def begun_form(text: str) -> Step:
    def step(journal: Journal) -> None:
        form = begun(envelopes.new("reflection", {"template": "quick", "answers": {"what": text}}), what=text)
        keep_draft(journal, replace(form, skipped=("so_what",)))

    return step


def begun_again(number: int, text: str) -> Step:
    """A draft that changes a record which is there."""

    def step(journal: Journal) -> None:
        if record := _one_of(journal, number):
            keep_draft(journal, begun(envelopes.changed(record, theme=text), theme=text))

    return step


def put_away(name: str) -> Step:
    def step(journal: Journal) -> None:
        people.add(journal, name)

    return step


def swept(journal: Journal) -> None:
    sweep(journal)


def answered(number: int, text: str) -> Step:
    def step(journal: Journal) -> None:
        record = _one_of(journal, number)
        if record is None:
            return
        with journal.writing() as session:
            answer(session, record, text)

    return step


def answer(session: Session, record: Envelope, text: str) -> None:
    """Keep the answer that `text` is no name, for the record as it is."""
    digest = reviews.digest_with(people.names_key(session))
    version = latest_version(session, record.id)
    assert version
    reviews.keep(session, version, Asked(record.id, digest(text), "person_name"), Answer("keep", text))


def handed_over(journal: Journal) -> None:
    ids = [each.id for each in records(journal)]
    with journal.writing() as session:
        versions = reviews.versions_of(session, ids).values()
        shared_log.add(session, role="supervisor", what="summary", form="md", versions=versions)


def chosen(days: int) -> Step:
    def step(journal: Journal) -> None:
        journal.set_setting("interval_line", str(days))

    return step


contents = st.one_of(
    st.tuples(st.just("note"), st.fixed_dictionaries({"text": words})),
    st.tuples(st.just("good"), st.fixed_dictionaries({"text": words})),
    st.tuples(
        st.just("trigger"),
        st.fixed_dictionaries(
            {"kind": st.just("other"), "situation": words, "before": st.integers(0, 10)},
            optional={"emotions": st.lists(words, min_size=1, max_size=2)},
        ),
    ),
    st.tuples(st.just("plan_item"), st.fixed_dictionaries({"what": words, "verb": st.just("grow")})),
    st.tuples(
        st.just("reflection"),
        st.fixed_dictionaries({"template": st.just("quick"), "answers": st.fixed_dictionaries({"what": words})}),
    ),
)
_numbers = st.integers(0, 50)
steps = st.lists(
    st.one_of(
        st.builds(
            lambda kept, *rest: written(*kept, *rest), contents, tags, st.sampled_from(envelopes.SHARE_LEVELS), words
        ),
        st.builds(changed, _numbers, words),
        st.builds(removed, _numbers),
        st.just(emptied),
        st.builds(begun_form, words),
        st.builds(begun_again, _numbers, words),
        st.builds(put_away, st.sampled_from(["Barnaby Okonkwo", "Ffion", "Will Baker", "Ngozi Will"])),
        st.just(swept),
        st.builds(answered, _numbers, words),
        st.just(handed_over),
        st.builds(chosen, st.integers(1, 999)),
    ),
    max_size=14,
)


def of_everything(journal: Journal) -> None:
    """Fill a journal with each thing that an archive carries."""
    note = put(journal, envelopes.new("note", {"text": "Long night.\r\n\tShe said “no” \u202e 🧡 \n"}, tags=("night",)))
    put(journal, envelopes.changed(note, theme="holding on", share="theme"))
    for text in ("kept", "in the bin", "gone"):
        put(journal, envelopes.new("good", {"text": text}))
    by_text = {each.fields["text"]: each.id for each in records(journal)}
    bins.remove(journal, by_text["gone"])
    bins.empty(journal)
    bins.remove(journal, by_text["in the bin"])
    for step in (begun_form("half a form"), put_away("Barnaby Okonkwo"), handed_over, chosen(21)):
        step(journal)
    with journal.writing() as session:
        answer(session, note, "Elm")
