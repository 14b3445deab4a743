"""The envelope's canonical JSON: what goes in comes out, and nothing else is let in."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.journal.making import note

from selfcare.errors import Usage
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.handles import new_id
from selfcare.vault import canonical

KEPT_TEXT = st.text(st.characters(exclude_characters="\0", codec="utf-8"))
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)).map(
    envelopes.to_milliseconds
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-canonical.LARGEST, canonical.LARGEST) | KEPT_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcdef_", max_size=5), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def any_envelope(draw: st.DrawFn) -> Envelope:
    happened = draw(MOMENTS)
    return Envelope(
        id=new_id(draw(MOMENTS)),
        handle=draw(st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=5, max_size=5)),
        kind=draw(KEPT_TEXT),
        kind_version=draw(st.integers(1, 99)),
        happened_at=happened,
        zone=draw(st.sampled_from(["Europe/London", "Asia/Kathmandu", "UTC"])),
        day=draw(st.dates(date(1970, 1, 1), date(2200, 12, 31))),
        written_at=draw(MOMENTS),
        changed_at=draw(MOMENTS),
        device=draw(KEPT_TEXT),
        share=draw(st.sampled_from(envelopes.SHARE_LEVELS)),
        theme=draw(KEPT_TEXT),
        tags=tuple(draw(st.lists(KEPT_TEXT, max_size=3))),
        fields=draw(st.dictionaries(st.text("abcdef_", max_size=5), VALUES, max_size=3)),
    )


@given(any_envelope())
def test_what_was_dumped_is_read_back_the_same(envelope: Envelope) -> None:
    assert envelopes.parse(envelopes.dump(envelope)) == envelope


@given(any_envelope())
def test_the_json_has_one_spelling(envelope: Envelope) -> None:
    content = envelopes.dump(envelope)
    assert (
        content == json.dumps(json.loads(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    )
    assert envelopes.dump(envelopes.parse(content)) == content


@given(st.datetimes(timezones=st.timezones()), KEPT_TEXT)
def test_whatever_is_accepted_can_be_read_again(at: datetime, text: str) -> None:
    try:
        envelope = note(text, at=at)
    except (Usage, OverflowError):  # hypothesis knows moments that have no UTC
        return
    assert envelopes.parse(envelopes.dump(envelope)) == envelope


@pytest.mark.parametrize("part", ["happened_at", "written_at", "changed_at"])
@pytest.mark.parametrize("year", [1, 1969, 2201, 9999])
def test_a_moment_in_another_age_is_refused_before_it_is_kept(part: str, year: int) -> None:
    """What `put` and `seal` accept, `parse` must read: one such record would stop every command."""
    parts: dict[str, Any] = {part: datetime(year, 6, 1, tzinfo=UTC)}
    far_off = replace(note("words"), **parts)
    with pytest.raises(Usage, match="1970 to 2200"):
        envelopes.refuse_unkeepable(far_off)
    with pytest.raises(ValueError, match="a moment is written"):
        envelopes.parse(envelopes.dump(far_off))


def test_moments_are_utc_in_whole_milliseconds() -> None:
    at = datetime(2026, 11, 21, 23, 10, 0, 123_999, tzinfo=UTC)
    assert envelopes.to_object(note("words", at=at))["happened_at"] == "2026-11-21T23:10:00.123Z"


def spoilt(**parts: Any) -> bytes:
    """A well-formed envelope with some parts of another form."""
    return canonical.dump({**envelopes.to_object(note("words")), **parts})


def without(name: str) -> bytes:
    content = envelopes.to_object(note("words"))
    del content[name]
    return canonical.dump(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"id":1}',
        b"\xff\xfe",
        without("device"),
        spoilt(extra=1),
        spoilt(id="00000000-0000-4000-8000-000000000000"),
        spoilt(id="not-an-id"),
        spoilt(kind_version=0),
        spoilt(kind_version=-1),
        spoilt(kind_version=True),
        spoilt(kind_version="1"),
        spoilt(fields=[]),
        spoilt(tags="a"),
        spoilt(tags=[1]),
        spoilt(share="everybody"),
        spoilt(theme=None),
        spoilt(day="20261121"),
        spoilt(day="2026-W47-6"),
        spoilt(day="2026-02-30"),
        spoilt(day="0001-01-01"),
        spoilt(day="9999-12-31"),
        spoilt(happened_at="2026-11-21T23:10:00Z"),
        spoilt(happened_at="2026-11-21T23:10:00.000+01:00"),
        spoilt(happened_at="2026-11-21T23:10:00.000"),
        spoilt(happened_at="0001-01-01T00:00:00.000+14:00"),
        spoilt(happened_at="0001-01-01T00:00:00.000Z"),
        spoilt(happened_at="9999-12-31T23:59:59.999Z"),
        spoilt(happened_at="yesterday"),
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (its subclasses say why)
        envelopes.parse(content)


@pytest.mark.fuzz
@given(st.binary(max_size=200))
def test_no_bytes_do_worse_than_being_refused(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        envelopes.parse(content)


def test_the_spoilt_ones_are_refused_for_what_was_spoilt() -> None:
    assert envelopes.parse(spoilt()).fields == {"text": "words"}


@pytest.mark.parametrize("bad", ["NUL \0 inside", "half \ud83d a character", "\udcff"])
def test_text_that_cannot_be_kept_exactly_is_refused_without_repeating_it(bad: str) -> None:
    attempts: list[Callable[[], Envelope]] = [
        lambda: note(bad),
        lambda: note("words", theme=bad),
        lambda: note("words", tags=(bad,)),
        lambda: envelopes.new("note", {bad: "words"}),
        lambda: envelopes.new("note", {"deep": {"er": ["words", bad]}}),
        lambda: envelopes.changed(note("words"), fields={"text": bad}),
    ]
    for attempt in attempts:
        with pytest.raises(Usage) as refusal:
            attempt()
        assert bad not in refusal.value.message + refusal.value.hint


@pytest.mark.parametrize("content", [{"naïve": "a key beyond ASCII"}, {"n": 2**53}, {"n": 0.5}])
def test_values_without_a_canonical_form_are_refused(content: dict[str, Any]) -> None:
    with pytest.raises(Usage, match="cannot be kept exactly"):
        envelopes.new("note", content)


def test_text_is_kept_byte_for_byte() -> None:
    text = "e\u0301 \u00e9 \r\n\t  \u202e 🧡\u200d️ \ufeff end "
    assert envelopes.parse(envelopes.dump(note(text))).fields["text"] == text


def test_tags_are_lower_case_sorted_and_there_once() -> None:
    assert envelopes.tidy_tags(("#Night", " night ", "Hard visit", "", "#", "# on call")) == (
        "hard visit",
        "night",
        "on call",
    )


@given(st.lists(st.text()).map(tuple))
def test_tidy_tags_stay_as_they_are(tags: tuple[str, ...]) -> None:
    tidy = envelopes.tidy_tags(tags)
    assert envelopes.tidy_tags(tidy) == tidy


def test_an_unknown_share_level_is_refused() -> None:
    with pytest.raises(Usage):
        note("words", share="all")


@pytest.mark.parametrize(
    ("starts_at", "day"), [("05:00", date(2026, 11, 20)), ("04:00", date(2026, 11, 21)), ("12:00", date(2026, 11, 20))]
)
def test_a_record_files_under_its_shift_day(starts_at: str, day: date) -> None:
    at = datetime(2026, 11, 21, 4, 30, tzinfo=UTC)
    in_london = replace(note("after a night", at=at), zone="Europe/London")
    assert envelopes.filed(in_london, starts_at).day == day


def test_a_change_moves_only_the_time_of_change() -> None:
    before = note("words", tags=("a",), share="theme", theme="line")
    before = replace(before, changed_at=before.changed_at - timedelta(hours=1))
    after = envelopes.changed(before, fields={"text": "other"})
    assert after.changed_at > before.changed_at
    assert replace(after, changed_at=before.changed_at, fields=before.fields) == before
