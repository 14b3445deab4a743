"""A record as its owner reads it, whole."""

from selfcare.journal import envelope as envelopes
from selfcare.render.terminal import lines
from selfcare.reports.record import record_document

LONG = "Two hours, because I did not know how to leave."


def shown(kind: str, **fields: object) -> list[str]:
    document = record_document(envelopes.new(kind, fields))
    return [text for _, text in lines(document, 80)][2:]


def test_values_that_follow_each_other_are_a_line_each() -> None:
    page = shown("checkin", week="2026-W20", ratings={"sleep": 4, "load": 3}, facts={"shifts": 5})
    assert page[-4:] == [
        "  Week: 2026-W20",
        "  Sleep: 4 of 10",
        "  Workload: 3 of 10",
        "  How many shifts or working days? 5",
    ]


def test_what_happened_of_the_plan_and_early_signs_have_one_colon() -> None:
    page = shown("checkin", week="2026-W20", ratings={}, facts={"plan": ["5kv0x", "k7m2q"], "signs": ["late"]})
    assert page[-2:] == ["  It happened: 5kv0x, k7m2q", "  Early signs: late"]


def test_a_text_stands_below_its_label_and_so_does_a_value_alone() -> None:
    page = shown("checkin", week="2026-W20", ratings={}, facts={}, best=LONG, change="Leave on time.")
    assert page[-8:] == [
        "Week",
        "  2026-W20",
        "",
        "Best moment",
        f"  {LONG}",
        "",
        "One thing to change",
        "  Leave on time.",
    ]
