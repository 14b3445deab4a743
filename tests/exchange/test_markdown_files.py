"""Notes in Markdown files: where their date, title and tags come from."""

from datetime import datetime, timedelta, timezone

import pytest

from selfcare.errors import InvalidFile
from selfcare.exchange import markdown
from selfcare.exchange.entries import Entry

NOON = datetime(2026, 1, 2, 12)


def read_one(name: str, text: str) -> Entry:
    (entry,) = markdown.read([(name, text.encode())]).entries
    return entry


def test_front_matter_gives_date_title_tags_and_zone() -> None:
    front = 'title: "A long visit"\ndate: 2026-01-02 10:30\ntags: [Work, "night shift"]\ntimezone: Asia/Taipei'
    text = f"---\n{front}\n---\n\nWords.\n\nMore.\n"
    assert read_one("a.md", text) == Entry(
        datetime(2026, 1, 2, 10, 30), "A long visit\nWords.\n\nMore.", "a.md", "Asia/Taipei", ("Work", "night shift")
    )


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-01-02", NOON),
        ("'2026-01-02'", NOON),
        ("2026-01-02T10:30", datetime(2026, 1, 2, 10, 30)),
        ("2026-01-02 10:30:15", datetime(2026, 1, 2, 10, 30, 15)),
        ("2026-01-02 10:30:15 +0100", datetime(2026, 1, 2, 10, 30, 15, tzinfo=timezone(timedelta(hours=1)))),
        ("2026-01-02T10:30:15.250-05:00", datetime(2026, 1, 2, 10, 30, 15, 250000, timezone(timedelta(hours=-5)))),
    ],
)
def test_dates_in_front_matter_are_iso_dates(written: str, moment: datetime) -> None:
    entry = read_one("a.md", f"---\ncreated: {written}\n---\nWords.")
    assert (entry.at, entry.at.utcoffset()) == (moment, moment.utcoffset())
    assert entry.day_alone == (moment == NOON)


@pytest.mark.parametrize(
    "tags", ["tags: a, b", "tags: a b", "tags: [a, b]", "tags:\n  - a\n  - b", "tags:\n- 'a'\n- b"]
)
def test_tags_are_read_as_people_write_them(tags: str) -> None:
    assert read_one("2026-01-02.md", f"---\n{tags}\n---\nWords.").tags == ("a", "b")


@pytest.mark.parametrize(
    ("name", "text", "moment"),
    [
        ("2026-01-02.md", "Words.", NOON),
        ("2026-01-02 A long visit.md", "Words.", NOON),
        ("20260102.md", "Words.", NOON),
        ("2026_01_02.md", "Words.", NOON),
        ("journal/2026-01-02.md", "Words.", NOON),
        ("2026-01-02 10-30.md", "Words.", datetime(2026, 1, 2, 10, 30)),
        ("2026-01-02 2000 words.md", "Words.", NOON),
        ("visit.md", "# 2026-01-02\nWords.", NOON),
        ("visit.md", "\n## 2026-01-02 10:30 A long visit\nWords.", datetime(2026, 1, 2, 10, 30)),
        ("2025-05-05.md", "# 2026-01-02\nWords.", NOON),
    ],
)
def test_without_front_matter_the_first_heading_or_the_file_name_has_the_date(
    name: str, text: str, moment: datetime
) -> None:
    entry = read_one(name, text)
    assert entry.at == moment
    assert entry.day_alone == (moment == NOON)
    assert entry.text == text.strip("\n")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("visit.md", "Words."),
        ("visit 3.md", "Seen on 2026-01-02"),
        ("visit.md", "# A visit on 2026-01-02"),
        ("2026-13-02.md", "Words."),
        ("2026-01-023.md", "Words."),
        ("02-01-2026.md", "Words."),
        ("visit.md", "---\ndate: 2 January 2026\n---\nWords."),
        ("visit.md", "---\ndate: 01/02/2026\n---\nWords."),
        ("visit.md", "---\ndate: 2026-01-02 99:00\n---\nWords."),
    ],
)
def test_a_file_without_a_date_is_named_and_never_dated_by_guessing(name: str, text: str) -> None:
    found = markdown.read([(name, text.encode()), ("2026-01-02.md", b"Other.")])
    assert [each.text for each in found.entries] == ["Other."]
    assert found.not_understood == (name,)


@pytest.mark.parametrize(
    "text", ["---\nI sat down.\n---\nAnd stood up.", "---\ndate: no end", "---\n\n---\nWords.", "--- \nx\n---"]
)
def test_rulers_in_the_text_are_no_front_matter(text: str) -> None:
    assert read_one("2026-01-02.md", text).text == text


def test_a_title_that_is_the_heading_too_stands_once() -> None:
    assert read_one("2026-01-02.md", "---\ntitle: A visit\n---\n# A visit\nWords.").text == "# A visit\nWords."


def test_what_was_left_out_is_counted() -> None:
    found = markdown.read(
        [
            ("2026-01-01.md", b"---\nmood: 3\nlocation:\n  lat: 1\ntags: a\n---\nWords."),
            ("2026-01-02.md", b" \n"),
            ("2026-01-03.md", b"\xff\xfe"),
        ]
    )
    assert len(found.entries) == 1
    assert found.wordless == 1
    assert found.not_understood == ("2026-01-03.md",)
    assert any("front matter" in remark and "2" in remark for remark in found.remarks)
    assert any("needs a date" in remark for remark in found.remarks)


@pytest.mark.parametrize("content", [b"Words.", b"\xff\xfe"])
def test_where_no_file_can_be_read_it_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidFile) as refused:
        markdown.read([("visit.md", content), ("other.md", content)])
    assert "needs a date" in refused.value.hint
