"""An exemplar is written in the students' editor: each language its own, nothing overwritten, nothing lost."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from werkzeug.datastructures import MultiDict

from tests.authoring.test_drafting import COLLEAGUE, adapt, colleague, document, english, page, share  # noqa: F401

LECTURER = "lecturer@example.org"


class Form(HTMLParser):
    """The fields of the editor's form as a browser would send them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fields: MultiDict[str, str] = MultiDict()
        self._inside, self._area, self._select = False, "", ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._inside = self._inside or given.get("id") == "plan-form"
        if not self._inside:
            return
        name = given.get("name") or ""
        if tag == "input" and name and given.get("form") != "":
            self.fields.add(name, given.get("value") or "")
        elif tag == "textarea" and name:
            self._area = name
            self.fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self.fields[self._select] = given["value"] or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] += data


def editor(draft: str, plan: str = "proficient", into: str = "en") -> str:
    return f"{draft}/exemplar/{plan}/edit?in={into}"


def form_of(opened, path: str) -> MultiDict[str, str]:
    return Form(opened.get(path).get_data(as_text=True)).fields


def put(opened, path: str, fields: MultiDict[str, str]):
    sent = {"X-CSRFToken": opened.token, "Accept": "application/json"}
    fields["csrf_token"] = opened.token
    return opened.client.put(path, data=fields, headers=sent)


def plan(app, id: str = "proficient") -> dict:
    return next(each for each in document(app)["plans"] if each["id"] == id)


@pytest.mark.parametrize("id", ["beginning", "developing", "proficient"])
def test_a_page_that_nobody_touched_changes_nothing_in_any_language(app, browser, id: str) -> None:
    opened = english(browser)
    draft = adapt(opened)
    before = document(app)
    for into in before["languages"]:
        path = editor(draft, id, into)
        assert put(opened, path, form_of(opened, path)).status_code == 200
    assert document(app) == before


def test_words_are_saved_in_the_language_that_is_written(app, browser) -> None:
    opened = english(browser)
    draft = adapt(opened)
    before = plan(app)["goals"][0]
    path = editor(draft, into="ru")
    fields = form_of(opened, path)
    fields[f"{before['id']}.problem"] = "Времянка у дома вот-вот рухнет."
    assert put(opened, path, fields).status_code == 200
    after = plan(app)["goals"][0]
    assert after["problem"] == before["problem"] | {"ru": "Времянка у дома вот-вот рухнет."}
    assert {**after, "problem": 0} == {**before, "problem": 0}
    assert document(app)["made_from"]["ru"][f"plans.proficient.goals.{before['id']}.problem"] == before["problem"]["en"]


def test_people_and_strengths_are_shown_by_name_and_kept_by_id(app, browser) -> None:
    opened = english(browser)
    draft = adapt(opened)
    whole, goal = document(app), plan(app)["goals"][0]
    step, strength = goal["steps"][0]["id"], whole["key"]["strengths"][0]
    path = editor(draft)
    fields = form_of(opened, path)
    fields[f"{step}.who"] = f"{whole['people'][1]['name']['en']}, a neighbour with a van"
    fields[f"{goal['id']}.strengths"] = strength["name"]["en"]
    assert put(opened, path, fields).status_code == 200
    after = plan(app)["goals"][0]
    assert after["steps"][0]["responsible"] == [whole["people"][1]["id"], "a neighbour with a van"]
    assert after["strengths"] == [strength["id"]]
    assert strength["name"]["en"] in page(opened, path)


def test_two_designers_on_one_exemplar_lose_nothing(app, browser, colleague) -> None:  # noqa: F811
    opened = english(browser)
    draft = adapt(opened)
    share(app)
    other = english(browser, COLLEAGUE)
    goal, path = plan(app)["goals"][0]["id"], editor(draft)
    mine, theirs = form_of(opened, path), form_of(other, path)
    mine[f"{goal}.problem"] = "Mine."
    answer = put(opened, path, mine)
    mine["seen"] = answer.get_json()["seen"]
    theirs[f"{goal}.goal"] = "Theirs."
    assert put(other, path, theirs).status_code == 200, "another cell: nobody is in the way"
    assert put(opened, path, mine).status_code == 200, "an older page takes nothing back"
    assert (plan(app)["goals"][0]["problem"]["en"], plan(app)["goals"][0]["goal"]["en"]) == ("Mine.", "Theirs.")
    theirs[f"{goal}.problem"] = "The same cell."
    late = put(other, path, theirs)
    assert late.status_code == 409
    said = page(other, late.get_json()["conflict"])
    assert "Mine." in said and "The same cell." in said
    assert plan(app)["goals"][0]["problem"]["en"] == "Mine."


def test_rows_come_move_and_go_and_come_back(app, browser) -> None:
    opened = english(browser)
    draft = adapt(opened)
    path, before = editor(draft), [goal["id"] for goal in plan(app)["goals"]]

    def press(what: str) -> str:
        answer = opened.post(path, MultiDict([*form_of(opened, path).items(multi=True), ("do", what)]))
        assert answer.status_code == 302, answer.get_data(as_text=True)
        return answer.headers["Location"]

    place = press("add-goal")
    added = plan(app)["goals"][-1]
    assert place.endswith(f"#{added['id']}") and len(added["steps"]) == 1
    press(f"place {added['id']} 0")
    assert [goal["id"] for goal in plan(app)["goals"]] == [added["id"], *before]
    press(f"add-step {added['id']}")
    assert len(plan(app)["goals"][0]["steps"]) == 2
    kept = plan(app)["goals"][1]
    undo = press(f"remove {before[0]}").partition("undo=")[2].partition("&")[0].partition("#")[0]
    assert before[0] not in [goal["id"] for goal in plan(app)["goals"]]
    assert 'id="undo"' in page(opened, f"{path}&undo={undo}")
    opened.post(f"{draft}/exemplar/proficient/undo/{undo}?in=en", {})
    assert plan(app)["goals"][1] == kept


def test_a_line_for_a_review_is_added_once_and_goes_when_it_is_emptied(app, browser) -> None:
    opened = english(browser)
    path = editor(adapt(opened))
    fields, before = form_of(opened, path), len(plan(app).get("reviews", ()))
    checks = fields.getlist("review.checks")
    fields.setlist("review.checks", [*checks[:-1], "Whether the wall stands."])
    for _twice in range(2):
        answer = put(opened, path, fields)
        assert answer.status_code == 200
        fields["seen"] = answer.get_json()["seen"]
    assert len(plan(app)["reviews"]) == before + 1
    assert plan(app)["reviews"][-1]["checks"] == {"en": "Whether the wall stands."}
    fields.setlist("review.checks", checks)
    assert put(opened, path, fields).status_code == 200
    assert len(plan(app)["reviews"]) == before


def test_the_check_asks_what_a_student_is_asked_and_says_how_the_expectations_stand(app, browser) -> None:
    opened = english(browser)
    draft = adapt(opened)
    said = page(opened, f"{draft}/exemplar/beginning/check?in=en")
    assert "as expected" in said and 'class="findings"' in said and "set-aside" not in said
    assert "data-field" in said, "the words are underlined where they stand"
    whole = page(opened, f"{editor(draft, 'beginning', 'ru')}&check=1")
    assert 'lang="ru"' in whole and "as expected" in whole


def test_an_exemplar_of_a_case_that_cannot_be_read_says_what_keeps_it_from_the_editor(app, browser) -> None:
    opened = english(browser)
    draft = adapt(opened)
    opened.put(f"{draft}/about", {"changes": [{"name": "level", "was": str(document(app)["level"]), "now": "9"}]})
    assert "needs a case that can be read" in page(opened, editor(draft))


def test_nobody_else_opens_or_writes_it(app, browser, colleague) -> None:  # noqa: F811
    opened = english(browser)
    draft = adapt(opened)
    path = editor(draft)
    fields = form_of(opened, path)
    for email in (COLLEAGUE, LECTURER):
        other = english(browser, email)
        assert other.get(path).status_code in (403, 404)
        assert put(other, path, fields).status_code in (403, 404)
        assert other.get(f"{draft}/exemplar/proficient/check?in=en").status_code in (403, 404)
    assert opened.get(editor(draft, "no-such")).status_code == 404
    assert opened.get(editor(draft, into="xx")).status_code == 404


@pytest.mark.parametrize("seen", ["", "[]", "{", "null", '{"a": {"b": 1}}', json.dumps({"x": "y"}), "[" * 100_000])
def test_a_broken_memory_of_the_page_is_refused_and_overwrites_nothing(app, browser, seen: str) -> None:
    opened = english(browser)
    path = editor(adapt(opened))
    before, fields = document(app)["plans"], form_of(opened, path)
    fields["seen"] = seen
    assert put(opened, path, fields).status_code in (200, 409, 422)
    assert document(app)["plans"] == before
