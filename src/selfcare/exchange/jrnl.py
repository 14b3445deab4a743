"""jrnl's text files: an entry begins with a line such as `[2026-01-02 10:00] Title.`, and all else is its text.

A line is such a beginning only where the date is written exactly as jrnl itself writes it, in one of the given forms.
jrnl reads nearly anything in square brackets as a date; here it stays text, and looking like a date is said.
Source: jrnl 4.6 (journals/Journal.py, journals/Entry.py), and its 1.x form without brackets.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from selfcare.errors import InvalidFile, Usage
from selfcare.exchange.entries import Entry, Found, named, text_of

OWN_FORMS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %I:%M:%S %p")
"""How jrnl writes dates unless it is told otherwise: first the older of its two defaults."""
STAR = " *"
STARRED = "starred"

_BRACKETS = re.compile(r"\[([^\]]{1,80})\] (.*)", re.DOTALL)
_LIKE_A_DATE = re.compile(r"\[[^\]]{0,40}\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[^\]]{0,40}\] ")
_TAG = re.compile(r"(?<!\S)[@#]([-+*#/\w]+)")
_SHORT = {"%F": "%Y-%m-%d", "%T": "%H:%M:%S", "%R": "%H:%M", "%r": "%I:%M:%S %p", "%D": "%m/%d/%y"}
_TRIED = datetime(2026, 11, 12, 13, 14)

Beginning = tuple[datetime, str]
"""When an entry was written, and the rest of its first line."""


def form(words: str) -> str:
    """A form of dates as jrnl's `timeformat` has it, such as `%d.%m.%Y %H:%M`. Raises `Usage` if none can be read."""
    spelled = re.sub("%[FTRrD]", lambda short: _SHORT[short[0]], words)
    if not re.search("%[Yy]", spelled) or not _brings_back_the_day(spelled):
        raise Usage(
            "--date-format needs a day, a month and a year, in jrnl's way of writing them.",
            "Look at `timeformat` in jrnl's settings. Example: --date-format '%d.%m.%Y %H:%M'.",
        )
    return spelled


def _brings_back_the_day(form: str) -> bool:
    try:
        return datetime.strptime(_TRIED.strftime(form), form).date() == _TRIED.date()
    except (ValueError, re.error):
        return False


def read(content: bytes, forms: Sequence[str] = OWN_FORMS) -> Found:
    """The entries of a file that is not locked. Raises `InvalidFile` for text in which jrnl would begin none."""
    lines = text_of(content).split("\n")
    beginnings = _beginnings(lines, forms)
    if not beginnings:
        return _nothing(lines)
    first, *others = beginnings
    ends = (*others, len(lines))
    every = [_entry(lines, at, end, *beginnings[at]) for at, end in zip(beginnings, ends, strict=True)]
    entries = tuple(each for each in every if each.text.strip())
    return Found(entries, _before(lines, first), len(every) - len(entries), _like_dates(lines, beginnings))


def read_days(files: Iterable[tuple[str, bytes]], forms: Sequence[str] = OWN_FORMS) -> Found:
    """The entries of a journal that jrnl keeps as a folder, a file for each day, given with their names."""
    every = [_in_file(name, content, forms) for name, content in files]
    return Found(
        tuple(replace(entry, place=f"{name} {entry.place}") for name, found in every for entry in found.entries),
        tuple(f"{name} {place}".strip() for name, found in every for place in found.not_understood),
        sum(found.wordless for _, found in every),
        tuple(f"{name}: {remark}" for name, found in every for remark in found.remarks),
    )


def _in_file(name: str, content: bytes, forms: Sequence[str]) -> tuple[str, Found]:
    try:
        return name, read(content, forms)
    except InvalidFile:
        return name, Found(not_understood=("",))


def _nothing(lines: Sequence[str]) -> Found:
    if any(line.strip() for line in lines):
        raise InvalidFile(
            "No entry as jrnl writes it was found in this file.",
            "If its dates have a form of their own, name it. Example: --date-format '%d.%m.%Y %H:%M'.",
        )
    return Found()


def _beginnings(lines: Sequence[str], forms: Sequence[str]) -> dict[int, Beginning]:
    """The lines with which entries begin. The first of them says whether this is today's jrnl or jrnl 1."""
    begins: Callable[[str, Sequence[str]], Beginning | None] | None = None
    found: dict[int, Beginning] = {}
    for number, line in enumerate(lines):
        begins = begins or next((each for each in (_bracketed, _bare) if each(line, forms)), None)
        if begins and (beginning := begins(line, forms)):
            found[number] = beginning
    return found


def _bracketed(line: str, forms: Sequence[str]) -> Beginning | None:
    found = _BRACKETS.fullmatch(line) if line.startswith("[") else None
    if found is None:
        return None
    at = next((moment for each in forms if (moment := _exactly(found[1], each))), None)
    return (at, found[2]) if at else None


def _bare(line: str, forms: Sequence[str]) -> Beginning | None:
    """What jrnl 1 wrote: the date as it is, at the head of the line."""
    for each in forms if line[:1].isalnum() else ():
        length = len(_TRIED.strftime(each))
        if line[length : length + 1] in ("", " ") and (at := _exactly(line[:length], each)):
            return at, line[length + 1 :]
    return None


def _exactly(stamp: str, form: str) -> datetime | None:
    """The moment of a date that jrnl would have written just so."""
    try:
        at = datetime.strptime(stamp, form)
        return at if at.strftime(form) == stamp else None
    except (ValueError, OverflowError):
        return None


def _entry(lines: Sequence[str], start: int, end: int, at: datetime, first: str) -> Entry:
    starred = first.endswith(STAR)
    text = "\n".join([first.removesuffix(STAR), *lines[start + 1 : end]]).rstrip("\n")
    tags = (*_TAG.findall(text), *([STARRED] if starred else []))
    return Entry(at, text, f"line {start + 1}", tags=tags)


def _before(lines: Sequence[str], first: int) -> tuple[str, ...]:
    """What stands before the first entry, which jrnl would drop."""
    said = "line 1" if first == 1 else f"lines 1 to {first}"
    return (said,) if any(line.strip() for line in lines[:first]) else ()


def _like_dates(lines: Sequence[str], beginnings: dict[int, Beginning]) -> tuple[str, ...]:
    """Lines that stay text although jrnl might have begun an entry there."""
    like = [f"line {at}" for at, line in enumerate(lines, 1) if at - 1 not in beginnings and _LIKE_A_DATE.match(line)]
    if not like:
        return ()
    return (f"Looks like a date, but stays text: {named(like)}. If entries begin there, use --date-format.",)
