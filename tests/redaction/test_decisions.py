"""What was decided about a hit is done for its record and its value, and nowhere else."""

from datetime import date

from tests.reports.material import NOW, brought, record

from selfcare.guidance import supervision
from selfcare.identify.answers import Answer, Answers, Asked
from selfcare.identify.phones import national
from selfcare.redaction.check import Known, decided, findings, redact
from selfcare.redaction.outgoing import Shareable
from selfcare.reports.document import Document, Item, Section, drawn_together
from selfcare.reports.summary import summary

TODAY = date(2026, 11, 21)
PHONE, OTHER = "07700 900123", "07700 900456"
RING = Item(f"ring {PHONE}", (("Then", "+44 7700 900123 again"),), record="one")
ALSO = Item(f"and {PHONE}", record="two")


def page(*items: Item) -> Document:
    return Document("A page", sections=(Section("Risk", items),))


def to_phone(answer: Answer, *records: str, left_out: tuple[str, ...] = ()) -> Answers:
    """The same answer about `PHONE` in each of these records."""
    given = {Asked(each, national(PHONE), "phone"): answer for each in records}
    return Answers(given, lambda value: value, frozenset(left_out))


def made(document: Document, answers: Answers, *, replace_all: bool = False) -> Document:
    result = redact(document, Known(TODAY, answers=answers), replace_all=replace_all)
    assert isinstance(result, Shareable), result
    return result.document


def texts(document: Document) -> list[str]:
    return [item.text for section in document.sections for item in section.items]


def test_words_are_put_in_wherever_the_value_stands_in_its_record() -> None:
    shown = made(page(RING), to_phone(Answer("replace", "a phone number"), "one"))
    assert shown.sections[0].items[0].text == "ring a phone number"
    assert shown.sections[0].items[0].lines == (("Then", "a phone number again"),)


def test_an_answer_holds_for_its_record_alone() -> None:
    answers = to_phone(Answer("keep", "it is ours"), "one")
    assert [each.record for each in findings(page(RING, ALSO), Known(TODAY, answers=answers))] == ["two"]
    found = redact(page(RING, ALSO), Known(TODAY, answers=answers))
    assert isinstance(found, tuple)
    assert [each.place for each in found] == ["Risk, item 2"]


def test_an_answer_holds_for_its_value_alone() -> None:
    document = page(Item(f"{PHONE}, {OTHER}", record="one"))
    answers = to_phone(Answer("keep", "it is ours"), "one")
    assert [each.written for each in findings(document, Known(TODAY, answers=answers))] == [OTHER]


def test_what_is_kept_is_counted_in_the_footer_and_its_reason_stays_at_home() -> None:
    shown = made(page(RING, ALSO), to_phone(Answer("keep", "it is our own number"), "one", "two"))
    assert texts(shown) == [f"ring {PHONE}", f"and {PHONE}"]
    assert shown.footer[-1] == "2 details that the check asks about: kept by the practitioner."
    assert "our own" not in repr(shown)
    assert "kept" not in " ".join(made(page(Item("calm")), to_phone(Answer("keep", "x"), "one")).footer)


def test_placeholders_take_the_place_of_what_nobody_decided_about() -> None:
    document = page(RING, Item(f"and {OTHER}", record="two"))
    assert texts(made(document, to_phone(Answer("keep", "x"), "one"), replace_all=True)) == [
        f"ring {PHONE}",
        "and [phone 1]",
    ]
    assert texts(made(document, to_phone(Answer("replace"), "one"), replace_all=True))[0] == "ring [phone 1]"


def test_nothing_of_a_record_that_was_left_out_is_on_the_page() -> None:
    answers = to_phone(Answer("replace", "a phone number"), "two", left_out=("one",))
    assert texts(made(page(RING, ALSO), answers)) == ["and a phone number"]


def test_words_put_in_are_looked_through_as_well() -> None:
    found = redact(page(RING), Known(TODAY, answers=to_phone(Answer("replace", "sam@example.org"), "one")))
    assert isinstance(found, tuple)
    assert {each.kind for each in found} == {"email"}


def test_only_answers_that_the_page_asks_for_are_told_of() -> None:
    answers = to_phone(Answer("keep", "x"), "one", "elsewhere")
    assert [each.record for each in decided(page(RING), Known(TODAY, answers=answers))] == ["one"]


def test_words_that_name_nobody_are_no_findings() -> None:
    document = page(Item("Rang Brackendale twice.", record="one"))
    assert findings(document, Known(TODAY))
    assert findings(document, Known(TODAY, frozenset({"Brackendale"}))) == ()


def test_what_is_drawn_together_still_knows_its_records() -> None:
    both = drawn_together("And also", [RING, Item("calm", record="three"), ALSO])
    assert [each.record for each in findings(page(both), Known(TODAY))] == ["one", "one", "two"]
    shown = made(page(both), to_phone(Answer("replace", "a number"), "two", left_out=("one",)))
    assert shown.sections[0].items[0].lines == (("", "calm"), ("", "and a number"))
    assert shown.records() == ("three", "two")
    assert texts(page(drawn_together("And also", [RING])).without(frozenset({"one"}))) == []


def test_a_fourth_good_moment_of_a_summary_still_knows_its_record() -> None:
    goods = [record("good", {"text": f"good {n}"}, days_ago=9 - n, share="share") for n in range(1, 5)]
    last = record("good", {"text": f"ring {PHONE}"}, days_ago=4, share="share")
    guide = supervision.load()
    document = summary(brought(*goods, last), guide.profiles[0], guide)
    assert [each.record for each in findings(document, Known(NOW.date()))] == [last.id]
    assert set(document.records()) == {each.id for each in (*goods, last)}
