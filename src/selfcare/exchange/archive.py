"""The archive's own form: a line that says what it is, then one line of canonical JSON for each thing.

Pure: bytes to an `Archive` and back. What is read writes the same bytes again, so that an archive has one spelling, and
all of it was looked at before anything is done with it. docs/archive-format.md is the page for others.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from io import BytesIO
from typing import Any, get_args

from selfcare.errors import Damaged, InvalidFile, NewerFormat, Usage
from selfcare.identify.answers import Choice
from selfcare.identify.hits import LABELS
from selfcare.journal import envelope as envelopes
from selfcare.journal import unfinished
from selfcare.journal.archive import (
    Archive,
    KeptAnswer,
    KeptDraft,
    KeptPerson,
    KeptRecord,
    KeptShared,
    KeptVersion,
    Tombstone,
)
from selfcare.journal.bringing_in import as_kept
from selfcare.journal.envelope import Envelope, refuse_unkeepable_text, stamp
from selfcare.journal.handles import handles_of, is_id
from selfcare.journal.people import MOST_WORDS, has_form
from selfcare.journal.records import in_todays_form
from selfcare.settings import SETTINGS
from selfcare.vault import canonical
from selfcare.vault.progress import Progress, nothing

FORMAT = 1
START = b'{"archive":"selfcare"'
"""How the first line begins."""
LARGEST = 256 * 1024 * 1024
"""No archive has more bytes than this, locked or not."""
DEEPEST = 40
"""No value stands inside more lists and objects than this."""

_HASH = re.compile(r"[0-9a-f]{64}")
_OTHERWISE = "Make a new one with: selfcare export FILE. Nothing was changed."


def is_archive(raw: bytes) -> bool:
    """Whether these are the bytes of an archive that is not locked, or their beginning."""
    return raw.startswith(START)


# --- writing ---------------------------------------------------------------------------------------------------------


def dump(archive: Archive) -> bytes:
    """The bytes of an archive. The same journal always gives the same."""
    lines = [canonical.dump(each) for each in _lines(archive)]
    head = canonical.dump({"archive": "selfcare", "format": FORMAT, "lines": len(lines)})
    return b"".join(line + b"\n" for line in (head, *lines))


def _lines(archive: Archive) -> Iterator[dict[str, Any]]:
    """One object for each line, in the order that an archive has."""
    yield from ({"setting": {"name": name, "value": value}} for name, value in archive.settings.items())
    if archive.names_key is not None:
        yield {"names_key": archive.names_key}
    yield from ({"person": vars(each) | {"names": dict(each.names)}} for each in archive.people)
    yield from ({"record": _record_object(each)} for each in archive.records)
    yield from ({"tombstone": dict(vars(each))} for each in archive.tombstones)
    yield from ({"draft": _draft_object(each)} for each in archive.drafts)
    yield from ({"answer": dict(vars(each))} for each in archive.answers)
    yield from ({"shared": vars(each) | {"versions": list(each.versions)}} for each in archive.shared)


def _record_object(record: KeptRecord) -> dict[str, Any]:
    versions = [vars(each) | {"envelope": envelopes.to_object(each.envelope)} for each in record.versions]
    return {"removed_at": record.removed_at, "versions": versions}


def _draft_object(draft: KeptDraft) -> dict[str, Any]:
    return {"saved_at": draft.saved_at, "form": canonical.parse(unfinished.dump(draft.form))}


# --- reading ---------------------------------------------------------------------------------------------------------


def parse(raw: bytes, tell: Progress = nothing) -> Archive:
    """The archive that `raw` holds, proven whole and right to the last line. `tell` hears how much of it is read.

    Raises `InvalidFile` with the line, `Damaged` for one that is cut short, and `NewerFormat`.
    """
    lines = BytesIO(raw)
    expected = _lines_expected(lines.readline())
    if not raw.endswith(b"\n") or raw.count(b"\n") != expected + 1:
        raise Damaged("This archive is cut short, or was altered.", "Use another copy of it. Nothing was changed.")
    archive = _put_together(_read_lines(lines, expected, tell))
    _refuse_contradictions(archive)
    if dump(archive) != raw:
        raise _invalid("This archive is not spelled, or not ordered, as its form says.")
    return archive


def _lines_expected(head: bytes) -> int:
    """How many lines follow the first one."""
    try:
        content = canonical.parse(head.removesuffix(b"\n"))
    except canonical.NotCanonical:
        content = None
    if not isinstance(content, dict) or content.get("archive") != "selfcare":
        raise _invalid("This is not an archive that selfcare made.")
    form, lines = content.get("format"), content.get("lines")
    if type(form) is int and form > FORMAT:
        raise NewerFormat(
            f"This archive has format {form}; this version of selfcare reads format {FORMAT}.",
            "Install the newest version of selfcare. Nothing was changed.",
        )
    if form != FORMAT or type(form) is not int or type(lines) is not int:
        raise _invalid("This is not an archive that selfcare made.")
    return lines


def _read_lines(lines: Iterable[bytes], expected: int, tell: Progress) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(lines, 1):
        yield _read_line(line.removesuffix(b"\n"), number + 1)
        tell(number / expected)


def _read_line(line: bytes, number: int) -> tuple[str, Any]:
    """What a line holds, and its name. Raises `InvalidFile` with the number of the line."""
    try:
        content = canonical.parse(line)
        _refuse_unkeepable(content)
        ((name, value),) = _object(content).items()
        return name, _READERS[name](value)
    except NewerFormat:
        raise _newer(f"Line {number} of this archive") from None
    except Usage as problem:
        raise _invalid(f"Line {number} of this archive is refused. {problem.message}") from None
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError, OverflowError):
        raise _invalid(f"Line {number} of this archive has another form than an archive has.") from None


def _refuse_unkeepable(value: object, depth: int = 0) -> None:
    """Raise `ValueError` for what is nested too deep, `Usage` for a text that could not be kept."""
    if depth > DEEPEST:
        raise ValueError("nested too deep")
    if isinstance(value, str):
        refuse_unkeepable_text(value)
    elif isinstance(value, dict | list):
        for each in (*value, *value.values()) if isinstance(value, dict) else value:
            _refuse_unkeepable(each, depth + 1)


def _record(given: Mapping[str, Any]) -> KeptRecord:
    _has(given, "removed_at", "versions")
    versions = tuple(map(_version, _list(given["versions"])))
    if len({(each.envelope.id, each.envelope.kind) for each in versions}) != 1:
        raise ValueError("versions of one record")
    removed_at = given["removed_at"]
    return KeptRecord(None if removed_at is None else _moment(removed_at), versions)


def _version(given: Mapping[str, Any]) -> KeptVersion:
    _has(given, "envelope", "id", "parent", "saved_at")
    parent = given["parent"]
    return KeptVersion(
        _id(given["id"]), None if parent is None else _id(parent), _moment(given["saved_at"]), _envelope(given)
    )


def _envelope(given: Mapping[str, Any]) -> Envelope:
    envelope = envelopes.from_object(_object(given["envelope"]))
    if as_kept(envelope) != in_todays_form(envelope) or envelope.handle not in handles_of(envelope.id):
        raise ValueError("not as it is kept")
    return envelope


def _tombstone(given: Mapping[str, Any]) -> Tombstone:
    _has(given, "id", "record", "saved_at")
    return Tombstone(_id(given["id"]), _id(given["record"]), _moment(given["saved_at"]))


def _draft(given: Mapping[str, Any]) -> KeptDraft:
    _has(given, "form", "saved_at")
    form = unfinished.parse(canonical.dump(_object(given["form"])))
    as_kept(form.envelope)
    if form.envelope.handle not in handles_of(form.envelope.id) or not all(map(_is_answer, form.answers.values())):
        raise ValueError("not what a form keeps")
    return KeptDraft(_moment(given["saved_at"]), form)


def _is_answer(value: object) -> bool:
    """Whether a question may be answered so: with a text, a number, yes or no, or several of them in one list."""
    several = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else [value]
    return all(isinstance(each, str | int) for each in several)


def _setting(given: Mapping[str, Any]) -> tuple[str, str]:
    _has(given, "name", "value")
    if _text(given["name"]) not in SETTINGS:
        raise _newer("This archive")
    setting = SETTINGS[given["name"]]
    if setting.home != "journal" or setting.read(_text(given["value"])) != given["value"]:
        raise ValueError("not what a setting holds")
    return setting.name, given["value"]


def _names_key(given: object) -> str:
    return _hash(given)


def _person(given: Mapping[str, Any]) -> KeptPerson:
    _has(given, "added_at", "names", "pseudonym")
    names = _object(given["names"])
    well_formed = all(_HASH.fullmatch(each) for each in names) and all(map(_is_count, names.values()))
    if not well_formed or not has_form(_text(given["pseudonym"])):
        raise ValueError("not somebody under a pseudonym")
    return KeptPerson(given["pseudonym"], _moment(given["added_at"]), names)


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= MOST_WORDS


def _answer(given: Mapping[str, Any]) -> KeptAnswer:
    _has(given, "answer", "answered_at", "digest", "kind", "version", "words")
    if given["answer"] not in get_args(Choice) or given["kind"] not in LABELS:
        raise ValueError("not an answer at a review")
    return KeptAnswer(
        _id(given["version"]),
        _hash(given["digest"]),
        given["kind"],
        given["answer"],
        _text(given["words"]),
        _moment(given["answered_at"]),
    )


def _shared(given: Mapping[str, Any]) -> KeptShared:
    _has(given, "form", "id", "role", "shared_at", "versions", "what")
    role, what, form = (_text(given[name]) for name in ("role", "what", "form"))
    versions = tuple(map(_id, _list(given["versions"])))
    return KeptShared(_id(given["id"]), _moment(given["shared_at"]), role, what, form, versions)


_READERS = {
    "setting": _setting,
    "names_key": _names_key,
    "person": _person,
    "record": _record,
    "tombstone": _tombstone,
    "draft": _draft,
    "answer": _answer,
    "shared": _shared,
}


def _put_together(read: Iterable[tuple[str, Any]]) -> Archive:
    found: dict[str, list[Any]] = {name: [] for name in _READERS}
    for name, value in read:
        found[name].append(value)
    return Archive(
        records=tuple(found["record"]),
        tombstones=tuple(found["tombstone"]),
        drafts=tuple(found["draft"]),
        names_key=found["names_key"][0] if found["names_key"] else None,
        people=tuple(found["person"]),
        answers=tuple(found["answer"]),
        shared=tuple(found["shared"]),
        settings=dict(found["setting"]),
    )


def _refuse_contradictions(archive: Archive) -> None:
    """Raise `InvalidFile` where one line says something that another cannot bear."""
    records = [each.current.id for each in archive.records] + [each.record for each in archive.tombstones]
    versions = [each.id for record in archive.records for each in record.versions]
    once = (
        records,
        versions + [each.id for each in archive.tombstones],
        [each.form.envelope.id for each in archive.drafts],
        [each.pseudonym.casefold() for each in archive.people],
        [(each.version, each.digest, each.kind) for each in archive.answers],
        [each.id for each in archive.shared],
    )
    if any(most > 1 for each in once for _, most in Counter(each).most_common(1)):
        raise _invalid("This archive has something twice.")
    if not {each.version for each in archive.answers} <= set(versions):
        raise _invalid("This archive has an answer to a version that is not in it.")
    if archive.names_key is None and (archive.people or archive.answers):
        raise _invalid("This archive lacks the key of its names.")
    erased = {each.record for each in archive.tombstones}
    if any(each.form.envelope.id in erased for each in archive.drafts):
        raise _invalid("This archive has a draft of a record that was erased.")


# --- the smallest parts ----------------------------------------------------------------------------------------------


def _object(given: object) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise ValueError("not an object")
    return given


def _has(given: Mapping[str, Any], *names: str) -> None:
    if set(_object(given)) != set(names):
        raise ValueError("other parts")


def _list(given: object) -> list[Any]:
    if not isinstance(given, list):
        raise ValueError("not a list")
    return given


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise ValueError("not a text")
    return given


def _hash(given: object) -> str:
    if not _HASH.fullmatch(_text(given)):
        raise ValueError("not 32 bytes in hex")
    return str(given)


def _id(given: object) -> str:
    if not is_id(_text(given)):
        raise ValueError("not an id")
    return str(given)


def _moment(given: object) -> str:
    if stamp(datetime.fromisoformat(_text(given))) != given:
        raise ValueError("not a moment as JSON has it")
    return str(given)


def _newer(what: str) -> NewerFormat:
    return NewerFormat(
        f"{what} holds something that this version of selfcare does not know.",
        "Update selfcare on this computer, then try again; nothing was changed.",
    )


def _invalid(message: str) -> InvalidFile:
    return InvalidFile(message, _OTHERWISE)
