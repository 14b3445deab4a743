"""The tables as SQLModel sees them. `migrations.py` makes them; a test holds the two together.

Moments and days are kept as the envelope's JSON has them: text that sorts by time.
"""

from sqlmodel import Field, SQLModel


class Record(SQLModel, table=True):
    """The current version of a record. `removed_at` is empty unless it is in the bin."""

    __tablename__ = "records"

    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    handle: str = Field(unique=True)
    kind: str
    kind_version: int
    happened_at: str = Field(index=True)
    zone: str
    day: str
    written_at: str
    changed_at: str
    device: str
    share: str
    theme: str
    fields: str
    removed_at: str | None = None


class RecordTag(SQLModel, table=True):
    """One tag of one record."""

    __tablename__ = "record_tags"

    record_seq: int = Field(primary_key=True)
    tag: str = Field(primary_key=True, index=True)


class Version(SQLModel, table=True):
    """One version of a record, never changed afterwards. A tombstone (no envelope) says that it was erased."""

    __tablename__ = "versions"

    id: str = Field(primary_key=True)
    record_id: str = Field(index=True)
    parent: str | None = None
    saved_at: str
    envelope: str | None = None


class Draft(SQLModel, table=True):
    """A form that is not finished: the envelope as far as it was answered."""

    __tablename__ = "drafts"

    id: str = Field(primary_key=True)
    kind: str
    saved_at: str
    envelope: str


class StoredSetting(SQLModel, table=True):
    """One setting that is kept inside the journal."""

    __tablename__ = "settings"

    name: str = Field(primary_key=True)
    value: str


class Person(SQLModel, table=True):
    """Somebody who must not be named, under the pseudonym that takes the name's place."""

    __tablename__ = "people"

    pseudonym: str = Field(primary_key=True)
    added_at: str


class PersonName(SQLModel, table=True):
    """The keyed hash of a name of so many `words`, or, where that is 0, of one word out of a longer name.

    The name itself is nowhere.
    """

    __tablename__ = "people_names"

    digest: str = Field(primary_key=True)
    pseudonym: str = Field(primary_key=True, foreign_key="people.pseudonym", ondelete="CASCADE")
    words: int


class ReviewAnswer(SQLModel, table=True):
    """What the person decided about one hit in one version of a record; `digest` is the keyed hash of what was hit."""

    __tablename__ = "review_answers"

    version_id: str = Field(primary_key=True, foreign_key="versions.id", ondelete="CASCADE")
    digest: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    answer: str
    words: str
    answered_at: str


class SharedLog(SQLModel, table=True):
    """One page that was made for others: when, for which role, of which kind and form, from which versions."""

    __tablename__ = "shared_log"

    id: str = Field(primary_key=True)
    shared_at: str
    role: str
    what: str
    form: str
    versions: str
