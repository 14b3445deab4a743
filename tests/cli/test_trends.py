"""`trends`: the weeks side by side, on the screen and as JSON."""

import stat

import pytest
from tests.conftest import NOW, PASSPHRASE, Home
from tests.terminal import ON_A_WEDNESDAY, at_terminal

from selfcare.when import Week

pytestmark = pytest.mark.usefixtures("a_wednesday")

LATEST = Week.of(NOW.date()) - 1


@pytest.fixture
def rated(home: Home) -> Home:
    """Six weeks of sleep with one missed, and one rating of workload."""
    for back, sleep in ((6, 7), (5, 7), (4, 7), (3, 7), (1, 4), (0, 4)):
        words = ["--rate", f"sleep={sleep}"] + (["--rate", "load=2"] if back == 0 else [])
        assert home.run("checkin", "--week", str(LATEST - back), *words).code == 0
    return home


def test_json_has_the_parts_of_the_contract_and_a_gap_is_null(rated: Home) -> None:
    found = rated.run("trends", "--weeks", "260", "--json").object
    assert {"format", "items", "notices"} <= set(found)
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
    assert (
        home.run("trends", "--json").object.items() >= {"format": 1, "items": [], "notices": [], "helped": []}.items()
    )


def test_hard_moments_and_what_helped_stand_on_the_same_page(rated: Home) -> None:
    rated.run("trigger", "--kind", "overload", "--before", "8", "--after", "5", "--helped", "feet=7", "--tag", "visit")
    page = rated.run("trends").out
    assert page.index("What stands out") < page.index("Hard moments") < page.index("What helped you")
    assert "helped 7 of 10 (n=1)" in page
    content = rated.run("trends", "--json").object
    assert content["helped"] == rated.run("toolbox", "stats", "--json").object["tools"]
    assert content["triggers"]["kinds"] == [{"kind": "overload", "count": 1}]
    assert len(content["triggers"]["weeks"]) == len(content["items"][0]["weeks"]) == 12
    assert content["triggers"]["lately"] == {"days": 28, "count": 1, "tags": []}
    assert (content["triggers"]["before_median"], content["triggers"]["after_median"]) == (8, 5)
    assert set(rated.run("trends", "sleep", "--json").object) == {"format", "items", "notices"}


def test_what_a_person_named_stays_text_on_screen_and_page(rated: Home) -> None:
    hostile = "<script>alert(1)</script>[bold][/]"
    rated.run("toolbox", "add", hostile, "--how", "how", "--minutes", "1")
    tool = rated.run("toolbox", "list", "--all", "--json").object["tools"]
    (mine,) = [each["id"] for each in tool if each["name"] == hostile]
    rated.run("toolbox", "used", mine, "--helped", "5")
    for _ in range(2):
        rated.run("trigger", "--kind", "other", "--tag", "<i>[/]")
    screen = rated.run("trends").out
    assert "<script>alert(1)</script>[bold][/]" in screen
    assert "<i>[/]" in screen
    assert rated.run("trends", "--html", "page.html").code == 0
    page = (rated.path / "page.html").read_text("utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;[bold][/]" in page
    assert "<script" not in page
    assert "<i>" not in page


def test_a_page_is_for_its_owner_alone_and_says_what_it_is(rated: Home) -> None:
    answer = rated.run("trends", "--html", "page.html")
    assert answer.code == 0
    assert answer.out == "page.html\n"
    assert "not checked" in answer.err
    assert "not encrypted" in answer.err
    file = rated.path / "page.html"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "not checked" in file.read_text("utf-8")


def test_a_file_that_is_there_is_overwritten_only_when_told(rated: Home) -> None:
    (rated.path / "page.html").write_text("mine")
    answer = rated.run("trends", "--html", "page.html")
    assert answer.code == 2
    assert "--force" in answer.err
    assert (rated.path / "page.html").read_text() == "mine"
    made = rated.run("trends", "sleep", "--html", "page.html", "--force", "--json")
    assert made.object["file"] == "page.html"
    assert [each["id"] for each in made.object["items"]] == ["sleep"]
    assert "<h3>Sleep</h3>" in (rated.path / "page.html").read_text("utf-8")


def test_a_folder_that_is_not_there_is_said_and_an_empty_page_is_not_written(home: Home) -> None:
    answer = home.run("trends", "--html", "page.html")
    assert answer.code == 2
    assert "checkin --short" in answer.err
    assert list(home.path.glob("*.html")) == []
    home.run("checkin", "--week", str(LATEST), "--rate", "sleep=5")
    answer = home.run("trends", "--weeks", "260", "--html", "no/such/page.html")
    assert answer.code == 1
    assert answer.err.count("\n") <= 2


def test_a_terminal_shows_bars_and_plain_shows_none(rated: Home) -> None:
    source = {"SELFCARE_PASSPHRASE": PASSPHRASE}
    with at_terminal(rated, "trends", environment=source, program=ON_A_WEDNESDAY) as person:
        assert person.ends() == 0
        assert "Sleep" in person.seen
        assert set("▁▂▃▄▅▆▇█·") & set(person.seen)
    assert not set("▁▂▃▄▅▆▇█·") & set(rated.run("trends").out)


def test_plain_at_a_terminal_ends_with_what_stands_out_and_says_the_weeks_where_they_are_asked_for(rated: Home) -> None:
    source = {"SELFCARE_PASSPHRASE": PASSPHRASE}

    def seen(*words: str) -> str:
        with at_terminal(rated, "trends", "--plain", *words, environment=source, program=ON_A_WEDNESDAY) as person:
            assert person.ends() == 0
            return person.seen

    short = seen()
    assert short.index("Sleep: 4, your usual 7") < short.index("What stands out")
    assert "7, 7, 7" not in short
    assert "selfcare trends --weeks 12" in short
    for words in (("sleep",), ("--weeks", "12")):
        assert "7, 7, 7, 7, gap, 4, 4" in seen(*words)
    assert "7, 7, 7, 7, gap, 4, 4" in rated.run("trends").out
