"""What the person decided about hits in their records, for the version of the record that they saw and no other."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from selfcare import when
from selfcare.identify.answers import NO_ANSWERS, Answer, Answers, Asked
from selfcare.journal.envelope import refuse_unkeepable_text, stamp
from selfcare.journal.guarding import guarded_text
from selfcare.journal.people import names_key
from selfcare.journal.records import latest_version
from selfcare.journal.session import Session

_OF_CURRENT_VERSIONS = """SELECT versions.record_id, digest, kind, answer, words
    FROM review_answers JOIN versions ON versions.id = review_answers.version_id
    WHERE versions.rowid = (SELECT max(rowid) FROM versions AS any WHERE any.record_id = versions.record_id)"""


def load(session: Session) -> Answers:
    """The answers to the records as they are now. Those to an earlier version of one are not among them."""
    rows = session.rows(_OF_CURRENT_VERSIONS)
    if not rows:
        return NO_ANSWERS
    given = {
        Asked(record, digest, kind): Answer(choice, words)
        for record, digest, kind, choice, words in rows
        if choice != "leave-out"
    }
    left_out = frozenset(record for record, _, _, choice, _ in rows if choice == "leave-out")
    return Answers(given, digest_with(names_key(session)), left_out)


def digest_with(key: bytes) -> partial[str]:
    """What gives the keyed hash of a value: the value itself is kept nowhere but in its record."""
    return partial(_digest, key)


def _digest(key: bytes, value: str) -> str:
    return hmac.new(key, b"review\0" + value.encode(), hashlib.sha256).hexdigest()


def versions_of(session: Session, records: Iterable[str]) -> dict[str, str]:
    """The current version of each of these records."""
    found = ((record, latest_version(session, record)) for record in records)
    return {record: version for record, version in found if version}


class Name(NamedTuple):
    """What a record is known by."""

    handle: str
    kind: str


def names_of(session: Session, records: Iterable[str]) -> dict[str, Name]:
    """What each of these records is known by."""
    query = "SELECT id, handle, kind FROM records WHERE id IN (SELECT value FROM json_each(:ids))"
    found = session.rows(query, ids=json.dumps(list(records)))
    return {record: Name(handle, kind) for record, handle, kind in found}


def keep(session: Session, version_id: str, asked: Asked, answer: Answer) -> bool:
    """Keep an answer for a version of a record, without names. Raises `Usage` for words that cannot be kept.

    False, and nothing is kept, where that version is there no more.
    """
    refuse_unkeepable_text(answer.words)
    if session.row("SELECT 1 FROM versions WHERE id = :id", id=version_id) is None:
        return False
    row = {
        "version_id": version_id,
        "digest": asked.digest,
        "kind": asked.kind,
        "answer": answer.choice,
        "words": guarded_text(session, answer.words),
        "answered_at": stamp(when.now()),
    }
    session.replace("review_answers", row)
    return True
