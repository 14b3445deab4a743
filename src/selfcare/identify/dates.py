"""Dates that may be a date of birth: those said to be one, and those more than five years back."""

import re
from collections.abc import Iterator
from datetime import date

from selfcare.identify.hits import Hit

RECENT_YEARS = 5
LONGEST_LIFE = 120

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?P<day>[0-9]{1,2})(?: ?(?:st|nd|rd|th))?"
_YEAR = r"(?P<year>[0-9]{4})"
_EITHER_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_BEFORE = r"(?<![0-9])(?<![0-9][/.-])"
_AFTER = r"(?![0-9])(?![/.-][0-9])"


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(_BEFORE + pattern + _AFTER, re.IGNORECASE)


_FORMS = (
    _form(rf"(?P<day>[0-9]{{1,2}})(?P<gap> ?[/.-] ?)(?P<month>[0-9]{{1,2}})(?P=gap){_EITHER_YEAR}"),
    _form(r"(?P<day>[0-9]{1,2}) (?P<month>[0-9]{1,2}) (?P<year>(?:19|20)[0-9]{2})"),
    _form(rf"{_YEAR}(?P<gap>[/.-])(?P<month>[0-9]{{1,2}})(?P=gap)(?P<day>[0-9]{{1,2}})"),
    _form(rf"{_DAY}(?: day)?(?: of)?[ -]?{_MONTH}[.,]?[ -]{{0,2}}{_YEAR}"),
    _form(rf"(?<![^\W_]){_MONTH}\.? {_DAY},? {_YEAR}"),
    # Two digits after a month are a year after an apostrophe or hyphen, or at the end of a phrase: "3 March 20 people".
    _form(rf"{_DAY}(?: of)?[ -]?{_MONTH}\.?(?:[ -]?'|-)(?P<year>[0-9]{{2}})"),
    _form(rf"{_DAY}(?: of)?[ -]?{_MONTH}\.? (?P<year>[0-9]{{2}})(?= ?(?:[,.;:)\n]|$))"),
)

_BORN = r"(?<![^\W_])(?:born|d\.? ?o\.? ?b|date of birth|birth ?date)(?![^\W\d_])\.?"
_BORN_BEFORE = re.compile(rf"{_BORN}[^0-9;.\0]{{0,25}}$", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"(?<![^\W_])aged? [0-9]{1,3}[ ,(:-]{1,4}$", re.IGNORECASE)
_BORN_AFTER = re.compile(r" ?[(,-]? ?(?:d\.?o\.?b\b|date of birth)", re.IGNORECASE)
# Right after "born" or "DOB" less than a whole date will do: 030387, 3 March 87, March 1987, 1987.
_PARTIAL = re.compile(
    rf"{_BORN}[:=]?(?: (?:in|on|is|was|about|around|c\.?)){{0,2}} ?(?P<date>[0-9]{{8}}|[0-9]{{6}}"
    rf"|(?:{_DAY}[ -]?)?{_MONTH},? [0-9]{{2}}(?:[0-9]{{2}})?|(?:19|20)[0-9]{{2}}(?!s)){_AFTER}",
    re.IGNORECASE,
)


def dates_of_birth(text: str, today: date) -> Iterator[Hit]:
    """Dates that stand by "born", "DOB" or an age, or whose year is more than five back; a recent date is none."""
    for found in (match for form in _FORMS for match in form.finditer(text)):
        written = _date(found, today)
        if written is None:
            continue
        if _is_said_to_be_one(text, found):
            yield Hit(found.start(), found.end(), "date_of_birth", True, "a date that the text calls a date of birth")
        elif RECENT_YEARS < today.year - written.year <= LONGEST_LIFE:
            yield Hit(found.start(), found.end(), "date_of_birth", True, "a date more than five years back")
    for found in _PARTIAL.finditer(text):
        reason = "a date that the text calls a date of birth"
        yield Hit(found.start("date"), found.end("date"), "date_of_birth", True, reason)


def is_day_of_a_century(ddmmyy: str) -> bool:
    """Whether six digits are a day, in the 1900s or in the 2000s."""
    day, month, year = int(ddmmyy[:2]), int(ddmmyy[2:4]), int(ddmmyy[4:6])
    return any(_valid(century + year, month, day) for century in (1900, 2000))


def _is_said_to_be_one(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 50) : found.start()]
    said = _BORN_BEFORE.search(before) or _AGE_BEFORE.search(before) or _BORN_AFTER.match(text, found.end())
    return said is not None


def _date(found: re.Match[str], today: date) -> date | None:
    """The date that was written: day first, or month first if only that makes one. Two digits: the latest such year."""
    day, month, year = int(found["day"]), _month(found["month"]), int(found["year"])
    if len(found["year"]) == 4:
        return _valid(year, month, day) or _valid(year, day, month)
    return _valid(year + (2000 if 2000 + year <= today.year else 1900), month, day)


def _month(written: str) -> int:
    return int(written) if written.isdigit() else _MONTHS.index(written[:3].lower()) + 1


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
