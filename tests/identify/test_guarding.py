"""The name guard: which words of a text are a name that was given, and what takes their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.identify.guarding import Guard, digest, guarded, is_common, parts, spelled, words_in
from selfcare.identify.words import first_names, pseudonyms, surnames

KEY = bytes(range(32))
SARAH, WILL, LI = "Sarah O'Brien-Cole", "Will Baker", "Li"


def guard(**names: list[str]) -> Guard:
    """A guard by pseudonym and names, made as the journal makes one."""
    found: dict[str, frozenset[str]] = {}
    lengths = set()
    for pseudonym, each in names.items():
        for words in map(spelled, each):
            lengths.add(len(words))
            for sequence in [words, *((part,) for part in parts(words))]:
                name = digest(KEY, sequence)
                found[name] = found.get(name, frozenset()) | {pseudonym}
    return Guard(KEY, found, frozenset(lengths))


USUAL = guard(Larch=[SARAH], Slate=[WILL, "Bill"], Teal=[LI])


def text(written: str, by: Guard = USUAL) -> str:
    return guarded(written, by).text


@pytest.mark.parametrize(
    "written",
    [
        "Sarah O'Brien-Cole",
        "SARAH O\u2019BRIEN COLE",
        "sarah obrien-cole",
        "Sarah\u00a0O\u2019Brien\u2011Cole",
        "S\u00e1rah  O'Bri\u00ebn\u2013Cole",
        "Sa\u0301rah\nO\u02bcBrien Cole",
        "Sarah O'Brien\r\n   Cole",
        "\uff33arah O'Brien-Cole",
        "Sa\u00adrah O'Brien-Cole",
        "Sa\u200brah \u2066O'Brien-Cole",
        "Sarah\u200bO'Brien\u200bCole",
        "Sarah O'Brien-\r\n  Cole",
    ],
)
def test_a_whole_name_is_found_however_it_is_written(written: str) -> None:
    assert text(f"Saw {written} today.") == "Saw Larch today."


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("sarah rang", "Larch rang"),
        ("Sarah rang", "Larch rang"),
        ("saw Cole and O'Brien", "saw Larch and Larch"),
        ("Sarah's mum, sarah\u2019s mum", "Larch's mum, Larch\u2019s mum"),
        ("Sarah O'Brien-Cole's plan", "Larch's plan"),
        ("Mrs O'Brien-Cole came", "Mrs Larch came"),
        ("sarah.cole@example.org", "Larch.Larch@example.org"),
        ("#sarah", "#Larch"),
        ("- Sarah\n- Sarah", "- Larch\n- Larch"),
        ("Sarah Cole, Sarah C. Cole", "Larch, Larch C. Larch"),
        ("a sarahlike, Sarahlike, Osarah", "a sarahlike, Sarahlike, Osarah"),
    ],
)
def test_one_word_of_a_name_is_enough(written: str, kept: str) -> None:
    assert text(written) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("I will go. Will I? will you", "I will go. Will I? will you"),
        ("Today Will rang", "Today Slate rang"),
        ("the baker, and Baker", "the baker, and Slate"),
        ("will baker", "Slate"),
        ("Will Baker was late", "Slate was late"),
        ("I WILL GO", "I WILL GO"),
        ("the bill; told Bill", "the bill; told Slate"),
        ("Saw Li. Li, and li.", "Saw Teal. Li, and li."),
    ],
)
def test_a_word_of_everyday_english_needs_a_capital_inside_a_sentence(written: str, kept: str) -> None:
    assert text(written) == kept


@pytest.mark.parametrize(
    "hidden",
    [
        "\u200b",
        "\u200c",
        "\u200d",
        "\u200e",
        "\u202e",
        "\u2060",
        "\u2069",
        "\ufeff",
        "\u00ad",
        "-\n",
        "-\r\n ",
        "\u00ad\n",
    ],
)
def test_what_nobody_sees_and_the_end_of_a_line_hide_no_name(hidden: str) -> None:
    by = guard(Larch=["Zebedee"])
    assert text(f"saw Zebe{hidden}dee\u2019s well{hidden}being", by) == f"saw Larch\u2019s well{hidden}being"


@pytest.mark.parametrize("hidden", ["\u200b", "\u200e", "\ufeff", "-\n"])
def test_what_nobody_sees_may_part_two_names(hidden: str) -> None:
    assert text(f"saw Baker{hidden}Cole today") == f"saw Slate{hidden}Larch today"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Sarahs mum, sarahs mum", "Larch's mum, Larch's mum"),
        ("Sarah Coles file", "Larch's file"),
        ("Sarah OBriens file", "Larch's file"),
        ("the bakers, Bills, wills", "the bakers, Bills, wills"),
        ("Lis", "Lis"),
    ],
)
def test_an_s_without_its_apostrophe_is_read_where_it_makes_no_other_word(written: str, kept: str) -> None:
    assert text(written) == kept


@pytest.mark.parametrize(
    "written", ["O' Brien", "O Brien", "o brien", "O'\u00a0Brien", "O\u2019 Brien", "O-Brien", "Sarah O Brien Cole"]
)
def test_the_beginning_of_a_surname_may_stand_apart(written: str) -> None:
    assert text(f"saw mr {written} today") == "saw mr Larch today"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("SarahCole rang", "Larch rang"),
        ("sarahCole rang", "Larch rang"),
        ("saw WillBaker", "saw Slate"),
        ("#SarahIsHere", "#LarchIsHere"),
        ("McSarah", "McLarch"),
    ],
)
def test_a_capital_inside_a_word_begins_a_name(written: str, kept: str) -> None:
    assert text(written) == kept


@pytest.mark.parametrize(
    "written", ["S\u0430rah", "\u0405arah", "Sar\u03b1h", "Sarah C\u043ele", "S\u0430r\u0430h O'Bri\u0435n-Col\u0435"]
)
def test_letters_of_another_script_that_look_the_same_are_the_same(written: str) -> None:
    assert text(f"saw {written} today") == "saw Larch today"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("We met May in May", "We met Teal in May"),
        ("it was 3 May, the 3rd of May, May 2026 and May 4th", "it was 3 May, the 3rd of May, May 2026 and May 4th"),
        ("since last May, by mid-May", "since last May, by mid-May"),
        ("a call from May, and the mum of May", "a call from Teal, and the mum of Teal"),
        ("it went on from May to July until the end of May", "it went on from May to July until the end of May"),
        ("I may, and told May 2 days ago", "I may, and told Teal 2 days ago"),
    ],
)
def test_a_month_is_no_person_where_it_stands_as_a_month(written: str, kept: str) -> None:
    assert text(written, guard(Teal=["May"])) == kept


def test_a_word_of_two_people_is_a_name_without_either() -> None:
    two = guard(Larch=["Sarah Okafor"], Slate=["John Okafor"])
    assert text("Okafor rang", two) == "[name] rang"
    assert text("Sarah Okafor and John Okafor and an Okafor", two) == "Larch and Slate and an [name]"
    assert guarded("Okafor's, sarah", two).used == ("[name]", "Larch")


def test_two_people_of_one_name_are_told_apart_by_nothing() -> None:
    assert text("Sarah Okafor", guard(Larch=["Sarah Okafor"], Slate=["sarah okafor"])) == "[name]"


def test_what_stands_in_already_is_left() -> None:
    kept = "Larch and larch, [name 1], [phone 2], [name]; Slate's."
    assert text(kept, guard(Larch=["Sarah", "phone"], Slate=["Bill"])) == kept


def test_a_further_name_beside_its_pseudonym_makes_one() -> None:
    assert text("Larch Cole rang Larch Larch") == "Larch rang Larch Larch"


def test_a_pseudonym_may_be_two_words() -> None:
    assert text("saw Sarah. Silver Birch's plan", guard(**{"Silver Birch": ["Sarah"]})) == (
        "saw Silver Birch. Silver Birch's plan"
    )


def test_what_was_put_in_is_said_in_order() -> None:
    assert guarded("Sarah, Will Baker, Cole", USUAL).used == ("Larch", "Slate", "Larch")


def test_titles_and_particles_are_no_names_by_themselves() -> None:
    by = guard(Larch=["Mrs Ana van der Meer"])
    assert (
        text("Mrs Patel in the van; der; Ana van der Meer and meer", by) == "Mrs Patel in the van; der; Larch and Larch"
    )


@pytest.mark.parametrize(
    "script", ["\u05e9\u05e8\u05d4 \u05db\u05d4\u05df", "\u0905\u0930\u094d\u091c\u0941\u0928", "\u738b\u79c0\u82f1"]
)
def test_names_of_every_script_are_found(script: str) -> None:
    assert text(f"saw {script} today", guard(Larch=[script])) == "saw Larch today"


def test_a_name_of_short_words_alone_is_found_too() -> None:
    by = guard(Larch=["Li Wu"], Slate=["de la Cruz"])
    assert text("li wu and Wu; an wu, De La Cruz, de la, cruz", by) == "Larch and Larch; an wu, Slate, de la, Slate"


def test_a_name_of_short_words_is_found_where_only_the_whole_of_it_was_kept() -> None:
    """As journals have it from before its words were kept too."""
    by = Guard(KEY, {digest(KEY, ("al", "bo")): frozenset({"Larch"})}, frozenset({2}))
    assert text("saw Al Bo, al  bo and Al", by) == "saw Larch, Larch and Al"


def test_letters_with_strokes_are_those_without() -> None:
    assert text("lukasz, \u0141ukasz", guard(Larch=["\u0141ukasz"])) == "Larch, Larch"


@pytest.mark.parametrize(
    "word",
    ["will", "may", "hope", "grace", "brown", "baker", "king", "price", "day", "rose", "mark", "bill", "sue", "march"],
)
def test_everyday_words_that_are_names_are_known(word: str) -> None:
    assert is_common(word)


@pytest.mark.parametrize("word", ["sarah", "okafor", "kowalski", "james", "david", "tracey"])
def test_names_that_are_no_words_are_not_taken_for_words(word: str) -> None:
    assert not is_common(word)


def test_suggested_pseudonyms_are_no_names_and_each_is_there_once() -> None:
    words = [each.lower() for each in pseudonyms()]
    assert len(words) >= 60
    assert len(set(words)) == len(words)
    assert not set(words) & (first_names() | surnames())


PIECES = [
    "Sarah",
    "sarah",
    "O'Brien",
    "Cole",
    "Will",
    "will",
    "Baker",
    "BILL",
    "Li",
    "Larch",
    "Slate",
    "[name]",
    "[name 1]",
]
GLUE = [
    " ",
    "-",
    "\n",
    ". ",
    ".",
    ":",
    "'s ",
    "\u2019s",
    "\u00a0",
    ", ",
    "",
    "\u0301",
    '"',
    "( ",
    "Dr. ",
    "J. ",
    "- ",
    "-\n",
    "\u200b",
    "\u200e",
    "\u00ad",
    "x",
    "1",
]
MADE = st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(GLUE), st.text(max_size=3))).map("".join)
TWO = guard(Larch=[SARAH, "J"], Slate=[WILL, "Bill", "Cole"], Teal=[LI])


@given(MADE, st.sampled_from([USUAL, TWO]))
def test_guarding_twice_is_guarding_once(written: str, by: Guard) -> None:
    once = guarded(written, by)
    assert guarded(once.text, by) == type(once)(once.text, ())


@given(MADE)
def test_no_whole_name_stays(written: str) -> None:
    left = " ".join(word.key for word in words_in(text(written + " Sarah O'Brien-Cole")))
    assert "sarah obrien cole" not in left


@given(st.text())
def test_words_stand_where_they_say(written: str) -> None:
    end = 0
    for word in words_in(written):
        assert end <= word.start < word.end <= len(written)
        end = word.end


@given(st.text())
def test_a_text_without_names_is_not_touched(written: str) -> None:
    nobody = guard(Larch=["Qwzxqwzx Vkjqvkjq"])
    assert guarded(written, nobody).text == written


def test_a_long_text_is_looked_through_in_one_go() -> None:
    long = "we met and will go on; " * 2000 + "Sarah Will."
    assert text(long) == "we met and will go on; " * 2000 + "Larch Slate."
