"""The student's own drawing of the family: saved like the plan, drawn by the server, asked about, handed in."""

from __future__ import annotations

import re

from flask import Flask
from sqlalchemy import select

from tests.conftest import Browser
from tests.plans.test_plan_pages import begun
from trainer.models import Run, Submission

MOTHER = {"people": "p1", "people.p1.name": "Mother", "people.p1.sex": "f", "people.p1.age": "38"}


def save(made: Browser, address: str, base: int, fields: dict[str, object]):
    headers = {"X-CSRFToken": made.token, "Accept": "application/json"}
    return made.client.put(f"{address}/sketch", data={"base": base, **fields}, headers=headers)


def page(made: Browser, address: str, query: str = "") -> str:
    return made.get(f"{address}/sketch{query}").get_data(as_text=True)


def pressed(made: Browser, address: str, do: str, **fields: object):
    """Press a button of the form without a script, with the revision that the page shows."""
    base = re.search(r'name="base" value="(\d+)"', page(made, address)).group(1)
    return made.post(f"{address}/sketch", {"base": base, "do": do, **fields})


def test_what_is_typed_is_on_disk_and_drawn(browser) -> None:
    made, address = begun(browser)
    before = page(made, address)
    assert "Nothing is drawn yet" in before and "<figure" not in before
    answer = save(made, address, 0, MOTHER)
    assert answer.status_code == 200 and answer.json["revision"] == 1
    html = page(made, address)
    drawn = html[html.index('id="drawn"') :]
    assert re.search(r'<circle class="p"', drawn) and ">38<" in drawn and ">Mother</text>" in drawn


def test_rows_come_and_go_without_a_script_and_take_along_what_hung_on_them(browser) -> None:
    made, address = begun(browser)
    pressed(made, address, "add people")
    [first] = re.findall(r'name="people" value="(\w+)"', page(made, address))
    fields = {"people": [first, "p2"], f"people.{first}.name": "Anna", "people.p2.name": "Ivan",
              "couples": "u1", "couples.u1.a": first, "couples.u1.b": "p2", "couples.u1.kind": "divorced",
              "children": "c1", "children.c1.child": "", "children.c1.of": "u1"}  # fmt: skip
    pressed(made, address, "save", **fields)
    assert "Anna – Ivan" in page(made, address)
    pressed(made, address, "remove people.p2", **fields)
    html = page(made, address)
    assert "Ivan" not in html and 'value="Anna"' in html
    assert 'value="u1"' not in html and 'value="c1"' not in html


def test_a_form_can_begin_with_the_names_in_the_facts_and_they_alone(browser) -> None:
    made, address = begun(browser)
    pressed(made, address, "learnt")
    html = page(made, address)
    people = re.findall(r'name="people.\w+.name" value="([^"]*)"', html)
    assert "Samira" in people and "Mother" in people and len(people) == len(set(people))
    assert re.findall(r'name="couples" value', html) == [] and html.count('name="ties" value') > 2
    assert not re.search(r'name="ties.\w+.kind"><option value="">[^<]*</option><option[^>]* selected', html)
    pressed(made, address, "learnt", **dict(people="p9", **{"people.p9.name": "mother"}))
    assert page(made, address).count('value="Mother"') < 3


def test_the_comparison_asks_with_the_words_of_the_fact_and_gives_no_answer(app: Flask, browser) -> None:
    made, address = begun(browser)
    page(made, address)
    save(made, address, 0, {"ties": "t1", "ties.t1.with": "Neighbours", "ties.t1.kind": "strong"})
    assert "f14" not in page(made, address)
    html = page(made, address, "?compare=1")
    asked = html[html.index('id="asked-body"') : html.index('id="sketch-form"')]
    assert "f14" in asked and "go to the neighbours" in asked and "Family – Neighbours" in asked
    with app.extensions["trainer"].database.write() as db:
        run = db.scalars(select(Run).where(Run.public_id == address.rsplit("/", 1)[1])).one()
        run.known_facts = {"facts": ["f01"]}
    html = page(made, address, "?compare=1")
    assert "f14" not in html and "go to the neighbours" not in html


def test_an_old_tab_does_not_overwrite_and_each_row_can_be_chosen(browser) -> None:
    made, address = begun(browser)
    page(made, address)
    save(made, address, 0, MOTHER)
    answer = save(made, address, 0, {**MOTHER, "people.p1.name": "Aunt", "ties": "t1", "ties.t1.with": "School"})
    assert answer.status_code == 409
    both = made.get(answer.json["conflict"]).get_data(as_text=True)
    assert "Mother" in both and "Aunt" in both and "School" in both
    assert made.get(answer.json["conflict"].replace("/sketch/", "/")).status_code == 404
    made.post(answer.json["conflict"], {"people.p1": "stored", "ties.t1": "mine"})
    html = page(made, address)
    assert 'value="Mother"' in html and 'value="School"' in html and "Aunt" not in html
    assert "/conflict/" not in made.get(f"{address}/history").get_data(as_text=True)


def test_saving_the_drawing_does_not_stand_in_the_way_of_the_plan_beside_it(browser) -> None:
    made, address = begun(browser)
    base = re.search(r'name="base" value="(\d+)"', made.get(address).get_data(as_text=True)).group(1)
    save(made, address, 0, MOTHER)
    token = {"X-CSRFToken": made.token, "Accept": "application/json"}
    answer = made.client.put(f"{address}/draft", data={"base": base, "closure": "calm"}, headers=token)
    assert answer.status_code == 200


def test_a_number_that_is_none_and_a_name_too_long_are_told_in_a_sentence(browser) -> None:
    made, address = begun(browser)
    page(made, address)
    for fields, words in (({"people.p1.age": "forty"}, "forty"), ({"people.p1.name": "x" * 61}, "60 letters"),
                          ({"people.p1.sex": "q"}, "does not offer"), ({"people": "../1"}, "does not offer"),
                          ({"people": [f"p{n}" for n in range(50)]}, "at most 40")):  # fmt: skip
        answer = save(made, address, 0, {**MOTHER, **fields})
        assert answer.status_code in (400, 422) and words in answer.get_data(as_text=True), fields


def test_a_drawing_of_nonsense_is_still_a_page(browser) -> None:
    made, address = begun(browser)
    page(made, address)
    nonsense = {
        "people": ["a", "b"], "people.a.name": "<script>", "people.b.name": "\x00B", "focal": "nobody",
        "couples": ["u", "v", "w"], "couples.u.a": "a", "couples.u.b": "b", "couples.v.a": "a", "couples.v.b": "a",
        "couples.w.a": "b", "couples.w.b": "a", "children": ["c", "d", "e"], "children.c.child": "a",
        "children.c.of": "u", "children.d.child": "b", "children.d.of": "gone", "children.e.child": "gone",
        "children.e.of": "w", "children.e.by": "pregnancy", "ties": ["t", "s"], "ties.t.who": "a",
        "ties.t.with": "<script>", "ties.s.who": "gone", "ties.s.with": "B", "ties.s.kind": "cutoff",
    }  # fmt: skip
    assert save(made, address, 0, nonsense).status_code == 200
    html = page(made, address, "?compare=1")
    assert "<script>" not in html.split('id="drawn"')[1].split("<datalist")[0]


def test_the_drawing_goes_with_the_plan_and_a_later_one_does_not_change_it(app: Flask, browser) -> None:
    made, address = begun(browser)
    page(made, address)
    save(made, address, 0, MOTHER)
    made.post(f"{address}/hand-in")
    assert ">38<" in made.get(f"{address}/attempts/1").get_data(as_text=True)
    assert save(made, address, 1, {**MOTHER, "people.p1.age": "39"}).status_code in (400, 409, 422)
    made.post(f"{address}/attempts")
    save(made, address, 1, {**MOTHER, "people.p1.age": "39"})
    assert ">39<" in page(made, address) and ">39<" in made.get(f"{address}/print").get_data(as_text=True)
    assert ">38<" in made.get(f"{address}/attempts/1").get_data(as_text=True)


def test_the_lecturer_sees_the_drawing_beside_the_plan(app: Flask, browser) -> None:
    student = browser("aigerim@example.org")
    begin = re.search(r'href="(/assignments/[^"]+/begin)"', student.get("/home").get_data(as_text=True)).group(1)
    address = student.post(begin).headers["Location"]
    page(student, address)
    save(student, address, 0, {**MOTHER, "ties": "t1", "ties.t1.with": "Neighbours", "ties.t1.kind": "strong"})
    student.post(f"{address}/hand-in")
    with app.extensions["trainer"].database.read() as db:
        submission = db.scalars(select(Submission.public_id).order_by(Submission.id.desc())).first()
    html = browser("lecturer@example.org").get(f"/marking/{submission}").get_data(as_text=True)
    assert ">Mother</text>" in html and ">38<" in html and "Семья – Neighbours" in html


def test_nobody_else_sees_or_saves_a_drawing(browser) -> None:
    made, address = begun(browser)
    other = browser("sofia@example.org")
    assert other.get(f"{address}/sketch").status_code == 404
    assert save(other, address, 0, MOTHER).status_code == 404
