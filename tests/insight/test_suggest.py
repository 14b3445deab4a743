"""Suggestions and the balance of the toolbox."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.guidance import tools as catalogue
from selfcare.guidance.tools import PLACES, Domain, Place, Recovery, State, Tool, When
from selfcare.insight.helped import Helped, Use, helped
from selfcare.insight.suggest import Situation, balance, suggest


def tool(
    id_: str,
    *,
    minutes: int = 2,
    places: tuple[Place, ...] = ("anywhere",),
    state: State = "any",
    when: When = "between",
    for_distress: bool = True,
    domains: tuple[Domain, ...] = ("mental",),
    recovery: tuple[Recovery, ...] = (),
) -> Tool:
    return Tool(
        id_, id_, "how", domains, when, minutes, places, (), state, recovery, "", for_distress, (), (), "test", None
    )


def ids(tools: list[Tool], uses: dict[str, int | None] | None = None, **more: object) -> list[str]:
    record = helped(Use(name, rating) for name, rating in (uses or {}).items())
    return [one.tool.id for one in suggest(tools, record, **more)]  # type: ignore[arg-type]


A, B, C, D, E = (tool(name) for name in "abcde")


def test_what_helped_most_comes_first_and_then_one_untried() -> None:
    assert ids([A, B, C, D, E], {"a": 6, "b": 9, "c": 8}) == ["b", "c", "d"]


def test_a_newcomer_gets_three_to_try() -> None:
    assert ids([A, B, C, D]) == ["a", "b", "c"]


def test_kept_tools_come_before_others_and_parked_ones_never() -> None:
    assert ids([A, B, C, D], kept={"d"}, parked={"a"}) == ["d", "b", "c"]


def test_what_helped_little_comes_after_everything_else() -> None:
    assert ids([A, B, C, D], {"a": 1, "b": 7}, kept={"a"}) == ["b", "c", "d"]
    assert ids([A, B], {"a": 1, "b": 7}) == ["b", "a"]


def test_without_untried_tools_what_helped_fills_the_places() -> None:
    assert ids([A, B, C, D], {"a": 5, "b": 9, "c": 8, "d": 7}) == ["b", "c", "d"]


def test_every_suggestion_says_why() -> None:
    record = helped([Use("a", 8), Use("a", 7), Use("b", 6), Use("c")])
    reasons = {one.tool.id: one.reason for one in suggest([A, B, C], record, kept={"a"})}
    assert reasons == {
        "a": "in your toolbox, helped you 7.5 out of 10 (the middle of 2 ratings)",
        "b": "helped you 6 out of 10 (rated once)",
        "c": "used before, not rated yet",
    }
    assert suggest([A], {})[0].reason == "not tried yet"


def test_only_what_fits_the_time_and_the_place_is_suggested() -> None:
    tools = [tool("long", minutes=30), tool("home", places=("home", "car")), tool("both"), tool("now", minutes=0)]
    assert ids(tools, situation=Situation(minutes=5, place="car")) == ["home", "both", "now"]
    assert ids(tools, situation=Situation(minutes=5, place="ward")) == ["both", "now"]
    assert ids(tools, situation=Situation(minutes=0)) == ["now"]


def test_a_tool_for_the_other_side_of_the_window_is_left_out() -> None:
    tools = [tool("any"), tool("settle", state="over"), tool("wake", state="under")]
    assert ids(tools, situation=Situation(state="over")) == ["settle", "any"]
    assert ids(tools, situation=Situation(state="under")) == ["wake", "any"]
    assert ids(tools, situation=Situation(state="within")) == ["any"]


@pytest.mark.parametrize("situation", [Situation(state="over"), Situation(state="under"), Situation(intensity=8)])
def test_distress_is_never_answered_with_what_is_not_for_it_however_well_it_helped(situation: Situation) -> None:
    run = tool("run", for_distress=False)
    assert ids([run, A], {"run": 10}, kept={"run"}, situation=situation) == ["a"]


def test_short_of_distress_exercise_may_be_suggested() -> None:
    run = tool("run", for_distress=False)
    for situation in (Situation(), Situation(state="within"), Situation(intensity=7)):
        assert ids([run], situation=situation) == ["run"]


SITUATIONS = st.builds(
    Situation,
    st.none() | st.integers(0, 60),
    st.none() | st.sampled_from(PLACES),
    st.sampled_from([None, "over", "within", "under"]),
    st.none() | st.integers(0, 10),
)
SHIPPED = [one.id for one in catalogue.load()]
SOME = st.sets(st.sampled_from(SHIPPED), max_size=12)
RECORDS = st.dictionaries(
    st.sampled_from(SHIPPED),
    st.integers(0, 10).map(lambda value: Helped(1, 1, float(value), 0, None)) | st.just(Helped(1, 0, None, 0, None)),
    max_size=12,
)


@given(RECORDS, SOME, SOME, SITUATIONS)
def test_from_the_catalogue_come_at_most_three_that_fit(
    record: dict[str, Helped], kept: set[str], parked: set[str], situation: Situation
) -> None:
    chosen = suggest(catalogue.load(), record, kept=kept, parked=parked, situation=situation)
    assert len({one.tool.id for one in chosen}) == len(chosen) <= 3
    for one in chosen:
        assert one.reason
        assert one.tool.id not in parked
        assert situation.minutes is None or one.tool.minutes <= situation.minutes
        assert situation.place is None or {situation.place, "anywhere"} & set(one.tool.places)
        assert one.tool.for_distress or not situation.distress


def test_there_is_something_for_distress_everywhere() -> None:
    """In five minutes, on either side of the window, wherever one is."""
    for place in PLACES:
        for state in ("over", "under"):
            assert suggest(catalogue.load(), {}, situation=Situation(5, place, state))


def test_a_toolbox_of_one_sort_gets_a_gentle_word() -> None:
    rest = tool("rest", recovery=("detachment", "relaxation", "mastery"))
    assert balance([rest, tool("walk", domains=("physical",))]) == ()
    (word,) = balance([rest, A])
    assert "for the mind" in word


def test_what_no_kept_tool_is_for_is_named() -> None:
    kept = [tool("rest", recovery=("relaxation",)), tool("walk", domains=("physical",))]
    assert balance(kept) == (
        "None of the tools you keep is for leaving work behind or getting better at something of your own.",
    )
    (word,) = balance([A, tool("walk", domains=("physical",))])
    assert word.endswith("leaving work behind, coming to rest or getting better at something of your own.")


def test_one_kept_tool_is_left_in_peace() -> None:
    assert balance([]) == balance([A]) == ()
