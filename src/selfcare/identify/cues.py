"""The words around a name that give it away, and those that speak against it; all in lower case."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES: Final = _words("mr mrs ms miss mx dr prof professor rev reverend sir lady lord cllr councillor pc dc sgt insp")
# These stand before other words as well: "Nurse Manager", "Sister Ward".
LOOSE_TITLES: Final = _words(
    "doctor nurse sister matron auntie aunty aunt uncle nan nana gran granny grandma grandad granddad father imam judge"
    " miss lady lord sir councillor"
)
LOWER_TITLES: Final = _words("mr mrs dr auntie aunty uncle")
PARTICLES: Final = _words("de da di van der den von bin ibn bint al el ap ab la le du dos y")
# The beginning of a surname that may be written apart: "O' Brien", "Mc Donald".
BEGINNINGS: Final = _words("o mc mac fitz d de di da du la le al el st van von ab ap")
ABBREVIATED: Final = _words("mr mrs ms dr prof rev st e.g i.e vs approx no")

MET: Final = _words("saw met rang told phoned visited texted emailed asked called seeing visiting ringing")
MET_OR_WITH: Final = MET | _words("with supporting supported for about between to")
SPEAKS: Final = _words("said told rang phoned texted cried asked shouted laughed smiled wept apologised")
ACTS: Final = SPEAKS | _words(
    "says tells cries asks hugged thanked wants wanted thinks thought felt feels seemed looked sounded came went didn't"
    " doesn't wasn't isn't hasn't couldn't wouldn't won't threw walked sat stood left lives refused agreed needs needed"
)

IS: Final = _words("is was has had")
KIN: Final = _words(
    "mum mam mother dad father parents daughter son sister brother husband wife partner gran nan carer family flat"
    " house room key keyworker birthday funeral"
)

# A feeling or a season at the start of a sentence does what people do: "Hope came back", "Summer felt long".
ABSTRACT: Final = _words("hope grace faith joy will patience mercy charity honour honor favour memory summer autumn")
MONTH_NAMES: Final = _words("april may june august jan")
DAYS: Final = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december"
)

# What has a letter after it without being a person: "vitamin D", "plan B".
BEFORE_A_LETTER: Final = _words(
    "vitamin hepatitis hep plan type grade level section schedule appendix part group bay team category option ward"
    " block annex form tier band step key room model"
)
NO_INITIALS: Final = _words("uk us am pm ni eu qa ps nb")
