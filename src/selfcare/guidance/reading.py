"""One small reader for every guidance file: typed values, or every problem at once with its place."""

import re
import tomllib
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar, cast

from selfcare.errors import InvalidFile

T = TypeVar("T")

DATA = Path(__file__).with_name("data")
LONGEST_TEXT = 2000
LARGEST = 256 * 1024
LONGEST_LINE = 10_000
"""How much there may be in a file and in a line of it: the parser takes hours over a name of a million parts."""
_TEXT = f"1 to {LONGEST_TEXT} characters, without control characters"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KEY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_BARE = re.compile(r"[A-Za-z0-9_-]{1,40}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_POSITION = re.compile(r"\(at (line \d+, column \d+|end of document)\)")
HINT = "Correct the places named, then run the command again. docs/guidance.md shows the form of each entry."


def shipped(file: str) -> bytes:
    """Bytes of a guidance file that comes with the program."""
    return (DATA / file).read_bytes()


def read(content: bytes | str, name: str, build: Callable[["Table"], T]) -> T:
    """Read a whole file with `build`; `name` is what the file is called in the message.

    Raises InvalidFile once, with one line for every problem: `tools[3].minutes: must be a whole number from 0 to 480`.
    Entries are counted from 1.
    """
    return read_object(_parse(content, name), name, build)


def read_object(content: dict[str, object], name: str, build: Callable[["Table"], T]) -> T:
    """The same for a file that is parsed already."""
    problems: list[str] = []
    result = Table(content, "", problems).finish(build)
    refuse(name, problems)
    return result


def refuse(name: str, problems: Sequence[str]) -> None:
    """Raise InvalidFile where there are problems, with a line for each."""
    if problems:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise InvalidFile("\n".join([f"{name} has {count}.", *problems]), HINT)


def _parse(content: bytes | str, name: str) -> dict[str, object]:
    try:
        raw = content.encode() if isinstance(content, str) else content
        return tomllib.loads(_limited(raw, name).decode("utf-8-sig"))
    except UnicodeError:
        raise InvalidFile(f"{name} is not UTF-8 text.", "Save the file as UTF-8 and try again.") from None
    except (ValueError, RecursionError) as error:
        # Only the position is passed on: the parser's own words can quote the file.
        position = _POSITION.search(str(error))
        where = f" at {position[1].replace('end of document', 'the end')}" if position else ""
        raise InvalidFile(f"{name} is not valid TOML{where}.", "Mend the file there and try again.") from None


def _limited(raw: bytes, name: str) -> bytes:
    if len(raw) > LARGEST:
        raise InvalidFile(f"{name} is too large.", f"Split it: a file may have {LARGEST // 1024} KiB.")
    if any(len(line) > LONGEST_LINE for line in raw.splitlines()):
        raise InvalidFile(f"{name} has a line that is too long.", f"A line may have {LONGEST_LINE} bytes: break it.")
    return raw


class Table:
    """One table of a guidance file, asked field by field.

    A field that is missing or wrong is noted as a problem and a harmless stand-in is given, so that the rest is still
    looked at. A field with a `default` may be left out. Fields that nobody asked for are problems too.
    """

    def __init__(self, fields: dict[str, object], place: str, problems: list[str]) -> None:
        self._fields = fields
        self._place = place
        self._problems = problems
        self._asked: set[str] = set()

    def finish(self, build: Callable[["Table"], T]) -> T:
        """What `build` makes of this table, once every field in it has been accounted for."""
        result = build(self)
        for field in self._fields:
            if field not in self._asked:
                # A name in quotes can hold anything, so only a plain one is repeated.
                self.problem(field if _BARE.fullmatch(field) else "(a field)", "is not a field that belongs here")
        return result

    @property
    def content(self) -> dict[str, object]:
        """The table as it was written."""
        return self._fields

    def problem(self, field: str, what: str) -> None:
        """Note that `field` is wrong; `what` completes the sentence."""
        self._problems.append(f"{self._path(field)}: {what}")

    def id(self, field: str = "id") -> str:
        """A name for machines, such as `breath-out`: small letters, digits and single hyphens."""
        return self._named(field, _ID, "must be small letters, digits and single hyphens")

    def key(self) -> str:
        """The name of an answer, such as `so_what`: small letters, digits and single underscores."""
        return self._named("key", _KEY, "must be small letters, digits and single underscores")

    def replaces(self) -> str | None:
        """The id of the older wording that this entry stands in for, if any."""
        return self.id("replaces") if self._has("replaces") else None

    def text(self, field: str, default: str | None = None) -> str:
        """Words to show: not empty, at most 2,000 characters, no control characters but the line end."""
        if default is not None and not self._has(field):
            return default
        return self._checked_text(field, self._take(field, str, "must be text in quotes") or "")

    def texts(self, field: str, least: int = 0) -> tuple[str, ...]:
        """A list of texts, at least `least` of them, each as `text` takes them."""
        items = self._list(field, least)
        if not all(isinstance(item, str) and _is_text(item) for item in items):
            self.problem(field, f"must be a list of texts of {_TEXT}")
            return ()
        return cast(tuple[str, ...], items)

    def number(self, field: str, least: int, most: int, default: int | None = None) -> int:
        """A whole number from `least` to `most`."""
        if default is not None and not self._has(field):
            return default
        what = f"must be a whole number from {least} to {most}"
        value = self._take(field, int, what)
        if value is not None and not least <= value <= most:
            self.problem(field, what)
            value = None
        return least if value is None else value

    def flag(self, field: str) -> bool:
        """True or false; false when left out."""
        return self._has(field) and bool(self._take(field, bool, "must be true or false"))

    def day(self, field: str) -> date:
        """A date written as 2026-11-21, without quotes."""
        return self._take(field, date, "must be a date such as 2026-11-21, without quotes") or date.min

    def choice(self, field: str, allowed: Sequence[T], default: T | None = None) -> T:
        """One of the words in `allowed`."""
        if default is not None and not self._has(field):
            return default
        what = f"must be one of {', '.join(map(str, allowed))}"
        value = self._take(field, str, what)
        if value is not None and value not in allowed:
            self.problem(field, what)
        return cast(T, value) if value in allowed else allowed[0]

    def choices(self, field: str, allowed: Sequence[T], least: int = 0) -> tuple[T, ...]:
        """A list of words out of `allowed`, each once, at least `least` of them."""
        items = self._list(field, least)
        if any(item not in allowed for item in items) or len(items) != len(set(map(str, items))):
            self.problem(field, f"must be a list of different words out of {', '.join(map(str, allowed))}")
            return ()
        return cast(tuple[T, ...], items)

    def each(self, field: str, build: Callable[["Table"], T], least: int = 0) -> tuple[T, ...]:
        """A list of tables, each read with `build`; no two may have the same `id` or `key`."""
        rows: list[tuple[int, dict[str, object]]] = []
        for count, item in enumerate(self._list(field, least), start=1):
            if isinstance(item, dict):
                rows.append((count, item))
            else:
                self.problem(f"{field}[{count}]", "must be a table")
        self._note_repeats(field, rows)
        places = [(self._path(f"{field}[{count}]"), row) for count, row in rows]
        return tuple(Table(row, place, self._problems).finish(build) for place, row in places)

    def _path(self, field: str) -> str:
        return f"{self._place}.{field}" if self._place else field

    def _has(self, field: str) -> bool:
        self._asked.add(field)
        return field in self._fields

    def _take(self, field: str, wanted: type[T], what: str) -> T | None:
        if not self._has(field):
            self.problem(field, "is missing")
            return None
        value = self._fields[field]
        # Not isinstance: true is no number, and a time of day is no date.
        if type(value) is not wanted:
            self.problem(field, what)
            return None
        return value

    def _list(self, field: str, least: int) -> tuple[object, ...]:
        if not least and not self._has(field):
            return ()
        items: list[object] | None = self._take(field, list, "must be a list")
        if items is not None and len(items) < least:
            self.problem(field, f"must have at least {least}")
        return tuple(items or ())

    def _named(self, field: str, form: re.Pattern[str], what: str) -> str:
        value = self._take(field, str, what)
        if value is not None and not form.fullmatch(value):
            self.problem(field, what)
        return value or ""

    def _checked_text(self, field: str, value: str) -> str:
        if self._fields.get(field) == value and not _is_text(value):
            self.problem(field, f"must be {_TEXT}")
        return value

    def _note_repeats(self, field: str, rows: list[tuple[int, dict[str, object]]]) -> None:
        first: dict[tuple[str, str], int] = {}
        for count, row in rows:
            for name in ("id", "key"):
                value = row.get(name)
                if isinstance(value, str) and first.setdefault((name, value), count) != count:
                    self.problem(f"{field}[{count}].{name}", f"is the same as in {field}[{first[name, value]}]")
        for count, row in rows:
            old = row.get("replaces")
            if isinstance(old, str) and ("id", old) in first:
                self.problem(f"{field}[{count}].replaces", "names an entry that is still in this file")


def is_id(text: str) -> bool:
    """Whether `text` has the form of an id."""
    return bool(_ID.fullmatch(text))


def _is_text(value: str) -> bool:
    return bool(value.strip()) and len(value) <= LONGEST_TEXT and not _CONTROL.search(value)
