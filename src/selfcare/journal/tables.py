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
