"""An archive that somebody altered: it is refused whole, with the line, or read as what it says, and nothing else."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import Home
from tests.exchange.journals import archive_of, of_everything

from selfcare.errors import Damaged, InvalidFile, NewerFormat, SelfcareError
from selfcare.exchange.archive import START, dump, parse
from selfcare.vault import canonical

Lines = list[dict[str, Any]]


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory, empty_journal: Any) -> bytes:
    """The bytes of an archive with something of everything in it."""
    import shutil

    folder = tmp_path_factory.mktemp("hostile") / "journal"
    shutil.copytree(empty_journal, folder)
    with Home(folder.parent, {"SELFCARE_JOURNAL": str(folder)}).open() as journal:
        of_everything(journal)
        return dump(archive_of(journal))


def lines_of(raw: bytes) -> Lines:
    return [json.loads(line) for line in raw.splitlines()[1:]]


def written(lines: Lines) -> bytes:
    """An archive of these lines, its first line right."""
    head = {"archive": "selfcare", "format": 1, "lines": len(lines)}
    return b"".join(canonical.dump(each) + b"\n" for each in (head, *lines))


def line(lines: Lines, name: str) -> Any:
    """What the first line of that name holds."""
    return next(each[name] for each in lines if name in each)


def envelope(lines: Lines) -> Any:
    return line(lines, "record")["versions"][-1]["envelope"]


def of_all(lines: Lines, **parts: Any) -> None:
    """Set parts of the envelopes of the first record."""
    for version in line(lines, "record")["versions"]:
        version["envelope"].update(parts)


ALTERED: dict[str, Callable[[Lines], object]] = {
    "a line of an unknown name": lambda lines: lines.append({"password": "x"}),
    "a line with two names": lambda lines: lines[0].update(names_key="0" * 64),
    "a line that is a list": lambda lines: lines.append([]),  # type: ignore[arg-type]
    "a record twice": lambda lines: lines.insert(3, next(each for each in lines if "record" in each)),
    "lines in another order": lambda lines: lines.reverse(),
    "a record without versions": lambda lines: line(lines, "record").update(versions=[]),
    "versions that are none": lambda lines: line(lines, "record").update(versions={"id": "x"}),
    "versions of two records": lambda lines: envelope(lines).update(id="0199a000-0000-7000-8000-000000000000"),
    "a version twice": lambda lines: line(lines, "record")["versions"].append(line(lines, "record")["versions"][0]),
    "a version with another part": lambda lines: line(lines, "record")["versions"][0].update(more=1),
    "a parent that is no id": lambda lines: line(lines, "record")["versions"][0].update(parent="1"),
    "a bin that is no moment": lambda lines: line(lines, "record").update(removed_at="yesterday"),
    "a moment without its zone": lambda lines: line(lines, "record").update(removed_at="2026-11-18T12:00:00.000"),
    "an id that is none": lambda lines: of_all(lines, id="../../journal.keys"),
    "a handle of another id": lambda lines: of_all(lines, handle="zzzzz"),
    "a handle that a terminal obeys": lambda lines: of_all(lines, handle="\x1b[2J"),
    "a zone that is none": lambda lines: of_all(lines, zone="../../etc/passwd"),
    "a share level that is none": lambda lines: of_all(lines, share="everyone"),
    "a year that is none": lambda lines: of_all(lines, happened_at="0001-01-01T00:00:00.000Z"),
    "a version number beyond all": lambda lines: of_all(lines, kind_version=0),
    "a true for a number": lambda lines: of_all(lines, kind_version=True),
    "tags that are not tidy": lambda lines: of_all(lines, tags=["#Night"]),
    "tags that are numbers": lambda lines: of_all(lines, tags=[1]),
    "fields of another kind": lambda lines: of_all(lines, fields={"what": "x"}),
    "fields with null": lambda lines: of_all(lines, fields={"text": None}),
    "a text that is a number": lambda lines: of_all(lines, fields={"text": 5}),
    "a NUL in a text": lambda lines: of_all(lines, fields={"text": "a\0b"}),
    "a NUL in the name of a device": lambda lines: of_all(lines, device="a\0b"),
    "a tombstone of a record that is there": lambda lines: line(lines, "tombstone").update(
        record=envelope(lines)["id"]
    ),
    "a draft that is a text": lambda lines: line(lines, "draft").update(form="x"),
    "a draft with other answers": lambda lines: line(lines, "draft")["form"].update(answers=[]),
    "a draft of an erased record": lambda lines: line(lines, "draft")["form"].update(
        id=line(lines, "tombstone")["record"]
    ),
    "a setting of the computer": lambda lines: line(lines, "setting").update(name="journal", value="/tmp"),
    "a setting beyond its range": lambda lines: line(lines, "setting").update(value="x"),
    "a setting in another spelling": lambda lines: line(lines, "setting").update(name="allowed_words", value="a, b"),
    "a key that is too short": lambda lines: lines[1].update(names_key="00"),
    "people without a key": lambda lines: lines.pop(1),
    "a pseudonym that is none": lambda lines: line(lines, "person").update(pseudonym="x\x1b[2J"),
    "a name that is no hash": lambda lines: line(lines, "person")["names"].update(Barnaby=1),
    "a name of a hundred words": lambda lines: line(lines, "person")["names"].update({"0" * 64: 100}),
    "an answer that is none": lambda lines: line(lines, "answer").update(answer="publish"),
    "an answer about no kind": lambda lines: line(lines, "answer").update(kind="shoe size"),
    "an answer to no version": lambda lines: line(lines, "answer").update(version=line(lines, "shared")["id"]),
    "a page of no versions": lambda lines: line(lines, "shared").update(versions="x y"),
}


@pytest.mark.parametrize("what", ALTERED)
def test_what_no_journal_holds_is_refused(raw: bytes, what: str) -> None:
    lines = lines_of(raw)
    ALTERED[what](lines)
    with pytest.raises(InvalidFile) as refused:
        parse(written(lines))
    assert "Nothing was changed." in refused.value.hint


def test_the_line_that_is_refused_is_named(raw: bytes) -> None:
    lines = lines_of(raw)
    place = next(number for number, each in enumerate(lines) if "record" in each)
    of_all(lines, fields={"text": 5})
    with pytest.raises(InvalidFile, match=f"Line {place + 2} "):
        parse(written(lines))


def test_nothing_that_was_written_is_in_what_is_said(raw: bytes) -> None:
    lines = lines_of(raw)
    of_all(lines, fields={"text": "the heron", "more": "the heron"})
    with pytest.raises(InvalidFile) as refused:
        parse(written(lines))
    assert "heron" not in refused.value.message + refused.value.hint


@pytest.mark.parametrize("parts", [{"kind": "holiday"}, {"kind_version": 9}], ids=["kind", "version"])
def test_a_record_of_a_later_version_is_told_apart(raw: bytes, parts: dict[str, Any]) -> None:
    lines = lines_of(raw)
    of_all(lines, **parts)
    with pytest.raises(NewerFormat):
        parse(written(lines))


def test_a_setting_of_a_later_version_is_told_apart(raw: bytes) -> None:
    lines = lines_of(raw)
    line(lines, "setting").update(name="colour")
    with pytest.raises(NewerFormat):
        parse(written(lines))


@pytest.mark.parametrize("head", [{"format": 2}, {"format": 2, "lines": "?", "new": 1}])
def test_a_later_format_is_told_apart(raw: bytes, head: dict[str, Any]) -> None:
    first = {"archive": "selfcare", "format": 1, "lines": 0, **head}
    with pytest.raises(NewerFormat):
        parse(canonical.dump(first) + b"\n" + raw.partition(b"\n")[2])


@pytest.mark.parametrize("head", [{"format": True}, {"format": "1"}, {"lines": None}, {"archive": "other"}])
def test_a_first_line_of_another_form_is_no_archive(head: dict[str, Any]) -> None:
    with pytest.raises(InvalidFile):
        parse(canonical.dump({"archive": "selfcare", "format": 1, "lines": 0, **head}) + b"\n")


def test_an_archive_that_lacks_its_end_is_damaged(raw: bytes) -> None:
    whole_lines = raw.splitlines(keepends=True)
    for cut in (raw[:-1], b"".join(whole_lines[:-1]), b"".join(whole_lines[:1]), raw + b"\n"):
        with pytest.raises(Damaged):
            parse(cut)


@pytest.mark.parametrize(
    "spelled",
    [
        lambda raw: raw.replace(b'":', b'": '),
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: raw.replace("🧡".encode(), rb"\ud83e\udde1"),
        lambda raw: raw.replace(b'"text":', b'"text":"a","text":'),
        lambda raw: raw.replace(b'"kind_version":1', b'"kind_version":1.0'),
        lambda raw: raw.replace(b'{"removed_at"', b"[" * 100_000 + b'{"removed_at"', 1),
    ],
    ids=["spaces", "line ends", "escapes", "a key twice", "decimals", "depth"],
)
def test_there_is_one_spelling(raw: bytes, spelled: Callable[[bytes], bytes]) -> None:
    altered = spelled(raw)
    assert altered != raw
    with pytest.raises(InvalidFile):
        parse(altered)


@pytest.mark.parametrize("depth", [60, 900, 50_000])
def test_an_answer_nested_too_deep_is_refused(raw: bytes, depth: int) -> None:
    deep = b"[" * depth + b"]" * depth
    altered = raw.replace(b'"answers":{"what":"half a form"}', b'"answers":{"what":' + deep + b"}")
    assert altered != raw
    with pytest.raises(InvalidFile):
        parse(altered)


@pytest.mark.fuzz
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_change_is_refused_or_read_as_it_stands(raw: bytes, data: st.DataObject) -> None:
    start, length = data.draw(st.integers(0, len(raw) - 1)), data.draw(st.integers(0, 6))
    altered = raw[:start] + data.draw(st.binary(max_size=6)) + raw[start + length :]
    try:
        archive = parse(altered)
    except (InvalidFile, Damaged, NewerFormat):
        return
    assert dump(archive) == altered


@pytest.mark.fuzz
@settings(deadline=None)
@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_are_refused_and_never_crash(raw: bytes, begins_right: bool) -> None:
    with pytest.raises(SelfcareError):
        parse(START * begins_right + raw)
