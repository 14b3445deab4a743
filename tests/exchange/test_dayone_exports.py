"""Day One's exports: a ZIP or JSON, whole or hostile."""

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from selfcare.errors import InvalidFile
from selfcare.exchange import dayone, unzipping
from selfcare.exchange.entries import Entry, Found

SAMPLE = Path(__file__).parent / "samples" / "dayone.json"
LONDON = "Europe/London"


def read(content: bytes) -> Found:
    return dayone.read(io.BytesIO(content))


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def journal(*entries: Any) -> bytes:
    return json.dumps({"metadata": {"version": "1.0"}, "entries": list(entries)}).encode()


def entry(**parts: Any) -> dict[str, Any]:
    return {"creationDate": "2026-01-05T18:30:12Z", "timeZone": LONDON, "text": "Words.", **parts}


def test_an_export_keeps_words_moments_zones_tags_and_stars() -> None:
    found = read(SAMPLE.read_bytes())
    visit = "# A long visit\n\nIt went better than I feared."
    assert found.entries == (
        Entry(
            datetime(2026, 1, 5, 18, 30, 12, tzinfo=UTC), visit, "entry 1", LONDON, ("Visits", "good things", "starred")
        ),
        Entry(
            datetime(2026, 2, 1, 3, 15, tzinfo=UTC), "Could not sleep after the flight.", "entry 2", "Asia/Taipei", ()
        ),
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("30\\-minute walk\\. \\#1\\!", "30-minute walk. #1!"),
        ("C:\\\\notes", "C:\\notes"),
        ("a\\nb", "a\\nb"),
        ("Before\n\n![](dayone-moment:/video/AB12)\n\nAfter", "Before\n\nAfter"),
        ("![](https://example.org/a.png)", "![](https://example.org/a.png)"),
        ("  As it is.\n", "  As it is.\n"),
    ],
)
def test_the_text_is_what_was_typed_without_backslashes_and_links_to_pictures(written: str, kept: str) -> None:
    (found,) = read(journal(entry(text=written, richText="{}"))).entries
    assert found.text == kept


def test_a_backslash_of_ones_own_stays_where_day_one_put_in_none() -> None:
    assert read(journal(entry(text="A shrug: \\_o_/"))).entries[0].text == "A shrug: \\_o_/"


def test_an_entry_with_a_link_to_a_picture_alone_holds_no_words() -> None:
    found = read(journal(entry(text="![](dayone-moment://AB12)", richText="{}")))
    assert (found.entries, found.not_understood, found.wordless) == ((), (), 1)


def test_a_zone_that_stands_with_the_place_is_the_zone() -> None:
    (found,) = read(journal(entry(timeZone=None, location={"timeZoneName": "Asia/Taipei"}))).entries
    assert found.zone == "Asia/Taipei"


def test_what_stays_behind_is_counted() -> None:
    found = read(SAMPLE.read_bytes())
    assert found.not_understood == ("entry 4",)
    assert found.wordless == 1
    assert any("Pictures" in remark and "2" in remark for remark in found.remarks)
    assert any("Places and weather" in remark for remark in found.remarks)


def test_a_zip_with_several_journals_and_pictures_is_read_whole() -> None:
    files = {
        "Journal.json": journal(entry()),
        "photos/1.jpeg": b"\xff\xd8",
        "Work.json": journal(entry(text="More.")),
        "__MACOSX/._Work.json": b"rubbish",
    }
    assert [each.text for each in read(zipped(files)).entries] == ["Words.", "More."]


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        "text",
        entry(text=7),
        entry(creationDate=7),
        entry(creationDate=None),
        entry(creationDate="2026-01-05T18:30:12"),
        entry(tags="Visits"),
        entry(tags=[1]),
        {"richText": "{}", "creationDate": "2026-01-05T18:30:12Z"},
    ],
)
def test_an_entry_of_another_form_is_named_and_the_others_are_read(broken: Any) -> None:
    found = read(journal(entry(), broken, entry(text="More.")))
    assert [each.text for each in found.entries] == ["Words.", "More."]
    assert found.not_understood == ("entry 2",)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not JSON",
        b"[]",
        b"{}",
        b'{"entries": {}}',
        b'{"entries": ' + b"[" * 200_000,
        b"\xff\xfe",
        b"9" * 10_000,
        zipped({"readme.txt": b"nothing"}),
        zipped({"Journal.json": b"nothing"}),
        zipped({"Journal.json": journal(entry())}, zipfile.ZIP_LZMA),
        zipped({f"{number}.json": journal() for number in range(101)}),
        zipped({"Journal.json": journal(entry())})[:-30],
    ],
)
def test_what_is_no_export_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidFile):
        read(content)


def test_a_zip_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unzipping, "LARGEST", 100_000)
    bomb = zipped({"Journal.json": b" " * 50_000_000 + journal(entry())})
    assert len(bomb) < 100_000
    with pytest.raises(InvalidFile):
        read(bomb)
    with pytest.raises(InvalidFile):  # each within the limit, and not together
        read(zipped({f"{number}.json": b" " * 30_000 + journal(entry()) for number in range(5)}))


def test_a_zip_that_claims_a_small_size_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unzipping, "LARGEST", 100_000)
    honest = b" " * 1_000_000 + journal(entry())
    liar = zipped({"Journal.json": honest}).replace(len(honest).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(InvalidFile):
        read(liar)


def test_a_zip_whose_list_of_files_is_too_long_is_refused_and_pictures_in_plenty_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = {"Journal.json": journal(entry()), **{f"photos/{number:032x}.jpeg": b"" for number in range(2_000)}}
    content = zipped(files)
    assert len(read(content).entries) == 1
    monkeypatch.setattr(unzipping, "LARGEST_LIST", 100_000)
    with pytest.raises(InvalidFile, match="more in this file"):
        read(content)


def test_an_encrypted_zip_is_refused() -> None:
    locked = bytearray(zipped({"Journal.json": journal(entry())}))
    locked[6] |= 1  # the mark of encryption, in the file's head and in the directory
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(InvalidFile):
        read(bytes(locked))


def test_names_in_a_zip_lead_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = read(zipped({"../../escape.json": journal(entry()), "/etc/absolute.json": journal(entry(text="More."))}))
    assert len(found.entries) == 2
    assert not list(tmp_path.rglob("*"))
