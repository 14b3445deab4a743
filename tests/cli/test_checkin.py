"""`checkin`: a week in a minute or five, and what one's own weeks give reason to remark on."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.conftest import PASSPHRASE, Home
from tests.terminal import CTRL_C, at_terminal

from selfcare.cli.checkins import Known
from selfcare.cli.forms import NotUnderstood
from selfcare.cli.guidance import known_to
from selfcare.cli.triggers import helped_from
from selfcare.guidance import checkins as guidance
from selfcare.journal import envelope as envelopes
from selfcare.when import Week

WEEK = "2026-W10"
ITEMS = [item.id for item in guidance.load().items]


def shown(home: Home, *words: str) -> dict[str, Any]:
    answer = home.run("checkin", "show", *words, "--json")
    assert answer.code == 0, answer.err
    return answer.object


def check_in(home: Home, *words: str, week: str = WEEK, passphrase: str | None = PASSPHRASE) -> None:
    answer = home.run("checkin", "--week", week, *words, passphrase=passphrase)
    assert answer.code == 0, answer.err


def test_every_option_is_kept(home: Home) -> None:
    check_in(
        home,
        *("--rate", "sleep=5", "--rate", "load=3", "--fact", "shifts=4", "--fact", "supervision_line=missed"),
        *("--fact", "exposures=violence,death", "--fact", "signs=numb", "--best", "Sunday", "--change", "The rota"),
    )
    assert shown(home, WEEK) == {
        "format": 1,
        "week": WEEK,
        "ratings": {"sleep": 5, "load": 3},
        "facts": {
            "shifts": 4,
            "supervision_line": "missed",
            "exposures": ["violence", "death"],
            "signs": ["numb"],
        },
        "best": "Sunday",
        "change": "The rota",
        "late": True,
        "tools_used": {},
        "notices": [],
    }


@pytest.mark.parametrize("option", ["--best", "--change"])
def test_words_can_come_from_standard_input(home: Home, option: str) -> None:
    home.run("checkin", "--week", WEEK, option, "-", stdin="Line one\nline two\n")
    assert shown(home, WEEK)[option.removeprefix("--")] == "Line one\nline two"


@pytest.mark.parametrize(
    "words",
    [
        ("--rate", "sleep=11"),
        ("--rate", "sleep=-1"),
        ("--rate", "sleep=5.5"),
        ("--rate", "sleep="),
        ("--rate", "sleep"),
        ("--rate", "dreams=5"),
        ("--fact", "shifts=15"),
        ("--fact", "shifts=some"),
        ("--fact", "weather=wet"),
        ("--fact", "supervision_line=perhaps"),
        ("--fact", "exposures=violence,rain"),
        ("--fact", "signs=cheerful"),
        ("--week", "2026-W54", "--best", "x"),
        ("--week", "2999-W01", "--best", "x"),
        ("--week", "last", "--best", "x"),
        ("--best", ""),
        (),
    ],
)
def test_what_is_not_an_answer_is_refused_and_nothing_is_kept(home: Home, words: tuple[str, ...]) -> None:
    answer = home.run("checkin", *words)
    assert answer.code == 2
    assert len(answer.err.splitlines()) == 2
    assert home.run("list", "--json").object["records"] == []


def test_an_unknown_item_is_answered_with_the_items(home: Home) -> None:
    assert ", ".join(ITEMS) in home.run("checkin", "--rate", "dreams=5").err


def test_a_second_check_in_of_a_week_changes_its_record_and_keeps_the_history(home: Home) -> None:
    check_in(home, "--rate", "sleep=5", "--rate", "mood=6", "--best", "Sunday")
    check_in(home, "--rate", "sleep=4", "--fact", "nights=2")
    (record,) = home.run("list", "--kind", "checkin", "--json").object["records"]
    assert record["fields"] == {
        "week": WEEK,
        "ratings": {"sleep": 4, "mood": 6},
        "facts": {"nights": 2},
        "best": "Sunday",
    }
    versions = home.run("show", record["id"], "--history", "--json").object["records"]
    assert [each["fields"]["ratings"]["sleep"] for each in versions] == [5, 4]


def test_sealed_check_ins_of_one_week_merge_and_the_later_answer_wins(home: Home) -> None:
    check_in(home, "--rate", "sleep=5", "--rate", "mood=6", passphrase=None)
    check_in(home, "--rate", "sleep=4", "--rate", "load=2", passphrase=None)
    assert shown(home, WEEK)["ratings"] == {"sleep": 4, "mood": 6, "load": 2}
    check_in(home, "--rate", "mood=9")
    check_in(home, "--rate", "load=3", passphrase=None)
    assert shown(home, WEEK)["ratings"] == {"sleep": 4, "mood": 9, "load": 3}


def test_only_a_week_written_more_than_seven_days_after_its_end_is_late(home: Home, a_wednesday: date) -> None:
    last = str(Week.of(a_wednesday) - 1)
    check_in(home, "--rate", "sleep=5", week=last)
    assert shown(home, last)["late"] is False
    early = str(Week.of(a_wednesday) - 3)
    check_in(home, "--rate", "sleep=5", week=early)
    assert shown(home, early)["late"] is True


def test_a_past_week_files_under_its_last_day(home: Home) -> None:
    check_in(home, "--rate", "sleep=5")
    (record,) = home.run("list", "--json").object["records"]
    assert record["day"] == "2026-03-08"


def weeks_of_sleep(home: Home, ratings: list[int], item: str = "sleep") -> None:
    for back, rating in enumerate(reversed(ratings)):
        check_in(home, "--rate", f"{item}={rating}", week=str(Week(2026, 20) - back))


def test_a_fall_is_remarked_on_with_its_rule_and_always_with_nothing_now(home: Home) -> None:
    weeks_of_sleep(home, [7, 7, 7, 7, 4, 4])
    (notice,) = shown(home)["notices"]
    assert notice["rule"] == "below-usual"
    assert (notice["items"], notice["weeks"]) == (["sleep"], ["2026-W19", "2026-W20"])
    assert notice["text"] == "Sleep was less good than your usual for 2 weeks up to Sun 17 May 2026 (4 in place of 7)."
    answer = home.run("checkin", "--week", "2026-W20", "--rate", "mood=5")
    words = " ".join(answer.out.split())
    assert "Sleep has been less good than your usual" in words
    assert "two weeks running" in words
    assert "nothing now" in words


def test_a_fall_in_a_condition_of_the_work_leads_to_supervision_before_anything_else(home: Home) -> None:
    weeks_of_sleep(home, [7, 7, 7, 7, 4, 4], item="load")
    (notice,) = shown(home)["notices"]
    assert notice["ways"] == ["supervision", "employer", "talk", "nothing"]


def test_own_early_signs_can_be_ticked_and_are_kept_in_ones_own_words(home: Home) -> None:
    home.run("trigger", "--kind", "other", "--early-sign", "I hum to myself")
    check_in(home, "--fact", "signs=own-1,numb,dread")
    assert shown(home, WEEK)["facts"] == {"signs": ["I hum to myself", "numb", "dread"]}
    assert [each["rule"] for each in shown(home, WEEK)["notices"]] == ["early-signs"]
    assert "I hum to myself" in home.run("checkin", "show", WEEK).out


def test_a_week_that_was_missed_is_shown_as_nothing(home: Home) -> None:
    assert shown(home, WEEK)["ratings"] == {}
    assert "gap" in home.run("checkin", "show", WEEK).out


def test_supervision_overdue_by_a_week_is_remarked_on(home: Home, a_wednesday: date) -> None:
    held = (a_wednesday - timedelta(days=60)).isoformat()
    logged = home.run("supervision", "log", "--held", held, "--kind", "clinical")
    assert logged.code == 0, logged.err
    check_in(home, "--rate", "sleep=5")
    assert [each["rule"] for each in shown(home)["notices"]] == ["supervision-overdue"]


@pytest.mark.parametrize("week", [WEEK, str(Week.parse(WEEK) - 1), str(Week.parse(WEEK) - 3)])
def test_what_is_asked_once_a_month_is_not_asked_again_within_it(home: Home, week: str) -> None:
    """Not in the week itself either, where it was rated a moment ago."""
    monthly = next(item for item in guidance.load().items if item.every == "month")
    record = envelopes.new("checkin", {"week": week, "ratings": {monthly.id: 5}, "facts": {}})
    state = Known(Week.parse(WEEK).sunday, {Week.parse(week): (record,)}, (), known_to(None).items)
    assert state.monthly(Week.parse(WEEK)) == []
    assert state.monthly(Week.parse(WEEK) + 4) != []


@pytest.mark.parametrize("digits", ["9" * 5000, "1" * 6, "1_0", "1", "+1", ""])
def test_no_number_of_digits_breaks_a_command(home: Home, digits: str) -> None:
    """Python refuses to read more than 4,300 of them."""
    code = 0 if digits == "1" else 2
    assert home.run("checkin", "--week", WEEK, "--rate", f"sleep={digits}").code == code
    assert home.run("checkin", "--week", WEEK, "--fact", f"shifts={digits}").code == code
    assert home.run("trigger", "--situation", "x", "--helped", f"feet={digits}").code == code
    if code:
        with pytest.raises(NotUnderstood):
            helped_from(f"feet {digits}", None)


def test_the_short_form_asks_six_ratings_and_two_facts(home: Home) -> None:
    with at_terminal(home, "checkin", "--short", "--week", WEEK) as person:
        person.whispers(PASSPHRASE, at="writes without it): ")
        for rating in (5, 4, "", 6, 7):
            person.types(str(rating), at="0-10 > ")
        person.types("eleven", at="0-10 > ")
        person.types("8", at="0-10 > ")
        person.types("5", at="how many > ")
        person.types("1", at="numbers > ")
        person.until("Kept as")
        assert person.ends() == 0
    assert shown(home, WEEK)["ratings"] == {"energy": 5, "sleep": 4, "connect": 6, "load": 7, "meaning": 8}
    assert shown(home, WEEK)["facts"] == {"shifts": 5, "marks": ["leave"]}


def test_ctrl_c_in_the_middle_keeps_what_was_answered_and_the_next_run_goes_on(home: Home) -> None:
    with at_terminal(home, "checkin", "--short", "--week", WEEK) as person:
        person.whispers(PASSPHRASE, at="writes without it): ")
        person.types("5", at="0-10 > ")
        person.types("4", at="0-10 > ")
        person.asked("0-10 > ")
        person.presses(CTRL_C)
        assert person.ends() == 130
    with at_terminal(home, "checkin", "--short", "--week", WEEK) as person:
        person.whispers(PASSPHRASE, at="writes without it): ")
        person.types("1", at="number > ")
        for rating in (3, 6, 7, 8):
            person.types(str(rating), at="0-10 > ")
        person.types("", at="how many > ")
        person.types("", at="numbers > ")
        assert person.ends() == 0
    assert shown(home, WEEK)["ratings"] == {
        "energy": 5,
        "sleep": 4,
        "switch-off": 3,
        "connect": 6,
        "load": 7,
        "meaning": 8,
    }


def test_locked_the_form_is_sealed_whole(home: Home) -> None:
    with at_terminal(home, "checkin", "--short", "--week", WEEK) as person:
        person.whispers("", at="writes without it): ")
        person.types("5", at="0-10 > ")
        person.asked("0-10 > ")
        person.presses(CTRL_C)
        assert person.ends() == 130
    assert shown(home, WEEK)["ratings"] == {"energy": 5}


def test_without_a_terminal_it_says_in_two_short_lines_how_to_answer(home: Home) -> None:
    refused = home.run("checkin")
    assert refused.code == 2
    said = refused.err.splitlines()
    assert len(said) == 2
    assert max(map(len, said)) <= 80
    example = said[1].partition("--rate ITEM=N, as in ")[2].partition(". ")[0]
    assert home.run("checkin", *example.split()).code == 0
