"""What helped, in the person's own ratings."""

import random

from hypothesis import given
from hypothesis import strategies as st

from selfcare.insight.helped import Helped, Use, helped

RATING = st.none() | st.integers(0, 10)
USES = st.lists(st.builds(Use, st.sampled_from(["sip", "feet"]), RATING, RATING, RATING), max_size=20)


def test_ratings_are_given_with_their_number() -> None:
    uses = [Use("sip", 4), Use("sip", 7, before=8, after=5), Use("sip"), Use("feet", 9)]
    assert helped(uses) == {"sip": Helped(3, 2, 5.5, 1, -3.0), "feet": Helped(1, 1, 9.0, 0, None)}


def test_half_a_pair_is_no_change() -> None:
    assert helped([Use("sip", before=8), Use("sip", after=2)]) == {"sip": Helped(2, 0, None, 0, None)}


def test_no_use_is_no_record() -> None:
    assert helped([]) == {}


@given(USES, st.randoms(use_true_random=False))
def test_counts_add_up_in_any_order(uses: list[Use], chance: random.Random) -> None:
    record = helped(uses)
    assert helped(chance.sample(uses, len(uses))) == record
    assert sum(one.used for one in record.values()) == len(uses)
    for one in record.values():
        assert one.rated <= one.used
        assert (one.helped is None) == (one.rated == 0)
        assert (one.change is None) == (one.paired == 0)
        assert one.helped is None or 0 <= one.helped <= 10
        assert one.change is None or -10 <= one.change <= 10
