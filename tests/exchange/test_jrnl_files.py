"""Files that jrnl itself wrote, and lines in them that only look like the beginning of an entry."""

from datetime import datetime
from pathlib import Path

import pytest

from selfcare.errors import InvalidFile, Usage, WrongPassphrase
from selfcare.exchange import jrnl, jrnl_lock
from selfcare.exchange.entries import Entry, Found

SAMPLES = Path(__file__).parent / "samples"
PASSWORD = "an invented password"

TWICE = "The hour that comes twice."
HANDOVER = "Handover ran late. It was @busy, and I stayed calm. @team\nA second line.\n\nAfter a gap."
DATES = "Dates in it.\n2026-02-09 was calmer\n[1] a footnote\n[x] done\nMay: she was calmer"
CAFE = "Zoë and 李: café ☕ went well"
SKIPPED = "The hour that the clocks skip."
MOMENTS = [
    datetime(2025, 10, 26, 1, 30),
    datetime(2026, 1, 2, 10),
    datetime(2026, 2, 10, 21, 5),
    datetime(2026, 2, 11, 8),
    datetime(2026, 3, 29, 1, 30),
]


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def read(text: str, *forms: str) -> Found:
    return jrnl.read(text.encode(), [jrnl.form(each) for each in forms] or jrnl.OWN_FORMS)


def texts(found: Found) -> list[str]:
    return [each.text for each in found.entries]


@pytest.mark.parametrize("name", ["jrnl-4.6.txt", "jrnl-4.6-default-dates.txt"])
def test_what_jrnl_wrote_is_read_entry_for_entry(name: str) -> None:
    found = jrnl.read(sample(name))
    assert texts(found) == [TWICE, HANDOVER, DATES, CAFE, SKIPPED]
    assert [each.at for each in found.entries] == MOMENTS
    assert [each.tags for each in found.entries] == [(), ("busy", "team"), (), ("starred",), ()]
    assert not found.not_understood
    assert not found.remarks
    assert not found.wordless


def test_a_form_of_dates_of_ones_own_is_read_when_it_is_named() -> None:
    with pytest.raises(InvalidFile) as refused:
        jrnl.read(sample("jrnl-4.6-own-dates.txt"))
    assert "--date-format" in refused.value.hint
    found = jrnl.read(sample("jrnl-4.6-own-dates.txt"), [jrnl.form("%d.%m.%Y %H:%M")])
    assert [each.at for each in found.entries] == MOMENTS


def test_the_form_that_jrnl_1_wrote_is_read_and_keeps_lines_that_look_like_dates() -> None:
    found = jrnl.read(sample("jrnl-1.9.txt"))
    assert [each.at for each in found.entries] == MOMENTS
    assert found.entries[2].text == DATES
    assert found.entries[3].tags == ("starred",)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("jrnl-4.6-encrypted.txt", "jrnl-4.6.txt"),
        ("jrnl-4.2-encrypted.txt", "jrnl-4.6.txt"),
        ("jrnl-1.9-encrypted.txt", "jrnl-1.9.txt"),
    ],
)
def test_each_encryption_of_jrnls_opens_with_its_password_and_with_no_other(name: str, plain: str) -> None:
    locked = sample(name)
    assert jrnl_lock.is_locked(locked)
    assert not jrnl_lock.is_locked(sample(plain))
    assert jrnl.read(jrnl_lock.unlock(locked, PASSWORD)) == jrnl.read(sample(plain))
    for wrong in ("an invented passwort", "", "\udc80"):
        with pytest.raises(WrongPassphrase):
            jrnl_lock.unlock(locked, wrong)


@pytest.mark.parametrize("name", ["jrnl-4.6-encrypted.txt", "jrnl-4.2-encrypted.txt"])
def test_a_locked_file_that_is_cut_short_is_called_damaged_and_not_a_wrong_password(name: str) -> None:
    locked = sample(name)
    for length in (len(locked) - 1, len(locked) - 4, len(locked) // 2 + 1, 60, 12):
        with pytest.raises(InvalidFile):
            jrnl_lock.unlock(locked[:length], PASSWORD)


def test_a_salt_in_plain_json_is_read_as_jrnl_reads_it() -> None:
    """For a while jrnl wrote the header of its third encryption without base64."""
    import base64

    locked = sample("jrnl-4.6-encrypted.txt")
    length = int.from_bytes(locked[6:8], "big")
    header = base64.b64decode(locked[8 : 8 + length])
    older = b"JRNLv3" + len(header).to_bytes(2, "big") + header + locked[8 + length :]
    assert jrnl_lock.unlock(older, PASSWORD) == jrnl_lock.unlock(locked, PASSWORD)


@pytest.mark.parametrize(
    "line",
    [
        "2026-02-09 was calmer",
        "2026-02-09 10:00 she rang",
        "May: she was calmer",
        "yesterday: nothing",
        "[1] a footnote",
        "[20190927-1] a footnote",
        "[x] done",
        "[Entry added 2019-09-27] later",
        "[yesterday] we spoke",
        "[today 10:00] we spoke",
        "[2026] was hard",
        "[2026-02-09] she rang",
        "[2026-2-9 10:00] she rang",
        "[2026-02-09 9:00] she rang",
        "[2026-02-09 10:00]",
        "[2026-02-30 10:00] no such day",
        " [2026-02-09 10:00] indented",
        "> [2026-02-09 10:00] quoted",
        "[2026-02-09 10:00 she rang",
        "[2026-02-09\n10:00] she rang",
    ],
)
def test_a_line_of_the_text_that_only_looks_like_a_date_stays_text(line: str) -> None:
    found = read(f"[2026-01-02 10:00] First.\nBefore.\n{line}\nAfter.\n\n[2026-01-03 10:00] Second.\n")
    assert texts(found) == [f"First.\nBefore.\n{line}\nAfter.", "Second."]


def test_a_line_exactly_as_jrnl_begins_an_entry_begins_one_as_it_does_in_jrnl() -> None:
    found = read("[2026-01-02 10:00] First.\n[2026-02-09 10:00] Second.\n[2026-02-09 10:00:00 AM] Third.\n")
    assert texts(found) == ["First.", "Second.", "Third."]


def test_dates_in_a_form_that_was_not_named_are_said_with_their_lines() -> None:
    """Whoever changed the form half way would else find all later entries in one."""
    found = read("[2026-01-02 10:00] First.\n\n[03.01.2026 10:00] Second.\n\n[1] no date\n")
    assert texts(found) == ["First.\n\n[03.01.2026 10:00] Second.\n\n[1] no date"]
    assert [remark for remark in found.remarks if "line 3." in remark and "--date-format" in remark]
    both = read("[2026-01-02 10:00] First.\n\n[03.01.2026 10:00] Second.\n", "%F %R", "%d.%m.%Y %H:%M")
    assert [each.at for each in both.entries] == [datetime(2026, 1, 2, 10), datetime(2026, 1, 3, 10)]


def test_what_stands_before_the_first_entry_is_said() -> None:
    assert read("\n[2026-01-02 10:00] First.\n").not_understood == ()
    assert read("Hello\n[2026-01-02 10:00] First.\n").not_understood == ("line 1",)
    assert read("Hello\n\n[2026-01-02 10:00] First.\n").not_understood == ("lines 1 to 2",)


def test_an_entry_without_words_is_counted_and_left_out() -> None:
    found = read("[2026-01-02 10:00] \n\n[2026-01-03 10:00] Words.\n")
    assert texts(found) == ["Words."]
    assert found.wordless == 1


def test_a_file_written_on_windows_is_the_same() -> None:
    text = sample("jrnl-4.6.txt")
    assert jrnl.read(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n")) == jrnl.read(text)


@pytest.mark.parametrize("content", [b"A diary in some other form.\n", "ÿ".encode("latin-1"), "Hé".encode("utf-16")])
def test_text_that_is_not_jrnls_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidFile):
        jrnl.read(content)


def test_an_empty_journal_has_no_entries() -> None:
    assert jrnl.read(b"") == Found()
    assert jrnl.read(b"\n \n") == Found()


@pytest.mark.parametrize("words", ["hello", "", "%H:%M", "%d.%m.", "%Y", "%d.%m.%Y %Q", "%", "%Y-%m"])
def test_a_form_of_dates_that_gives_no_day_is_refused(words: str) -> None:
    with pytest.raises(Usage):
        jrnl.form(words)


def test_the_short_signs_of_jrnls_own_default_are_understood() -> None:
    assert jrnl.form("%F %r") in jrnl.OWN_FORMS
    assert jrnl.form("%F %R") in jrnl.OWN_FORMS


def test_a_folder_is_read_file_by_file_and_places_name_the_file() -> None:
    found = jrnl.read_days(
        [("2026/01/02.txt", b"?\n[2026-01-02 10:00] One."), ("2026/01/03.txt", b"nothing of jrnl's")]
    )
    assert found.entries == (Entry(datetime(2026, 1, 2, 10), "One.", "2026/01/02.txt line 2"),)
    assert found.not_understood == ("2026/01/02.txt line 1", "2026/01/03.txt")
