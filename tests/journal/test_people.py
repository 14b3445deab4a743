"""People under pseudonyms: what may be added, what is kept of it, and what becomes of it."""

import pytest
from sqlmodel import select
from tests.conftest import Home
from tests.journal.making import note

from selfcare.errors import Usage
from selfcare.identify.words import pseudonyms as suggestions
from selfcare.journal.journal import Journal, kept_setting
from selfcare.journal.people import Added, add, allowed, everyone, find, known_as, pseudonyms, remove
from selfcare.journal.records import put
from selfcare.journal.tables import Person, PersonName, StoredSetting


def listed(journal: Journal) -> dict[str, int]:
    with journal.reading() as session:
        return {each.pseudonym: each.names for each in everyone(session)}


def test_pseudonyms_are_suggested_in_order_and_each_once(home: Home) -> None:
    with home.open() as journal:
        first = add(journal, "Sarah Okafor")
        assert first == Added("Larch", known=False, shared=False, common=False)
        assert [add(journal, each).pseudonym for each in ("Tomasz", "Wei")] == ["Slate", "Teal"]
        assert listed(journal) == {"Larch": 1, "Slate": 1, "Teal": 1}


def test_a_pseudonym_that_is_written_somewhere_is_not_suggested_for_somebody_else(home: Home) -> None:
    with home.open() as journal:
        put(journal, note("larch rang"))
        assert add(journal, "Sarah").pseudonym == "Slate"
        remove(journal, "slate")
        assert listed(journal) == {}


def test_the_same_name_is_kept_once(home: Home) -> None:
    with home.open() as journal:
        add(journal, "Sarah O'Neill")
        assert add(journal, "sarah o\u2019neill") == Added("Larch", known=True, shared=False, common=False)
        assert add(journal, "Sarah O'Neill", "larch").known
        assert listed(journal) == {"Larch": 1}


def test_a_further_name_is_of_the_same_person(home: Home) -> None:
    with home.open() as journal:
        add(journal, "Sarah Okafor")
        assert add(journal, "Okafor", "Larch") == Added("Larch", known=False, shared=False, common=False)
        assert add(journal, "Sazza", "larch").pseudonym == "Larch"
        assert listed(journal) == {"Larch": 3}


def test_two_people_may_have_one_name(home: Home) -> None:
    with home.open() as journal:
        add(journal, "Sarah Okafor")
        assert add(journal, "Sarah Okafor", "Slate").shared
        assert put(journal, note("saw Sarah Okafor")).fields["text"] == "saw [name]"


def test_a_name_with_an_everyday_word_says_so(home: Home) -> None:
    with home.open() as journal:
        assert add(journal, "Will Okafor").common
        assert add(journal, "Li").common


def test_the_name_itself_is_kept_nowhere(home: Home) -> None:
    with home.open() as journal:
        add(journal, "Sarah Okafor")
        add(journal, "Will Tembo")
        with journal.models() as session:
            rows = [
                *session.exec(select(PersonName)),
                *session.exec(select(Person)),
                *session.exec(select(StoredSetting)),
            ]
            said = str([each.model_dump() for each in rows]).lower()
    assert len(rows) > 8
    assert not any(name in said for name in ("sarah", "okafor", "will", "tembo"))


@pytest.mark.parametrize("name", ["", "  ", "123", "...", "one two three four five six seven", "a\0b"])
def test_what_is_no_name_is_refused(home: Home, name: str) -> None:
    with home.open() as journal:
        with pytest.raises(Usage):
            add(journal, name)
        assert listed(journal) == {}


@pytest.mark.parametrize(
    "pseudonym",
    [
        "Sarah",
        "sarah",
        "Rose",
        "Okafor",
        "JS",
        "J S",
        "Larch 2",
        "Larch Slate Teal",
        "name",
        "",
        "O'Dell",
        "Silver Sarah",
    ],
)
def test_what_would_name_somebody_is_no_pseudonym(home: Home, pseudonym: str) -> None:
    with home.open() as journal:
        add(journal, "Bilal Okafor", "Teal")
        with pytest.raises(Usage) as refused:
            add(journal, "Grzegorz", pseudonym or " ")
        assert pseudonym.strip() == "" or pseudonym not in refused.value.message
        assert listed(journal) == {"Teal": 1}


def test_a_name_with_a_pseudonym_in_it_is_refused(home: Home) -> None:
    with home.open() as journal:
        add(journal, "Sarah")
        with pytest.raises(Usage):
            add(journal, "Robin Larch")


def test_a_pseudonym_may_be_two_words_and_gets_its_capitals(home: Home) -> None:
    with home.open() as journal:
        assert add(journal, "Sarah", "silver spruce").pseudonym == "Silver Spruce"


def test_somebody_who_is_removed_is_looked_for_no_more(home: Home) -> None:
    with home.open() as journal:
        add(journal, "Sarah Okafor")
        assert remove(journal, "larch") == "Larch"
        assert put(journal, note("Sarah")).fields["text"] == "Sarah"
        with journal.reading() as session, pytest.raises(Usage, match="no such pseudonym"):
            find(session, "Larch")


def test_asking_who_has_a_name_writes_nothing(home: Home) -> None:
    with home.open() as journal:
        assert known_as(journal, "Sarah") is None
        with journal.reading() as session:
            assert kept_setting(session, "names_key") is None
        add(journal, "Sarah Okafor")
        with journal.writing(), home.open() as other:  # nobody else may write meanwhile
            assert known_as(other, "sarah okafor") == "Larch"


def test_a_setting_with_words_is_kept_without_names(home: Home) -> None:
    with home.open() as journal:
        add(journal, "Sarah")
        assert journal.set_setting("allowed_words", "Aldi, Sarah") == "Aldi,Larch"
        assert journal.setting("allowed_words") == "Aldi,Larch"
        assert journal.set_setting("hold", "2026-11-21 Sarah asked") == "2026-11-21 Larch asked"


def test_pseudonyms_and_allowed_words_name_nobody(home: Home) -> None:
    with home.open() as journal:
        add(journal, "Sarah")
        journal.set_setting("allowed_words", "Aldi, St John\u2019s,  Aldi")
        with journal.reading() as session:
            assert pseudonyms(session) == {"Larch"}
            assert allowed(session) == {*suggestions(), "Larch", "Aldi", "St John's"}


def test_the_key_of_the_names_is_made_once_and_no_setting_shows_it(home: Home) -> None:
    with home.open() as journal:
        add(journal, "Sarah")
        with journal.reading() as session:
            key = kept_setting(session, "names_key")
        add(journal, "Tomasz")
        with journal.reading() as session:
            assert kept_setting(session, "names_key") == key
    assert key is not None
    assert len(bytes.fromhex(key)) == 32
    assert key not in home.run("settings", "show").out
    assert key not in home.run("settings", "show", "--json").out
