"""The people who must not be named: each under a pseudonym, their names as keyed hashes and nowhere else."""

import difflib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from selfcare import when
from selfcare.errors import Usage
from selfcare.identify.guarding import SHORTEST, digest, is_common, parts, spelled, words_in
from selfcare.identify.hits import LABELS
from selfcare.identify.normalise import fold
from selfcare.identify.words import first_names, name_words, surnames
from selfcare.identify.words import pseudonyms as suggestions
from selfcare.journal import holding
from selfcare.journal.envelope import refuse_unkeepable_text, stamp, to_milliseconds
from selfcare.journal.journal import Journal, keep_setting, kept_setting, stored_setting
from selfcare.journal.session import Session
from selfcare.settings import allowed_words

NAMES_KEY = "names_key"
MOST_WORDS = 6
"""A name of more words is taken for a sentence."""
_FORM = re.compile(r"[^\W\d_]{3,}( [^\W\d_]{3,})?")


@dataclass(frozen=True)
class Added:
    """What became of a name: the pseudonym that takes its place, and what to know about it.

    known   it was there already, and nothing changed
    shared  somebody else has the same name, so that `[name]` takes its place
    common  a word of it is one of everyday English too
    """

    pseudonym: str
    known: bool
    shared: bool
    common: bool


@dataclass(frozen=True)
class Someone:
    """Somebody who must not be named: their pseudonym, the day they were added, and how many names they have."""

    pseudonym: str
    added: date
    names: int


def pseudonyms(session: Session) -> frozenset[str]:
    """The pseudonyms in use, as they are written."""
    return frozenset(session.column("SELECT pseudonym FROM people"))


def allowed(session: Session) -> frozenset[str]:
    """What names nobody, for the identifier check: pseudonyms in use, those to suggest, and `allowed_words`."""
    words = allowed_words(stored_setting(session, "allowed_words"))
    return frozenset(suggestions()) | pseudonyms(session) | {fold(each) for each in words}


def names_key(session: Session) -> bytes:
    """The key of the hashes of names: 32 bytes, made at first use (then `session` must be one that writes)."""
    kept = kept_setting(session, NAMES_KEY)
    if kept is None:
        kept = secrets.token_hex(32)
        keep_setting(session, NAMES_KEY, kept)
    return bytes.fromhex(kept)


def everyone(session: Session) -> list[Someone]:
    """All the people, by their pseudonyms."""
    rows = session.rows(
        "SELECT pseudonym, added_at, (SELECT count(*) FROM people_names AS names"
        " WHERE names.pseudonym = people.pseudonym AND words > 0) FROM people ORDER BY pseudonym"
    )
    zone = when.local_zone()
    return [
        Someone(pseudonym, when.local(datetime.fromisoformat(added_at), zone).date(), names)
        for pseudonym, added_at, names in rows
    ]


def add(journal: Journal, name: str, pseudonym: str | None = None) -> Added:
    """Look for `name` from now on, and put `pseudonym`, or the next that is free, in its place. It is kept nowhere.

    A name that is known stays with its pseudonym; with one that is in use, it is a further name of that person. Raises
    `Usage` for what cannot be a name, or a pseudonym.
    """
    words = _words_of(name)
    with journal.writing() as session:
        key = names_key(session)
        holders = _holders(session, key, words)
        chosen = _chosen(session, key, words, pseudonym) if pseudonym or not holders else holders[0]
        if chosen not in holders:
            _keep(session, key, words, chosen)
        return Added(
            chosen,
            known=chosen in holders,
            shared=bool(set(holders) - {chosen}),
            common=any(is_common(each) or len(each) < SHORTEST for each in words),
        )


def check_pseudonym(journal: Journal, typed: str, name: str) -> str:
    """A pseudonym for `name` as it is written, one in use or a new one; raises `Usage` for what cannot be one."""
    pseudonym = _tidy(typed)
    with journal.writing() as session:
        known = {each.casefold(): each for each in pseudonyms(session)}
        if pseudonym.casefold() not in known:
            _refuse_as_pseudonym(session, names_key(session), spelled(name), pseudonym)
    return known.get(pseudonym.casefold(), pseudonym)


def known_as(journal: Journal, name: str) -> str | None:
    """The pseudonym of somebody who has this whole name, if anybody has. Raises `Usage` for what cannot be a name."""
    words = _words_of(name)
    with journal.reading() as session:
        return next(iter(_holders(session, names_key(session), words)), None) if pseudonyms(session) else None


def next_suggestion(journal: Journal) -> str:
    """The pseudonym that would be suggested now; raises `Usage` where all are in use."""
    with journal.reading() as session:
        return suggested(session)


def remove(journal: Journal, pseudonym: str) -> str:
    """Look for the names of this person no more, and return their pseudonym. What was written stays as it is.

    Raises `Failed` while a hold is on.
    """
    with journal.writing() as session:
        holding.refuse(session, "This would forget whom a pseudonym stands for.")
        found = find(session, pseudonym)
        session.run("DELETE FROM people WHERE pseudonym = :found", found=found)
        return found


def find(session: Session, pseudonym: str) -> str:
    """A pseudonym in use, as it is written, from what a person typed; raises `Usage` with the nearest."""
    known = {each.casefold(): each for each in pseudonyms(session)}
    typed = _tidy(pseudonym).casefold()
    if typed in known:
        return known[typed]
    near = difflib.get_close_matches(typed, known, n=1)
    lists = "`selfcare people list` shows them all."
    raise Usage("There is no such pseudonym.", f"Did you mean {known[near[0]]}? {lists}" if near else lists)


def _words_of(name: str) -> tuple[str, ...]:
    refuse_unkeepable_text(name)
    words = spelled(name)
    if not words:
        raise Usage("There is no name in that.", "Type a first name, or a whole name.")
    if len(words) > MOST_WORDS:
        raise Usage(f"That is more than {MOST_WORDS} words.", "Give one name at a time, without a note about it.")
    return words


def _holders(session: Session, key: bytes, words: Sequence[str]) -> list[str]:
    """The pseudonyms of those who have this whole name."""
    whole = "SELECT pseudonym FROM people_names WHERE digest = :digest AND words > 0 ORDER BY pseudonym"
    return session.column(whole, digest=digest(key, words))


def _keep(session: Session, key: bytes, words: Sequence[str], pseudonym: str) -> None:
    keep_person(session, pseudonym, stamp(to_milliseconds(when.now())))
    for part in parts(words) if len(words) > 1 else ():
        session.run(
            "INSERT OR IGNORE INTO people_names (digest, pseudonym, words) VALUES (:digest, :pseudonym, 0)",
            digest=digest(key, (part,)),
            pseudonym=pseudonym,
        )
    keep_name(session, pseudonym, digest(key, words), len(words))


def keep_person(session: Session, pseudonym: str, added_at: str) -> None:
    """Keep a pseudonym, unless it is there."""
    session.run("INSERT OR IGNORE INTO people (pseudonym, added_at) VALUES (:it, :at)", it=pseudonym, at=added_at)


def keep_name(session: Session, pseudonym: str, hashed: str, words: int) -> None:
    """Keep the keyed hash of a name of so many words as one of this person's."""
    session.replace("people_names", {"digest": hashed, "pseudonym": pseudonym, "words": words})


def _chosen(session: Session, key: bytes, words: Sequence[str], typed: str | None) -> str:
    """The pseudonym for a name: one in use, a new one of the right form, or the next that is suggested."""
    known = {each.casefold(): each for each in pseudonyms(session)}
    taken = {word.key for each in known.values() for word in words_in(each)}
    if taken & set(words):
        raise Usage(
            "A word of that name stands for somebody already.", "Add the name without that word: the rest is enough."
        )
    if typed is None:
        return suggested(session)
    pseudonym = _tidy(typed)
    if pseudonym.casefold() not in known:
        _refuse_as_pseudonym(session, key, words, pseudonym)
    return known.get(pseudonym.casefold(), pseudonym)


def _tidy(pseudonym: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in pseudonym.split())


def has_form(pseudonym: str) -> bool:
    """Whether something is spelled as a pseudonym is: one word or two, each of three letters or more."""
    return _FORM.fullmatch(pseudonym) is not None


def _refuse_as_pseudonym(session: Session, key: bytes, words: Sequence[str], pseudonym: str) -> None:
    own = [word.key for word in words_in(pseudonym)]
    hint = "Take a colour, a tree or a stone, such as Larch or Slate."
    if not has_form(pseudonym) or pseudonym.lower() in LABELS.values():
        raise Usage("A pseudonym is one word or two, each of three letters or more.", hint)
    if set(own) & (first_names() | name_words() | surnames()):
        raise Usage("A pseudonym is no first name and no surname: it would be taken for somebody else.", hint)
    if set(own) & set(words) or any(
        _is_put_away(session, digest(key, each)) for each in [own, *([one] for one in own)]
    ):
        raise Usage("A pseudonym has no word of a name that is to be put away.", hint)


def _is_put_away(session: Session, hashed: str) -> bool:
    return session.row("SELECT 1 FROM people_names WHERE digest = :digest LIMIT 1", digest=hashed) is not None


def suggested(session: Session) -> str:
    """The next pseudonym that nobody has, and that stands nowhere in the journal; raises `Usage` where all are used."""
    used = {word.key for each in pseudonyms(session) for word in words_in(each)}
    for each in suggestions():
        if each.lower() not in used and not _is_written(session, each):
            return each
    raise Usage("All the suggested pseudonyms are in use.", "Choose one of your own: --as PSEUDONYM.")


def _is_written(session: Session, word: str) -> bool:
    found = "SELECT 1 FROM records_fts WHERE records_fts MATCH :word LIMIT 1"
    return session.row(found, word=f'"{word}"') is not None
