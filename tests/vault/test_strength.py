"""Why a passphrase is easily guessed: one reason, in our words, that repeats nothing of what was typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcare.vault.strength import LONGEST_LOOKED_AT, TRIED_FIRST, doubt

WEAK = {
    "password1": "many people use",
    "supervision2026": "knows you",
    "Selfcare!": "knows you",
    "nhs-nhs-nhs": "says the same thing again",
    "otterotterotterotter": "says the same thing again",
    "abcdefghijkl": "in their order",
    "14/03/1987": "a date or a year",
    "zxcvfr4321q": "side by side",
    "Thandeka": "short",
}


@pytest.mark.parametrize(("passphrase", "reason"), WEAK.items(), ids=WEAK)
def test_what_is_easily_guessed_is_doubted_for_its_reason(passphrase: str, reason: str) -> None:
    assert reason in doubt(passphrase)


@pytest.mark.parametrize(
    "passphrase",
    ["seven doors and a kettle", "calm otter paints seven doors", "xK9#mQ2$vL7!w", "tè café naïve corbeau"],
)
def test_what_is_hard_to_guess_is_not_doubted(passphrase: str) -> None:
    assert doubt(passphrase) == ""


def test_what_stands_near_at_hand_is_tried_first() -> None:
    assert doubt("marguerite-b", ["marguerite-b"]) == doubt("selfcare")
    assert doubt("marguerite-b") != doubt("selfcare")


def test_our_own_words_do_not_spoil_a_long_one() -> None:
    assert doubt("my supervision heron lands twice") == ""


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_gets_a_clause_or_nothing_and_never_itself(passphrase: str) -> None:
    said = doubt(passphrase, [passphrase[:5]])
    assert said == "" or said[0].isupper()
    assert not said.endswith(".")
    assert len(passphrase) < 5 or passphrase not in said


def test_only_the_beginning_of_a_long_one_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library takes seconds for some that are long, and refuses others."""
    looked_at: list[str] = []

    def note(passphrase: str, user_inputs: list[str]) -> dict[str, object]:
        looked_at.append(passphrase)
        assert set(TRIED_FIRST) <= set(user_inputs)
        return {"score": 4, "sequence": []}

    monkeypatch.setattr("zxcvbn.zxcvbn", note)
    assert doubt("4@8({[<" * 1000) == ""
    assert [len(each) for each in looked_at] == [LONGEST_LOOKED_AT]
