"""Two windows: one waits for an answer while the other changes, removes or erases the same record."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, ENTER, at_terminal

from selfcare.guidance import templates
from selfcare.journal import envelope as envelopes
from selfcare.journal.drafts import keep_draft
from selfcare.journal.records import put
from selfcare.journal.unfinished import Unfinished

OPEN = {"SELFCARE_PASSPHRASE": PASSPHRASE}
WEEK = "2026-W10"
CONTENT: dict[str, dict[str, Any]] = {
    "reflection": {"template": "quick", "answers": {"what": "A hard visit"}},
    "plan_item": {"what": "Swim", "verb": "maintain", "review": "2026-03-01"},
    "checkin": {"week": WEEK, "ratings": {"sleep": 4}, "facts": {}},
}


def shared(home: Home, kind: str) -> str:
    """A record that the next summary takes; its handle."""
    with home.open() as journal:
        return put(journal, envelopes.new(kind, CONTENT[kind], share="share")).handle


def as_it_is(home: Home, handle: str) -> dict[str, Any]:
    (record,) = home.run("show", handle, "--json").object["records"]
    return dict(record)


RATING, NUMBER = "0-10 > ", "number > "
WORDS = "> "
CLEAR = "\x15"  # an edit begins with the text as it stands


@dataclass(frozen=True)
class Form:
    """A command that asks about a record: its words, and what is answered at which prompt."""

    kind: str
    words: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    kept: str

    def filled(self, home: Home, handle: str, meanwhile: Callable[[], object]) -> tuple[int, str]:
        """Answer it, `meanwhile` happening before the first answer; the exit code and what the screen showed."""
        (first, prompt), *rest = self.answers
        words = [handle if word == "ID" else word for word in self.words]
        with at_terminal(home, *words, environment=OPEN) as person:
            person.asked(prompt)
            meanwhile()
            person.presses(first + ENTER)
            for answer, prompt in rest:
                person.types(answer, at=prompt)
            return person.ends(), person.seen


FORMS = {
    "edit": Form("reflection", ("edit", "ID"), ((f"{CLEAR}A harder visit", WORDS),), "A harder visit"),
    "look again": Form(
        "reflection",
        ("reflect", "again", "ID"),
        (("Calmer now", WORDS), *[("", WORDS)] * (len(templates.load().look_again) - 1)),
        "Calmer now",
    ),
    "plan review": Form(
        "plan_item", ("plan", "review"), (("Twice", WORDS), ("", WORDS), ("1", NUMBER), ("", WORDS)), "Twice"
    ),
    "check-in": Form(
        "checkin",
        ("checkin", "--short", "--week", WEEK),
        (*[("7", RATING)] * 6, ("", "how many > "), ("", "numbers > ")),
        "'energy': 7",
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_what_was_made_private_meanwhile_stays_private(home: Home, form: str) -> None:
    asked = FORMS[form]
    handle = shared(home, asked.kind)

    def meanwhile() -> None:
        assert home.run("share", handle, "private").code == 0
        assert home.run("edit", handle, "--tag", "meanwhile").code == 0

    code, _ = asked.filled(home, handle, meanwhile)
    kept = as_it_is(home, handle)
    assert (code, kept["share"], kept["tags"]) == (0, "private", ["meanwhile"])
    assert asked.kept in str(kept["fields"])


@pytest.mark.parametrize("form", ["edit", "look again"])
def test_what_was_erased_meanwhile_does_not_come_back(home: Home, form: str) -> None:
    handle = shared(home, "reflection")

    def meanwhile() -> None:
        home.run("remove", handle)
        assert home.run("bin", "empty", "--yes").code == 0

    asked = replace(FORMS[form], answers=FORMS[form].answers[:1])
    code, screen = asked.filled(home, handle, meanwhile)
    assert (code, "There is no such record." in screen) == (2, True)
    assert home.records() == []
    assert home.run("vault", "verify").code == 0


def test_answers_that_were_stopped_are_kept_in_the_record_as_it_is_now(home: Home) -> None:
    """To keep it as it is keeps the answers, and nothing else of the day on which they were given."""
    handle = shared(home, "plan_item")
    with at_terminal(home, "plan", "review", environment=OPEN) as person:
        person.types("Twice")
        person.asked()
        person.presses(CTRL_C)
        assert person.ends() == 130
    home.run("share", handle, "private")
    home.run("edit", handle, "--set", "what=Walk")
    with at_terminal(home, "plan", "review", environment=OPEN) as person:
        person.types("2", at="number > ")
        person.until("It is kept")
    kept = as_it_is(home, handle)
    assert (kept["share"], kept["fields"]["what"], kept["fields"]["worked"]) == ("private", "Walk", "Twice")


def test_a_review_that_is_gone_on_with_changes_only_what_was_answered(home: Home) -> None:
    handle = shared(home, "plan_item")
    with at_terminal(home, "plan", "review", environment=OPEN) as person:
        person.types("Twice")
        person.asked()
        person.presses(CTRL_C)
        assert person.ends() == 130
    home.run("edit", handle, "--set", "what=Walk")
    with at_terminal(home, "plan", "review", environment=OPEN) as person:
        person.types("1", at="number > ")
        person.types("")
        person.types("1", at="number > ")
        person.types("")
        assert person.ends() == 0
    assert as_it_is(home, handle)["fields"]["what"] == "Walk"


def test_a_form_begun_on_another_day_asks_what_only_stood_in_for_an_answer(home: Home) -> None:
    """The day to look again was four weeks from the day on which the form was begun."""
    stand_ins = {"what": "Swim", "verb": "maintain", "review": "2026-01-29"}
    with home.open() as journal:
        keep_draft(journal, Unfinished(envelopes.new("plan_item", stand_ins), {"what": "Swim"}))
    with at_terminal(home, "plan", "add", environment=OPEN) as person:
        person.types("1", at="number > ")
        person.types("grow", at="number > ")
        for _ in range(5):
            person.types("")
        person.types("2199-01-01")
        assert person.ends() == 0
    (kept,) = home.records()
    assert kept["fields"] == {"what": "Swim", "verb": "grow", "review": "2199-01-01"}
