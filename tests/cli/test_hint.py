"""After writing, a line says what could identify somebody: kinds and places, never the text, and nothing is blocked."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import Home

PHONE = "07700 900123"
OWN_FORM = f"""
[[templates]]
id = "own-form"
name = "Own form"
minutes = 5
about = "For the end of a week."
source = "Our team"
prompts = [
  {{ key = "long", ask = "{"abcdefghij" * 6}?" }},
  {{ key = "theme", ask = "What was it about?" }},
]
"""


def handle(home: Home) -> str:
    return str(home.records()[0]["handle"])


def test_kinds_and_places_are_named_and_the_text_is_not(home: Home) -> None:
    what = f"A long shift.\nRang Sarah on {PHONE}."
    told = home.run("reflect", "--answer", f"what={what}", "--answer", "so_what=Ask Sarah", "--tag", "calm")
    assert told.code == 0
    assert told.err == (
        'This could identify somebody: name? ("What happened?", line 2); phone ("What happened?", line 2); '
        'name? ("What did it mean to you, and how did it feel?"). '
        f"`selfcare edit {handle(home)}` changes it.\n"
    )


def test_a_long_question_is_cut_and_a_line_of_a_list_has_what_stands_above_them_all(home: Home) -> None:
    told = home.run("reflect", "hats", "--answer", f"white=ring {PHONE}").err
    assert 'phone ("White: what do you know for a fact, and what do…")' in " ".join(told.split())
    told = home.run("supervision", "prepare", "--ask", "Two visits together", "--ask", f"Ring {PHONE}").err
    assert 'phone ("What I need from you")' in " ".join(told.split())


def test_the_same_words_in_two_answers_are_two_places(home: Home) -> None:
    told = home.run("reflect", "--answer", f"what=ring {PHONE}", "--answer", f"now_what=ring {PHONE}").err
    assert 'phone ("What happened?"); phone ("What now?")' in " ".join(told.split())


@pytest.fixture
def own_form(home: Home, tmp_path: Path) -> Home:
    """A person with a form whose questions have an unusual wording and an unusual key."""
    form = tmp_path / "own.toml"
    form.write_text(OWN_FORM, encoding="utf-8")
    assert home.run("guidance", "add", str(form)).code == 0
    return home


def test_a_question_in_one_long_word_is_cut_inside_it(own_form: Home) -> None:
    told = own_form.run("reflect", "own-form", "--answer", f"long=ring {PHONE}").err
    assert f'phone ("{"abcdefghij" * 4}abcdefg…")' in " ".join(told.split())


def test_an_answer_by_the_key_theme_is_no_line_for_sharing(own_form: Home) -> None:
    told = own_form.run("reflect", "own-form", "--answer", f"theme=ring {PHONE}").err
    assert 'phone ("What was it about?")' in told
    assert f"`selfcare edit {handle(own_form)}` changes it." in " ".join(told.split())


def test_the_key_of_a_text_is_one_wrong_guess_away(home: Home) -> None:
    home.run("reflect", "--answer", f"so_what=ring {PHONE}")
    told = home.run("edit", handle(home), "--set", "where=x")
    assert (told.code, "answers.so_what" in told.err) == (2, True)


def test_tags_and_theme_are_looked_through(home: Home) -> None:
    told = home.run("reflect", "--answer", "what=x", "--tag", PHONE, "--theme", "Sarah and the rota").err
    assert "name? (theme); phone (tag)" in told
    told = home.run("reflect", "--answer", "what=x", "--share", "theme", "--theme", "Sarah and the rota").err
    assert "share" in told
    assert "theme --theme TEXT` changes it." in told


def test_where_nothing_is_found_nothing_is_said(home: Home) -> None:
    assert home.run("reflect", "--answer", "what=A long shift, and I rang Samaritans on 116 123.").err == ""


def test_ids_and_dates_are_no_words_of_a_person(home: Home) -> None:
    assert home.run("supervision", "log", "--held", "2019-03-04", "--kind", "line").err == ""
    assert home.run("toolbox", "used", "walk-10", "--helped", "5").err == ""


def test_a_script_gets_its_object_alone(home: Home) -> None:
    told = home.run("reflect", "--answer", f"what=ring {PHONE}", "--json")
    assert (told.code, told.err) == (0, "")
    assert told.object["record"]["fields"]["answers"]["what"] == f"ring {PHONE}"


def test_many_places_are_a_number(home: Home) -> None:
    told = home.run("reflect", "--answer", "what=" + "\n".join(f"0770090012{n}" for n in range(9))).err
    assert "line 6) and 3 more." in told
    assert "line 7" not in told


def test_pseudonyms_and_allowed_words_are_no_hits(home: Home) -> None:
    assert "name?" in home.run("reflect", "--answer", "what=I saw Brackendale and Osmund today").err
    home.run("people", "add", "Osmund", "--as", "Pewter")
    home.run("settings", "set", "allowed_words", "Brackendale")
    assert "could identify" not in home.run("reflect", "--answer", "what=I saw Brackendale and Pewter today").err


def test_after_a_change_it_is_said_again_until_it_is_put_right(home: Home) -> None:
    home.run("reflect", "--answer", f"what=ring {PHONE}")
    name = handle(home)
    assert 'phone ("What happened?")' in home.run("edit", name, "--tag", "lates").err
    assert home.run("edit", name, "--set", "what=ring them").err == ""


@pytest.mark.parametrize(
    ("level", "said"), [("private", ""), ("theme", "name? (theme)"), ("share", 'phone ("What happened?")')]
)
def test_sharing_names_what_goes_to_others(home: Home, level: str, said: str) -> None:
    home.run("reflect", "--answer", f"what=ring {PHONE}", "--theme", "Sarah and the rota")
    told = home.run("share", handle(home), level).err
    assert said in told
    assert ("phone" in told) == (level == "share")


def test_what_was_sealed_is_named_when_it_is_taken_in(home: Home) -> None:
    for words in (f"ring {PHONE}", "a calm day", "told Sarah"):
        sealed = home.run("note", words)
        assert (sealed.code, sealed.err) == (0, "")
    told = home.run("list").err
    by_text = {each["fields"]["text"]: each["handle"] for each in home.records()}
    assert "3 sealed records are now in your journal." in told
    assert told.splitlines()[-1].startswith("2 of them could identify somebody: ")
    assert f"{by_text[f'ring {PHONE}']} (phone)" in told
    assert f"{by_text['told Sarah']} (name?)" in told
    assert by_text["a calm day"] not in told
    assert told.endswith("`selfcare edit ID` changes one.\n")
    assert home.run("list").err == ""
    home.run("note", "told Sarah again")
    one = home.run("list").err
    assert one.endswith(f"`selfcare edit {home.records()[0]['handle']}` changes it.\n")


def test_a_note_loads_nothing_of_the_check(home: Home) -> None:
    """It must stay fast: the hint comes when it is taken in."""
    code = (
        "import sys; from selfcare.cli.app import run; run(['note', 'told', 'Sarah']); "
        "sys.exit(any(name.startswith(('selfcare.identify', 'selfcare.redaction')) for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=home.environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_review_of_the_plan_is_looked_through_too(home: Home) -> None:
    home.run("plan", "add", "Walk by the river", "--verb", "maintain")
    item = handle(home)
    told = home.run("plan", "review", item, "--worked", f"Going with Sarah, {PHONE}", "--carry-on")
    assert 'phone ("What worked")' in told.err
    assert PHONE not in told.err
    assert f"selfcare edit {item}" in told.err
    assert home.run("plan", "review", item, "--done", "--json").err == ""
