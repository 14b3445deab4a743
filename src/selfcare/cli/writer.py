"""Writing, with the journal open or locked: the same call keeps a record or seals it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from selfcare import when
from selfcare.cli import hint, names
from selfcare.cli.run import Run
from selfcare.errors import Busy, WrongPassphrase
from selfcare.journal import envelope as envelopes
from selfcare.journal.envelope import Envelope
from selfcare.journal.unfinished import Unfinished
from selfcare.vault import inbox
from selfcare.vault.diagnosis import read_keys, read_keys_to_seal
from selfcare.vault.keyfile import KeyFile

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal


@dataclass(frozen=True)
class Kept:
    """A record as it was kept in `journal`, or sealed until the journal is next open: then it is none."""

    envelope: Envelope
    journal: "Journal | None" = field(default=None, repr=False)

    @property
    def sealed(self) -> bool:
        """Whether it waits for the passphrase."""
        return self.journal is None

    @property
    def name(self) -> str:
        """What a command takes for it: its handle; while it is sealed nobody knows that for certain, so "ID"."""
        return "ID" if self.sealed else self.envelope.handle


class Writer(Protocol):
    """Something that keeps what was written. `day_starts_at`: when a day begins, as far as is known."""

    journal: "Journal | None"
    day_starts_at: str

    def progress(self, form: Unfinished) -> None:
        """Keep an unfinished form, so that a power cut loses at most the line being typed."""

    def keep(self, envelope: Envelope) -> Kept:
        """Keep a finished record."""

    def today(self) -> date:
        """The day that this moment files under."""


class SealingWriter:
    """Writes without unlocking. An unfinished form is one sealed file, replaced at each answer."""

    def __init__(self, folder: Path, keys: KeyFile) -> None:
        self.journal: Journal | None = None
        self.day_starts_at = envelopes.USUAL_DAY_START
        self._folder = folder
        self._keys = keys
        self._form: Path | None = None

    def progress(self, form: Unfinished) -> None:
        """Seal an unfinished form; if it is never finished, what there is becomes the record."""
        self._seal(form.envelope)

    def keep(self, envelope: Envelope) -> Kept:
        """Seal a finished record."""
        sealed = self._seal(envelope)
        self._form = None
        return Kept(sealed)

    def today(self) -> date:
        """The day by the usual beginning of days."""
        return envelopes.day_now(self.day_starts_at)

    @property
    def form(self) -> Path | None:
        """The sealed file of a form that goes on, if there is one."""
        return self._form

    def withdraw(self) -> None:
        """Remove that file: what is in it is in the journal by now. One that stays is tried again at the next answer.

        One that stays even so makes no second record, as take-in knows it by its id.
        """
        if self._form is not None:
            with suppress(OSError):
                self._form.unlink(missing_ok=True)
                self._form = None

    def _seal(self, envelope: Envelope) -> Envelope:
        # If another window took the first answers in meanwhile, take-in keeps what comes after them as well.
        envelopes.refuse_unkeepable(envelope)
        self._form = inbox.drop(self._folder, self._keys, envelopes.dump(envelope), replace=self._form)
        return envelope


class OpenWriter:
    """Writes into the open journal. Where another process holds it for too long, a new record is sealed.

    One that is kept already is not: sealed notes never change a record, so it would be there twice.
    """

    def __init__(self, journal: "Journal", sealing: SealingWriter) -> None:
        self.journal: Journal | None = journal
        self._journal = journal
        self._sealing = sealing
        self.day_starts_at = journal.setting("day_starts_at")

    def progress(self, form: Unfinished) -> None:
        """Keep an unfinished form as a draft."""
        from selfcare.journal.drafts import keep_draft

        with self._sealed_if_busy(form.envelope):
            keep_draft(self._journal, form)
        self._sealing.withdraw()

    def keep(self, envelope: Envelope) -> Kept:
        """Keep a new record, under the day that the person's own day start gives."""
        from selfcare.journal.records import put

        with self._sealed_if_busy(envelope):
            return Kept(put(self._journal, envelopes.filed(envelope, self.day_starts_at)), self._journal)

    def today(self) -> date:
        """The day as this person's days begin."""
        return envelopes.day_now(self.day_starts_at)

    @contextmanager
    def _sealed_if_busy(self, envelope: Envelope) -> Iterator[None]:
        try:
            yield
        except Busy as error:
            if self._is_kept(envelope):
                raise
            self._sealing.keep(envelope)
            raise Busy(error.message, "What you wrote is sealed and safe; the next unlock takes it in.") from None

    def _is_kept(self, envelope: Envelope) -> bool:
        from selfcare.journal.records import is_known

        with self._journal.reading() as session:
            return is_known(session, envelope.id)


@contextmanager
def writer(run: Run, meanwhile: Callable[[Writer], None] = lambda _: None) -> Iterator[Writer]:
    """A writer for commands that may write without unlocking. What is done `meanwhile` may seal a form that goes on.

    A passphrase from a source that turns out wrong still seals what is written, and is raised afterwards.
    """
    from selfcare.cli.unlock import opened, unlocked_or_none
    from selfcare.vault.vault import Vault

    sealing = SealingWriter(run.folder, keys_for_sealing(run))
    vault = unlocked_or_none(run, meanwhile=lambda: meanwhile(sealing), for_writing=True)
    if isinstance(vault, Vault):
        with opened(run, vault, going_on=sealing.form) as journal:
            yield OpenWriter(journal, sealing)
        return
    yield sealing
    if isinstance(vault, WrongPassphrase):
        raise WrongPassphrase(vault.message, "What you wrote is sealed and safe; the right passphrase takes it in.")


def check_fields(envelope: Envelope) -> None:
    """Raise `Usage` now for fields that the journal would refuse later."""
    from selfcare.journal.form import validated
    from selfcare.journal.kinds import kind_of

    validated(kind_of(envelope), envelope.fields)


def at_its_moment(pen: Writer, record: Envelope, at: str | None) -> Envelope:
    """A new record at the moment that the words of `--at` mean, if there are any, in days that begin as `pen` knows."""
    return envelopes.moved(record, at, pen.day_starts_at, now=record.written_at) if at else record


def write(run: Run, *records: Envelope, at: str | None = None) -> list[Kept]:
    """Keep records whose words came with the command, those of `--at` among them, and say so."""
    for envelope in records:
        check_fields(envelope)
    with writer(run) as pen:
        kept = [pen.keep(at_its_moment(pen, envelope, at)) for envelope in records]
        for each in kept:
            tell(run, each)
        return kept


def seal(run: Run, envelope: Envelope, at: str | None = None) -> None:
    """Keep a record without unlocking, and say so; nothing heavy is loaded. Inside a session it is written at once."""
    if run.open_journal is not None:
        write(run, envelope, at=at)
        return
    kept = SealingWriter(run.folder, keys_for_a_note(run)).keep(envelope)
    tell(run, kept)


def check_sealing(run: Run) -> None:
    """Raise, before anything is asked, what `seal` would raise: no line that was typed is to be refused."""
    if run.open_journal is None:
        keys_for_a_note(run)


def keys_for_sealing(run: Run) -> KeyFile:
    """The key file, which seals without a passphrase; what was wrong with it is said."""
    keys, notices = read_keys(run.folder)
    _remark(run, notices)
    return keys


def keys_for_a_note(run: Run) -> KeyFile:
    """The same for a note, which can be sealed even where the database is missing."""
    keys, notices = read_keys_to_seal(run.folder)
    _remark(run, notices)
    return keys


def _remark(run: Run, notices: Iterable[str]) -> None:
    for notice in notices:
        run.console.remark(notice)


def tell(run: Run, kept: Kept, what: str = "") -> None:
    """Say that a record is kept, and where, and what in it could identify somebody.

    `what` names it where one command keeps several.
    """
    envelope, named = kept.envelope, f": {what}" if what else ""
    if run.console.as_json and kept.sealed:
        run.console.show_object({"sealed": True, "id": envelope.id})
    elif run.console.as_json:
        run.console.show_object({"record": record_object(envelope)})
    elif kept.journal is None:
        run.console.show(f"Kept, sealed{named}. Your passphrase brings it into your journal.")
        names.say_of_sealed(run)
    else:
        _tell_kept(run, kept.journal, envelope, named)


def _tell_kept(run: Run, journal: "Journal", envelope: Envelope, named: str) -> None:
    run.console.show(f"Kept as {envelope.handle}, under {when.in_words(envelope.day, journal.today())}{named}.")
    hint.say(run, journal, envelope)


def tell_changed(run: Run, record: Envelope, words: str) -> None:
    """Say in `words` what became of a record that was there already; a script gets the record."""
    if run.console.as_json:
        run.console.show_object({"record": record_object(record)})
    else:
        run.console.show(words)


def tell_date(run: Run, record: Envelope) -> None:
    """Say the date by which others count a record, where that is not the day that it files under."""
    from selfcare.journal.kinds import date_of

    if date_of(record) != record.day:
        dated = when.in_words(date_of(record), date.min)
        run.console.say_unless_json(f"Its date, by the calendar: {dated}.")


def record_object(envelope: Envelope) -> dict[str, object]:
    """A record as JSON has it, for scripts."""
    content = envelopes.to_object(envelope)
    names = ("id", "handle", "kind", "happened_at", "zone", "day", "share", "theme", "tags", "fields")
    return {name: content[name] for name in names}
