"""`trends`: the weeks side by side, on the screen and as JSON."""

import pytest
from tests.conftest import Home

from selfcare.when import Week

LATEST = Week(2026, 20)


@pytest.fixture
def rated(home: Home) -> Home:
    """Six weeks of sleep with one missed, and one rating of workload."""
    for back, sleep in ((6, 7), (5, 7), (4, 7), (3, 7), (1, 4), (0, 4)):
        words = ["--rate", f"sleep={sleep}"] + (["--rate", "load=2"] if back == 0 else [])
        assert home.run("checkin", "--week", str(LATEST - back), *words).code == 0
    return home


def test_json_has_the_parts_of_the_contract_and_a_gap_is_null(rated: Home) -> None:
    found = rated.run("trends", "--weeks", "260", "--json").object
    assert set(found) == {"format", "items", "notices"}
    sleep, load = found["items"]
    assert (sleep["id"], sleep["usual"], load["id"], load["usual"]) == ("sleep", 7.0, "load", None)
    values = {each["week"]: each["value"] for each in sleep["weeks"]}
    assert len(values) == 260
    assert [values[str(LATEST - back)] for back in range(7)] == [4, 4, None, 7, 7, 7, 7]


def test_items_can_be_chosen_and_an_unknown_one_gets_the_choices(rated: Home) -> None:
    assert [each["id"] for each in rated.run("trends", "load", "--json").object["items"]] == ["load"]
    answer = rated.run("trends", "dreams")
    assert answer.code == 2
    assert "energy, sleep" in answer.err


@pytest.mark.parametrize("weeks", ["0", "-1", "some", "100000"])
def test_the_number_of_weeks_is_checked(home: Home, weeks: str) -> None:
    assert home.run("trends", f"--weeks={weeks}").code == 2


def test_without_check_ins_it_says_how_to_begin(home: Home) -> None:
    assert "selfcare checkin --short" in home.run("trends").out
    assert home.run("trends", "--json").object == {"format": 1, "items": [], "notices": []}
