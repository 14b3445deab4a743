"""Of a trigger note, its writer chooses field by field what goes to supervision."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.conftest import NOW, PASSPHRASE, Answer, Home

from selfcare.errors import Usage
from selfcare.journal import envelope as envelopes
from selfcare.journal.form import validated
from selfcare.journal.sharing import counts_from
from selfcare.journal.triggers import LABELS, TRIGGER

WHOLE = [
    *(
        "--kind=overload",
        "--situation=Three at once",
        "--person=Larch",
        "--body=chest",
        "--emotion=worn",
        "--before=7",
    ),
    *("--window=over", "--thought=Nobody listens", "--urge=fight", "--did=freeze", "--echo=An old job"),
    *("--helped=walk-10=6", "--after=3", "--next=supervision", "--early-sign=Jaw set"),
]
TOLD = {
    "kind": "Too much at once",
    "situation": "Three at once",
    "person": "Larch",
    "emotions": "worn",
    "before": "7",
    "window": "Racing, angry or on guard",
    "body": "Chest",
    "thought": "Nobody listens",
    "urge": "Push back",
    "did": "Went still",
    "echo": "An old job",
    "helped": "Ten minutes on foot 6",
    "after": "3",
    "next": "Take it to supervision",
    "early_sign": "Jaw set",
}
"""What the note above says in each field, in the order of the form."""


@pytest.fixture
def note(home: Home) -> str:
    handle: str = home.run("trigger", *WHOLE, "--json").object["record"]["handle"]
    return handle


def share(home: Home, handle: str, *fields: str) -> Answer:
    return home.run("share", handle, "share", *(word for field in fields for word in ("--field", field)))


def brought(home: Home) -> list[str]:
    """Everything that the summary says of what is brought, line by line."""
    page = home.run("supervision", "summary", "--json")
    assert page.code == 0, page.err
    items = [item for section in page.object["sections"] for item in section["items"]]
    return [text for item in items for text in (item["text"], *(line["text"] for line in item["lines"]))]


def test_the_note_above_fills_the_whole_form() -> None:
    assert list(TOLD) == list(LABELS)


@pytest.mark.parametrize("field", TOLD)
def test_any_field_can_be_the_only_one_that_goes(home: Home, note: str, field: str) -> None:
    answer = share(home, note, field)
    assert answer.code == 0
    assert answer.out.split(": ", 1)[1].strip() == f"{LABELS[field]}."
    page = home.run("supervision", "summary", "--replace-all", "--format", "md").out
    others = [text for name, text in TOLD.items() if name not in (field, "before", "after")]
    assert f"{LABELS[field]}: {TOLD[field]}" in page or field in ("situation", "next")
    assert TOLD[field] in page
    assert not [text for text in others if text in page]


def test_unless_others_are_named_the_body_the_thought_the_echo_and_numbers_stay(home: Home, note: str) -> None:
    answer = share(home, note)
    assert answer.out == (
        f"{note} gives this to the next summary, after the identifier check: Kind; What it was about; Next.\n"
    )
    assert brought(home) == [TOLD[each] for each in ("situation", "kind", "next")]


def test_what_is_named_goes_in_the_order_of_the_form_and_nothing_else(home: Home, note: str) -> None:
    share(home, note, "echo", "emotions")
    assert brought(home) == ["Trigger note", "worn", "An old job"]
    assert f"To supervision: {LABELS['emotions']}; {LABELS['echo']}\n" in home.run("show", note).out


def test_sharing_again_without_names_goes_back_to_the_usual_fields(home: Home, note: str) -> None:
    """What was named for one session is not named for the next."""
    for level in ("share", "private"):
        share(home, note, "echo")
        home.run("share", note, level)
        assert "shared" not in home.run("show", note, "--json").object["records"][0]["fields"]


@pytest.mark.parametrize(
    ("before", "now", "new"),
    [
        (None, ["kind", "situation", "next", "echo"], True),
        (None, ["echo"], True),
        (None, ["kind"], False),
        (["echo", "kind"], ["echo"], False),
        (["echo", "kind"], None, True),
    ],
)
def test_a_field_given_later_counts_from_then_on(before: list[str] | None, now: list[str] | None, new: bool) -> None:
    """It was not on the page of the session in between."""
    content = {"kind": "overload", "situation": "Three at once", "echo": "An old job"}
    first = envelopes.new("trigger", content, written_at=NOW - timedelta(days=9), share="share")
    first = replace(first, fields=content | ({"shared": before} if before else {}))
    latest = replace(first, fields=content | ({"shared": now} if now else {}), changed_at=NOW)
    assert counts_from([first, latest]) == (NOW if new else first.changed_at)


def test_a_name_may_be_written_as_the_option_is(home: Home, note: str) -> None:
    assert "Early sign for next time." in share(home, note, "early-sign").out


def test_a_field_without_an_answer_gives_nothing_and_that_is_said(home: Home) -> None:
    handle = home.run("trigger", "--kind=death", "--json").object["record"]["handle"]
    assert "has nothing yet in what you named" in share(home, handle, "echo").out
    assert "To supervision: nothing yet" in home.run("show", handle).out


def test_an_unknown_field_is_refused_with_the_names_before_a_passphrase_is_asked(home: Home, note: str) -> None:
    answer = home.run("share", note, "share", "--field", "feelings", passphrase=None)
    assert answer.code == 2
    assert f"Choose one of: {', '.join(TOLD)}." in answer.err


@pytest.mark.parametrize("level", ["private", "theme"])
def test_fields_are_for_the_level_share(home: Home, note: str, level: str) -> None:
    answer = home.run("share", note, level, "--field", "echo", "--theme", "A line")
    assert answer.code == 2
    assert "level share" in answer.err


def test_another_record_is_shared_as_a_whole(home: Home) -> None:
    home.run("good", "Tea with the night team", passphrase=None)
    handle = home.run("list", "--json").object["records"][0]["handle"]
    answer = share(home, handle, "situation")
    assert answer.code == 2
    assert "--field is for trigger notes, and this is a good moment" in answer.err
    assert home.records()[0]["share"] == "private"


def test_show_says_of_every_record_what_would_go(home: Home) -> None:
    home.run("good", "Tea with the night team", "--tag", "night", passphrase=None)
    handle = home.run("list", "--json").object["records"][0]["handle"]
    assert "To supervision: nothing\n" in home.run("show", handle).out
    home.run("share", handle, "theme", "--theme", "Small joys")
    assert "To supervision: its theme; its tags\n" in home.run("show", handle).out
    home.run("share", handle, "share")
    assert "To supervision: its text; its theme; its tags\n" in home.run("show", handle).out
    home.run("toolbox", "used", "feet", "--helped", "6", passphrase=PASSPHRASE)
    use = home.run("list", "--kind", "tool_use", "--json").object["records"][0]["handle"]
    assert "supervision" not in home.run("show", use).out


def test_a_field_that_the_form_does_not_have_is_not_kept() -> None:
    with pytest.raises(Usage) as told:
        validated(TRIGGER, {"kind": "other", "shared": ["situation", "Larch"]})
    assert "Larch" not in told.value.message
