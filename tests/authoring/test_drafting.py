"""A case is written in the browser: every word saved, nothing overwritten, each finding leads to its field."""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy import event, select

from tests.conftest import PASSWORD
from trainer.models import CaseDraft, CaseDraftKept, Person
from trainer.web.parts import utc_now
from trainer.web.passwords import hash_password

DESIGNER, COLLEAGUE = "designer@example.org", "second@example.org"
PARTS = ("about", "people", "network", "facts", "key", "later", "papers", "plans", "note")


def english(browser, email: str = DESIGNER):
    opened = browser(email)
    opened.client.set_cookie("language", "en")
    return opened


@pytest.fixture
def colleague(app) -> None:
    """A second designer of the same institution."""
    with app.extensions["trainer"].database.write() as db:
        first = db.scalars(select(Person).where(Person.email == DESIGNER)).one()
        db.add(Person(institution_id=first.institution_id, name="Second Designer", email=COLLEAGUE, may_design=True,
                      password_hash=hash_password(PASSWORD), created_at=utc_now()))  # fmt: skip


def begin(opened, title: str = "The night train", language: str = "en") -> str:
    answer = opened.post("/workbench", {"title": title, "language": language})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return answer.headers["Location"].rsplit("/", 1)[0]


def adapt(opened) -> str:
    answer = opened.post("/bank/samira/1.0.0/write", {"as": "fork"})
    assert answer.status_code == 302
    return answer.headers["Location"].rsplit("/", 1)[0]


def page(opened, path: str) -> str:
    answer = opened.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return html.unescape(answer.get_data(as_text=True))


def document(app) -> dict:
    with app.extensions["trainer"].database.read() as db:
        return db.scalars(select(CaseDraft).order_by(CaseDraft.id.desc())).first().document


def put(opened, path: str, *changes: tuple[str, object, object]):
    return opened.put(path, {"changes": [{"name": name, "was": was, "now": now} for name, was, now in changes]})


def add(opened, draft: str, part: str, rows: str, words: str = "") -> str:
    answer = opened.post(f"{draft}/{part}", {"do": f"add {rows}", f"new {rows}": words, "base": "0"})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return answer.headers["Location"]


def test_a_new_case_has_every_part_and_says_what_is_still_to_do(browser) -> None:
    opened = english(browser)
    draft = begin(opened)
    for part in PARTS:
        assert "What is still to do" in page(opened, f"{draft}/{part}")
    said = page(opened, f"{draft}/about")
    assert "The night train" in said and "There are no needs, so no plan can be judged." in said


@pytest.mark.parametrize("language", ["ru", "uk", "kk"])
def test_every_part_speaks_the_readers_language(browser, language: str) -> None:
    opened = browser(DESIGNER)
    opened.client.set_cookie("language", language)
    draft = begin(opened, "Ночной поезд", language)
    for part in PARTS:
        said = page(opened, f"{draft}/{part}")
        assert "workbench." not in said.replace("workbench.css", "")
    findings = page(opened, f"{draft}/about/beside")
    assert not re.search(r"The key|Nobody|There is no", findings)


def test_every_part_of_a_whole_case_opens_and_has_nothing_to_mend(browser) -> None:
    opened = english(browser)
    draft = adapt(opened)
    for part in PARTS:
        assert "Nothing to mend" in page(opened, f"{draft}/{part}")
    assert page(opened, f"{draft}/plans?row=beginning").count('id="plans.beginning.goals.g1"') == 1


def test_a_row_gets_its_id_from_its_words_and_keeps_it(app, browser) -> None:
    opened = english(browser)
    draft = begin(opened)
    place = add(opened, draft, "people", "people", "Old Sailor")
    assert "#people.old-sailor" in place
    assert put(opened, f"{draft}/people", ("people.old-sailor.name.en", "Old Sailor", "Grandfather")).status_code == 200
    assert document(app)["people"][0]["id"] == "old-sailor"
    assert document(app)["people"][0]["name"] == {"en": "Grandfather"}


def test_only_what_was_changed_is_saved_and_two_people_lose_nothing(app, browser, colleague) -> None:
    opened = english(browser)
    draft = begin(opened)
    share(app)
    other = english(browser, COLLEAGUE)
    add(opened, draft, "facts", "facts")
    path, name = f"{draft}/facts", "facts.f01.words.en"
    assert put(opened, path, (name, "", "The gate is open.")).status_code == 200
    assert put(other, path, ("facts.f01.kind", "observed", "stated")).status_code == 200
    answer = put(other, path, (name, "", "The gate was shut."), ("facts.f01.by", "", "worker"))
    assert answer.status_code == 409
    assert document(app)["facts"][0]["words"] == {"en": "The gate is open."}
    assert document(app)["facts"][0]["by"] == "worker", "what nobody else changed is saved"
    conflict = answer.get_json()["conflict"]
    said = page(other, conflict)
    assert "The gate is open." in said and "The gate was shut." in said
    other.post(conflict, {name: "both"})
    assert document(app)["facts"][0]["words"]["en"] == "The gate is open.\nThe gate was shut."


def share(app) -> None:
    with app.extensions["trainer"].database.write() as db:
        db.scalars(select(CaseDraft).order_by(CaseDraft.id.desc())).first().shared = True


def test_without_a_script_an_old_page_overwrites_nothing(app, browser) -> None:
    opened = english(browser)
    draft = begin(opened)
    opened.post(f"{draft}/about", {"base": "0", "blurb.en": "First words."})
    late = opened.post(f"{draft}/about", {"base": "0", "blurb.en": "Second words."})
    assert "/conflict/" in late.headers["Location"]
    assert document(app)["blurb"] == {"en": "First words."}
    assert "Second words." in page(opened, late.headers["Location"])


def test_words_for_a_row_that_is_gone_are_kept_and_shown(app, browser) -> None:
    opened = english(browser)
    draft = begin(opened)
    add(opened, draft, "facts", "facts")
    opened.post(f"{draft}/facts", {"do": "remove facts.f01", "base": "1"})
    answer = put(opened, f"{draft}/facts", ("facts.f01.words.en", "", "Typed in the second window."))
    assert answer.status_code == 409
    assert "Typed in the second window." in page(opened, answer.get_json()["conflict"])


def test_a_row_that_was_taken_out_comes_back_with_all_that_named_it(app, browser) -> None:
    opened = english(browser)
    draft = adapt(opened)
    before = document(app)
    place = opened.post(f"{draft}/facts", {"do": "remove facts.f02", "base": "0"}).headers["Location"]
    gone = document(app)
    assert "f02" not in {fact["id"] for fact in gone["facts"]}
    assert "f02" not in str(gone["key"]) and "'f02'" not in str(gone["plans"])
    kept = re.search(r"undo=(\d+)", place).group(1)
    assert "Taken out." in page(opened, place)
    opened.post(f"{draft}/facts/undo/{kept}")
    after = document(app)
    assert [fact["id"] for fact in after["facts"]] == [fact["id"] for fact in before["facts"]]
    assert sorted(after["key"]["hazards"][0]["facts"]) == ["f02", "f03"]
    assert "Nothing to mend" in page(opened, f"{draft}/about")


def test_a_finding_leads_to_the_very_field(browser) -> None:
    opened = english(browser)
    draft = begin(opened)
    add(opened, draft, "people", "people", "Mother")
    add(opened, draft, "key", "key.needs", "Food")
    assert "#key.needs.n_food.domain" in page(opened, f"{draft}/about"), "what makes it no case comes first"
    put(opened, f"{draft}/key", ("key.needs.n_food.domain", "", "basic"))
    said = page(opened, f"{draft}/key")
    links = dict(re.findall(r'<a href="([^"]+)">([^<]+)</a></p><p class="small', said))
    assert f"{draft}/about#blurb.en" in links
    assert f"{draft}/key#key.needs.n_food.cues.en" in links
    for link in links:
        path, _hash, anchor = link.partition("#")
        assert f'id="{anchor}"' in page(opened, path), link


def test_a_number_that_is_none_is_kept_and_pointed_at(app, browser) -> None:
    opened = english(browser)
    draft = begin(opened)
    add(opened, draft, "people", "people", "Mother")
    assert put(opened, f"{draft}/people", ("people.mother.age", "", "about forty")).status_code == 200
    assert document(app)["people"][0]["age"] == "about forty"
    assert "#people.mother.age" in page(opened, f"{draft}/people")
    put(opened, f"{draft}/people", ("people.mother.age", "about forty", "40"))
    assert document(app)["people"][0]["age"] == 40


def test_an_over_long_text_gets_a_sentence_and_changes_nothing(app, browser) -> None:
    opened = english(browser)
    draft = begin(opened)
    answer = put(opened, f"{draft}/note", ("notes.en", "", "word " * 20_000))
    assert answer.status_code == 422
    assert "a field holds 40000" in answer.get_json()["error"]
    assert document(app)["notes"] == {"en": ""}


@pytest.mark.parametrize("sent", [
    {}, {"changes": 7}, {"changes": [None, 3, {}, {"name": 4}, {"name": "title.en"}]},
    {"changes": [{"name": "title.en", "was": {"a": 1}, "now": ["x"]}]},
    {"changes": [{"name": "id", "was": "x", "now": "y"}, {"name": "__class__", "now": 1}]},
    {"changes": [{"name": "client", "was": "troubled_family", "now": "\ud800\x00" * 9}]},
])  # fmt: skip
def test_no_input_breaks_the_saving(app, browser, sent: dict) -> None:
    opened = english(browser)
    draft = begin(opened)
    assert opened.put(f"{draft}/about", sent).status_code in (200, 409, 422)
    assert document(app)["id"] == "the-night-train"
    for part in PARTS:
        page(opened, f"{draft}/{part}")


@pytest.mark.parametrize("do", [
    "add nobody", "add people", "remove people.nobody", "up x", "add key.needs.x.facts", "down",
])  # fmt: skip
def test_rows_that_are_not_there_get_a_page_that_says_so(browser, do: str) -> None:
    opened = english(browser)
    draft = begin(opened)
    assert opened.post(f"{draft}/people", {"do": do, "base": "0"}).status_code in (404, 422)


def test_a_draft_is_its_owners_until_they_share_it(app, browser, colleague) -> None:
    draft = begin(english(browser))
    other = english(browser, COLLEAGUE)
    assert other.get(f"{draft}/about").status_code == 404
    assert "The night train" not in page(other, "/workbench")
    share(app)
    assert other.get(f"{draft}/about").status_code == 200
    assert "The night train" in page(other, "/workbench")


def test_ids_of_cases_never_meet(app, browser) -> None:
    opened = english(browser)
    begin(opened)
    begin(opened)
    assert document(app)["id"] == "the-night-train-2"
    begin(opened, "Samira")
    assert document(app)["id"] == "samira-2"


def test_a_translation_older_than_its_source_shows_what_the_source_was(app, browser) -> None:
    opened = english(browser)
    draft = adapt(opened)
    old = document(app)["facts"][0]["words"]["en"]
    put(opened, f"{draft}/facts", ("facts.f01.words.en", old, "The roof of the house leaks."))
    said = page(opened, f"{draft}/facts/in/ru")
    assert "The source was:" in said and old in said and "The roof of the house leaks." in said
    assert "1 translated text is older" in said
    opened.post(f"{draft}/facts/in/ru/still-right", {"name": "facts.f01.words.ru"})
    assert "The source was:" not in page(opened, f"{draft}/facts/in/ru")
    ukrainian = document(app)["facts"][0]["words"]["uk"]
    assert "The source was:" in page(opened, f"{draft}/facts/in/uk")
    put(opened, f"{draft}/facts", ("facts.f01.words.uk", ukrainian, "Дах будинку протікає."))
    assert "The source was:" not in page(opened, f"{draft}/facts/in/uk")


def test_what_was_refused_is_kept_once(app, browser) -> None:
    opened = english(browser)
    draft = begin(opened)
    put(opened, f"{draft}/about", ("blurb.en", "", "One."))
    put(opened, f"{draft}/about", ("blurb.en", "never there", "Two."))
    with app.extensions["trainer"].database.read() as db:
        assert [kept.document["changes"] for kept in db.scalars(select(CaseDraftKept))] == [
            [{"name": "blurb.en", "mine": "Two."}]
        ]


def test_the_list_of_drafts_asks_as_often_for_forty_as_for_two_and_reads_no_case(app, browser) -> None:
    opened = english(browser)
    begin(opened)
    begin(opened)
    few = asked(app, opened)
    with app.extensions["trainer"].database.write() as db:
        first = db.scalars(select(CaseDraft)).first()
        for number in range(40):
            db.add(CaseDraft(institution_id=first.institution_id, owner_id=first.owner_id, slug=f"more-{number}",
                             document={}, begun_at=utc_now(), saved_at=utc_now()))  # fmt: skip
    many = asked(app, opened)
    assert len(many) == len(few) < 8
    assert not any("case_draft.document" in statement for statement in many)


def asked(app, opened) -> list[str]:
    """What the list of drafts asks the database."""
    statements: list[str] = []

    def tell(_connection, _cursor, statement, *_rest) -> None:
        statements.append(statement)

    reader = app.extensions["trainer"].database.reader
    event.listen(reader, "before_cursor_execute", tell)
    page(opened, "/workbench")
    event.remove(reader, "before_cursor_execute", tell)
    return statements
