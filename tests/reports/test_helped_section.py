"""What helped, in words: the person's own middles with how many, the highest first."""

from selfcare.guidance import tools
from selfcare.insight.helped import Use, helped
from selfcare.reports.helped import ABOUT, helped_section, stats_document, stats_objects
from selfcare.reports.toolbox import Toolbox

USES = [
    Use("feet", 4),
    Use("walk-10", 9, before=8, after=5),
    Use("walk-10", 7, before=6, after=6),
    Use("sip"),
    Use("breath-out", 6, before=2, after=4),
]


def box(uses: list[Use]) -> Toolbox:
    known = {each.id: each for each in tools.load()}
    return Toolbox(known, known, frozenset(), frozenset(), helped(uses))


def test_the_highest_middle_comes_first_and_what_was_not_rated_last() -> None:
    assert [each["id"] for each in stats_objects(box(USES))] == ["walk-10", "breath-out", "feet", "sip"]
    names = [item.text.rpartition("(")[2] for item in helped_section(box(USES)).items]
    assert names == ["walk-10)", "breath-out)", "feet)", "sip)"]


def test_each_number_has_how_many_there_are() -> None:
    walk, breath, _, sip = helped_section(box(USES)).items
    assert [text for _, text in walk.lines] == [
        "helped 8 of 10 (n=2), used 2 times",
        "the feeling afterwards: weaker by 1.5 (n=2)",
    ]
    assert breath.lines[-1][1] == "the feeling afterwards: stronger by 2 (n=1)"
    assert [text for _, text in sip.lines] == ["used once, not rated yet"]


def test_a_limit_says_how_many_more_there_are() -> None:
    *shown, more = helped_section(box(USES), most=3).items
    assert len(shown) == 3
    assert more.text == "And 1 more: selfcare toolbox stats"
    assert len(helped_section(box(USES), most=4).items) == 4


def test_no_cause_is_claimed() -> None:
    page = stats_document(box(USES))
    assert page.lead == (ABOUT,)
    assert "no proof" in ABOUT
    assert not any(word in str(page) for word in ("because", "thanks to", "works", "effect"))
