"""Case references and registration numbers: letters and digits right after a word that says what they are."""

import re
from collections.abc import Iterator

from selfcare.identify.hits import Hit

_SYSTEM = r"liquid ?logic|las|lcs|mosaic|rio|systm ?one|care ?first|eclipse|emis|paris|care ?notes|care ?director"
_HOSPITAL = r"hosp(?:ital)?|mrn|patient|client|customer|service user|person|unit|crime|incident|datix|cad|niche"
_MARK = r"(?:reference|ref|number|num|nos?|id|code|record)"
_REFERENCE = re.compile(
    rf"(?<![^\W_])(?P<label>case|refs?|reference|care ?id|{_HOSPITAL}|{_SYSTEM})"
    rf"(?P<mark>(?:[ .]{{0,2}}{_MARK}(?![^\W\d_])){{0,3}}[ .]{{0,2}}[:=#-]{{0,2}})[ ]{{0,2}}(?:(?:is|was) )?#?"
    r"(?P<written>[a-z]{0,4}[ /-]?[0-9]{2,10}(?:[/-][a-z0-9]{1,8}){0,3}[a-z]?)(?![^\W_])",
    re.IGNORECASE,
)
_PIN = re.compile(
    r"(?<![^\W_])(?:nmc|pin)(?: (?:pin|no|number))?[.:]?(?: is| was)? ?"
    r"(?P<written>[0-9]{2}[a-z][0-9]{4}[a-z])(?![^\W_])",
    re.IGNORECASE,
)
_SOCIAL_WORKER = re.compile(r"(?<![^\W_])SW ?[0-9]{4,7}(?![^\W_])", re.IGNORECASE)
_REGISTER = re.compile(
    r"(?<![^\W_])(?:gmc|hcpc|swe|social work england|sssc|niscc)(?: (?:registration|reg|reference|ref|pin))?"
    r"(?: (?:no|number|num|id))?[.:#]?(?: is| was)? ?(?P<written>[a-z]{0,3}[0-9]{4,8})(?![^\W_])",
    re.IGNORECASE,
)
# A bare word needs a long number: "case 12 of 30", "in case 2000 come", "RiO 2016" are none.
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:[/-][0-9]{2,4})?")
_WORD_BEFORE = re.compile(r"[a-z]+ ")  # "the case of 1234 people"
_MARKED = re.compile(rf"{_MARK}|[:=#]", re.IGNORECASE)
_ALWAYS_MARKED = re.compile(r"refs?|reference|mrn|care ?id", re.IGNORECASE)
_NEVER_BARE = re.compile(rf"(?!mrn)(?:{_HOSPITAL})", re.IGNORECASE)


def case_references(text: str) -> Iterator[Hit]:
    """References of cases, hospitals and record systems, and the registration numbers of professionals."""
    for found in _REFERENCE.finditer(text):
        if _is_reference(found, text):
            yield _hit(found, "follows a word for a case or a record")
    for pattern in (_PIN, _REGISTER):
        for found in pattern.finditer(text):
            if not _YEAR.fullmatch(found["written"]):
                yield _hit(found, "follows the name of a professional register")
    for found in _SOCIAL_WORKER.finditer(text):
        yield Hit(found.start(), found.end(), "case_reference", True, "has the form of a registration number")


def _is_reference(found: re.Match[str], text: str) -> bool:
    digits = sum(character.isdigit() for character in found["written"])
    marked = bool(_MARKED.search(found["mark"])) or _ALWAYS_MARKED.fullmatch(found["label"]) is not None
    if digits < 4 or (_YEAR.fullmatch(found["written"]) and not _MARKED.search(found["mark"])):
        return False
    if _WORD_BEFORE.match(found["written"]) or text[max(0, found.start() - 3) : found.start()].lower() == "in ":
        return False
    return marked or not _NEVER_BARE.fullmatch(found["label"])


def _hit(found: re.Match[str], reason: str) -> Hit:
    start = found.start("written") + (found["written"][0] in " /-")
    return Hit(start, found.end("written"), "case_reference", True, reason)
