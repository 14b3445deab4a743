"""Numbers issued to one person: NHS, CHI (Scotland), Health and Care (Northern Ireland), National Insurance.

The three health numbers have ten digits with the same modulus 11 check digit (NHS Data Dictionary, "NHS Number"). A CHI
number begins with the date of birth, DDMMYY, and so identifies even when its check digit is wrong. National Insurance
numbers follow HMRC's manual, NIM39110.
"""

import re
from collections.abc import Iterator

from selfcare.identify.dates import is_day_of_a_century
from selfcare.identify.hits import Hit

_GAP = r"[ \n.-]{0,3}"
_GROUPED = re.compile(rf"(?<![0-9£$€])[0-9]{{3}}{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}}(?![0-9])")
_LABELLED = re.compile(
    r"(?<![^\W_])(?:nhs|chi|hcn|h ?& ?c|health and care)\b ?(?:no|number|num|id)?\b[.:#=]{0,2} ?(?:is |was )?"
    rf"([0-9](?:{_GAP}[0-9]){{9}})(?![0-9])",
    re.IGNORECASE,
)
_NATIONAL_INSURANCE = re.compile(
    r"(?<![^\W_])(?!bg|gb|nk|kn|tn|nt|zz)(?P<letters>[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z])(?P<gap>[ -]{0,2})"
    r"[0-9]{2}[ -]{0,2}[0-9]{2}[ -]{0,2}[0-9]{2}(?P<suffix>(?P<gap2>[ -]{0,2})[a-d](?![^\W_]))?(?![^\W_])",
    re.IGNORECASE,
)
_NI_LABEL = re.compile(r"(?<![^\W_])(?:ni|nino|national insurance)(?![^\W_])[^\n]{0,20}$", re.IGNORECASE)

_HC_RANGE = range(3_200_000_010, 4_000_000_000)


def check_digit_holds(digits: str) -> bool:
    """Whether ten digits end in their modulus 11 check digit: weights 10 to 2, a remainder of 10 is never valid."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == int(digits[9])  # 10 equals no digit


def health_numbers(text: str) -> Iterator[Hit]:
    """Ten digits written 3 3 4, 6 4 or in one go; in any groups right after "NHS number", "CHI" and the like."""
    for pattern, group in ((_GROUPED, 0), (_LABELLED, 1)):
        for found in pattern.finditer(text):
            yield from _health_number(found[group], found.start(group))


def national_insurance_numbers(text: str) -> Iterator[Hit]:
    """Two letters, six digits and mostly a letter A to D, in either case and with spaces or hyphens."""
    for found in _NATIONAL_INSURANCE.finditer(text):
        if _is_national_insurance(found, text):
            reason = "has the form of a National Insurance number"
            yield Hit(found.start(), found.end(), "ni_number", True, reason)


def _health_number(written: str, start: int) -> Iterator[Hit]:
    digits = re.sub(r"[^0-9]", "", written)
    end = start + len(written)
    if is_day_of_a_century(digits[:6]):
        yield Hit(start, end, "chi_number", True, "ten digits that begin with a date, as a CHI number does")
    elif digits[0] == "0" or not check_digit_holds(digits):
        return
    elif int(digits) in _HC_RANGE:
        yield Hit(start, end, "hc_number", True, "ten digits with the check digit of a Health and Care number")
    else:
        yield Hit(start, end, "nhs_number", True, "ten digits with the check digit of an NHS number")


def _is_national_insurance(found: re.Match[str], text: str) -> bool:
    """Lower-case letters apart from the digits need a joined suffix or a label: "at 10 20 30" is no number."""
    joined = not found["gap"] or (found["suffix"] and not found["gap2"])
    before = text[max(0, found.start() - 40) : found.start()]
    return bool(joined or found["letters"].isupper() or _NI_LABEL.search(before))
