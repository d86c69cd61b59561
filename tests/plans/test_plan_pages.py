"""A student's plan: nothing typed is lost, nothing of others is seen, what is handed in stays as it was."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Browser

STUDENT = "aigerim@example.org"


def begun(browser, email: str | None = None) -> tuple[Browser, str]:
    """A browser with a fresh practice plan, and the plan's address."""
    made = browser(email)
    answer = made.post("/begin")
    assert answer.status_code == 302
    return made, answer.headers["Location"]


def fields_of(made: Browser, address: str) -> dict[str, str]:
    """What the editor's form would send: row ids and the revision."""
    html = made.get(address).get_data(as_text=True)
    found = {"base": re.search(r'name="base" value="(\d+)"', html).group(1)}
    goal = re.search(r'name="goal" value="(\w+)"', html)
    if goal:
        step = re.search(r'\.step" value="(\w+)"', html).group(1)
        found |= {"goal": goal.group(1), f"{goal.group(1)}.step": step}
    return found


def with_a_goal(browser) -> tuple[Browser, str, dict[str, str]]:
    made, address = begun(browser)
    made.post(address, {**fields_of(made, address), "do": "add-goal"})
    return made, address, fields_of(made, address)


def save(made: Browser, address: str, fields: dict[str, str]):
    return made.client.put(
        f"{address}/draft", data=fields, headers={"X-CSRFToken": made.token, "Accept": "application/json"}
    )


def test_a_visitor_writes_without_an_account_and_finds_the_words_again(browser) -> None:
    made, address, fields = with_a_goal(browser)
    answer = save(made, address, {**fields, f"{fields['goal']}.goal": "Ерте тұрамыз 😀 to 1 October"})
    assert answer.status_code == 200
    assert "Ерте тұрамыз 😀 to 1 October" in made.get(address).get_data(as_text=True)


def test_the_visitors_plan_comes_along_on_signing_in(browser) -> None:
    made, address, _fields = with_a_goal(browser)
    made.sign_in(STUDENT)
    assert made.get(address).status_code == 200


def test_the_answer_to_a_save_names_the_new_revision(browser) -> None:
    made, address, fields = with_a_goal(browser)
    answer = save(made, address, {**fields, "closure": "when all is calm"})
    assert answer.json["revision"] == int(fields["base"]) + 1


def without_marks(html: str) -> str:
    """A page's text with the marks of changed words taken out."""
    return re.sub(r"</?(?:ins|del)>", "", html)


def test_an_old_tab_does_not_overwrite_and_both_texts_are_shown(browser) -> None:
    made, address, fields = with_a_goal(browser)
    save(made, address, {**fields, "closure": "first window"})
    answer = save(made, address, {**fields, "closure": "second window"})
    assert answer.status_code == 409
    page = without_marks(made.get(answer.json["conflict"]).get_data(as_text=True))
    assert "first window" in page and "second window" in page
    assert "first window" in made.get(address).get_data(as_text=True)


@pytest.mark.parametrize("take, shown", [("mine", "second window"), ("theirs", "first window")])
def test_choosing_one_text_keeps_the_other_in_the_history(browser, take: str, shown: str) -> None:
    made, address, fields = with_a_goal(browser)
    save(made, address, {**fields, "closure": "first window"})
    conflict = save(made, address, {**fields, "closure": "second window"}).json["conflict"]
    made.post(conflict, {"take": take})
    assert shown in made.get(address).get_data(as_text=True)
    kept = re.findall(rf"{address}/conflict/\d+", made.get(f"{address}/history").get_data(as_text=True))
    texts = " ".join(without_marks(made.get(each).get_data(as_text=True)) for each in kept)
    assert "first window" in texts and "second window" in texts


def test_a_save_without_a_token_is_refused(browser) -> None:
    made, address, fields = with_a_goal(browser)
    answer = made.client.put(f"{address}/draft", data=fields, headers={"Accept": "application/json"})
    assert answer.status_code == 400 and answer.json["token_expired"]


def test_a_form_with_an_old_token_gives_the_text_back(browser) -> None:
    made, address, fields = with_a_goal(browser)
    answer = made.client.post(address, data={**fields, "closure": "do not lose me", "csrf_token": "old"})
    assert answer.status_code == 400
    assert "do not lose me" in answer.get_data(as_text=True)


def test_a_cell_of_a_million_characters_gets_a_sentence(browser) -> None:
    made, address, fields = with_a_goal(browser)
    answer = save(made, address, {**fields, "closure": "ы" * 1_000_000})
    assert answer.status_code == 422
    assert "closure" in answer.json["error"]


def test_rows_move_and_go_on_request(browser) -> None:
    made, address, fields = with_a_goal(browser)
    made.post(address, {**fields, "do": f"add-step {fields['goal']}"})
    steps = re.findall(r'\.step" value="(\w+)"', made.get(address).get_data(as_text=True))
    row = {**fields_of(made, address), f"{fields['goal']}.step": steps}
    made.post(address, {**row, "do": f"up {steps[1]}"})
    assert re.findall(r'\.step" value="(\w+)"', made.get(address).get_data(as_text=True)) == steps[::-1]


@pytest.mark.parametrize("language", ["en", "ru", "uk", "kk"])
def test_the_check_asks_about_an_undated_goal_in_the_readers_language(browser, language: str) -> None:
    made, address, fields = with_a_goal(browser)
    save(
        made,
        address,
        {**fields, f"{fields['goal']}.goal": "Улучшить здоровье детей.", f"{fields['goal']}.problem": "Дети болеют."},
    )
    made.client.set_cookie("language", language)
    page = made.get(f"{address}/check").get_data(as_text=True)
    assert "/handbook/goal-without-deadline" in page
    assert 'data-quote="Улучшить здоровье детей."' in page


def test_a_finding_that_was_meant_is_not_asked_again(browser) -> None:
    made, address, fields = with_a_goal(browser)
    save(
        made,
        address,
        {**fields, f"{fields['goal']}.goal": "Улучшить здоровье детей.", f"{fields['goal']}.problem": "Дети болеют."},
    )
    page = made.get(f"{address}/check").get_data(as_text=True)
    key = re.search(r'name="key" value="(goal-without-deadline[^"]*)"', page).group(1)
    made.post(
        f"{address}/set-aside",
        {"key": key, "rule": "goal-without-deadline", "quote": "", "reason": "the clinic decides"},
    )
    after = made.get(f"{address}/check").get_data(as_text=True)
    assert f'value="{key}"' not in after and "the clinic decides" in after


def test_what_is_handed_in_is_frozen_and_a_new_attempt_starts_from_it(browser) -> None:
    made, address, fields = with_a_goal(browser)
    save(made, address, {**fields, f"{fields['goal']}.goal": "By 1 October the yard is safe."})
    receipt = made.post(f"{address}/hand-in").headers["Location"]
    assert made.get(receipt).status_code == 200
    refused = save(made, address, {**fields, "base": "9", f"{fields['goal']}.goal": "Changed afterwards"})
    assert refused.status_code == 422
    assert "By 1 October" in made.get(f"{address}/attempts/1").get_data(as_text=True)
    made.post(f"{address}/attempts")
    assert "By 1 October" in made.get(address).get_data(as_text=True)


@pytest.mark.parametrize(
    "part",
    ["", "/check", "/history", "/hand-in", "/receipt/1", "/attempts/1", "/plan.docx", "/plan.yaml", "/conflict/1"],
)
def test_a_strangers_plan_is_not_found(browser, part: str) -> None:
    made, address, fields = with_a_goal(browser)
    save(made, address, {**fields, "closure": "one"})
    save(made, address, {**fields, "closure": "two"})
    made.post(f"{address}/hand-in")
    assert browser(STUDENT).get(address + part).status_code == 404
    assert browser("lecturer@example.org").get(address + part).status_code == 404


def test_the_page_never_carries_the_hidden_key(browser) -> None:
    made, address, fields = with_a_goal(browser)
    page = made.get(address).get_data(as_text=True)
    for secret in ("n_safety", "s_love", "t_ramadan", "Food all year", "Питание круглый год"):
        assert secret not in page


@pytest.mark.parametrize("kind, begins", [("docx", b"PK"), ("yaml", b"format: service-plan/1")])
def test_a_plan_goes_out_as_a_file(browser, kind: str, begins: bytes) -> None:
    made, address, fields = with_a_goal(browser)
    assert made.get(f"{address}/plan.{kind}").data.startswith(begins)


def word_table(rows: list[list[str]]) -> bytes:
    """A Word file with one table."""
    import io

    from docx import Document

    document = Document()
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


SEED_ROWS = [
    ["Problem statement", "Goals (expexted outcomes)", "Action steps", "Responsibility", "Date"],
    [
        "Дети не ходят в детский сад.",
        "Дети ходят в детский сад.",
        "1. Получить справку\n2. Записать детей в сад",
        "1. Мама\n2. Заведующая садом",
        "1 октября",
    ],
]


def upload(made: Browser, address: str, data: bytes, name: str):
    import io

    return made.client.post(
        f"{address}/import",
        data={"csrf_token": made.token, "file": (io.BytesIO(data), name)},
        content_type="multipart/form-data",
    )


def test_a_word_table_is_previewed_and_stored_only_when_told_to(browser) -> None:
    made, address, _fields = with_a_goal(browser)
    page = upload(made, address, word_table(SEED_ROWS), "plan.docx").get_data(as_text=True)
    assert "Записать детей в сад" in page and "Заведующая садом" in page
    assert "Записать детей в сад" not in made.get(address).get_data(as_text=True)
    carried = re.search(r'name="carried" value="([^"]+)"', page).group(1)
    made.post(f"{address}/import", {"carried": carried, "name": "plan.docx", "take": "1"})
    stored = made.get(f"{address}/plan.yaml").get_data(as_text=True)
    assert (
        "Получить справку" in stored
        and "Записать детей в сад" in stored
        and ("2026-10-01" in stored or "1 октября" in stored)
    )


@pytest.mark.parametrize(
    "data, name",
    [
        (b"", "a.docx"),
        (b"not a zip", "a.docx"),
        (b"%PDF-1.7", "a.docx"),
        (b"PK\x03\x04broken", "a.xlsx"),
        (b"a: &x 1\nb: *x", "a.yaml"),
        (b"\xff\xfe\x00", "a.json"),
        (b"[]", "a.json"),
        (b"x" * 3_000_000, "a.yaml"),
        (b"x", "a.exe"),
        (b"- [", "a.yaml"),
    ],
)
def test_an_unreadable_file_gets_a_sentence(browser, data: bytes, name: str) -> None:
    made, address, _fields = with_a_goal(browser)
    answer = upload(made, address, data, name)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.get_data(as_text=True)


def test_a_removed_goal_comes_back_with_its_words(browser) -> None:
    made, address, fields = with_a_goal(browser)
    made.post(address, {**fields, f"{fields['goal']}.goal": "Do not lose me", "do": f"remove {fields['goal']}"})
    page = made.get(address).get_data(as_text=True)
    assert "Do not lose me" not in page
    kept = re.findall(rf"{address}/conflict/\d+", made.get(f"{address}/history").get_data(as_text=True))
    made.post(kept[0], {"take": "mine"})
    assert "Do not lose me" in made.get(address).get_data(as_text=True)


def test_every_review_and_deferred_need_of_a_plan_is_kept_on_saving(browser) -> None:
    made, address, fields = with_a_goal(browser)
    rows = {
        "review.date": ["+2w", "+6w", ""],
        "review.who": ["mo", "worker", ""],
        "review.checks": ["food", "school", ""],
        "deferred.need": ["cinema", ""],
        "deferred.reason": ["first the yard", ""],
    }
    save(made, address, {**fields, **rows})
    stored = made.get(f"{address}/plan.yaml").get_data(as_text=True)
    assert all(word in stored for word in ("food", "school", "+6w", "cinema", "first the yard"))


def test_a_hint_goes_from_the_area_to_the_name_and_is_logged(browser) -> None:
    made, address, fields = with_a_goal(browser)
    goal = {
        f"{fields['goal']}.goal": "By 1 October the father reads with the children.",
        f"{fields['goal']}.problem": "The parents and the children want an hour together in the evening.",
        f"{fields[fields['goal'] + '.step']}.text": "Father reads one story aloud",
    }
    save(made, address, {**fields, **goal})
    seen = [made.get(f"{address}/check").get_data(as_text=True)]
    key = re.search(r'/hint"[^>]*>.*?name="key" value="([^"]+)"', seen[0], re.S).group(1)
    for _grade in range(3):
        made.post(f"{address}/hint", {"key": key})
        seen.append(made.get(f"{address}/check").get_data(as_text=True))
    shown = [
        page.count('<span class="label">Where:</span>') + page.count(">Fact:</span>") + page.count(">Name:</span>")
        for page in seen
    ]
    assert shown == [0, 1, 2, 3]


def test_a_made_up_hint_is_not_found(browser) -> None:
    made, address, _fields = with_a_goal(browser)
    assert made.post(f"{address}/hint", {"key": "need-not-covered::n_safety"}).status_code == 404


def test_days_in_a_question_read_as_the_reader_writes_them(browser) -> None:
    made, address, fields = with_a_goal(browser)
    goal, step = fields["goal"], fields[fields["goal"] + ".step"]
    late = {f"{goal}.goal": "All children have been examined.", f"{goal}.end": "2031-10-01"}
    save(made, address, {**fields, **late, f"{step}.text": "Mother books the visit", f"{step}.end": "2031-11-24"})
    made.client.set_cookie("language", "en")
    page = made.get(f"{address}/check").get_data(as_text=True)
    assert "24 November 2031" in page and "2031-11-24" not in page


def test_without_a_script_a_cell_that_is_too_long_comes_back_with_everything_else_that_was_typed(browser) -> None:
    made, address, fields = with_a_goal(browser)
    long = "Long words. " * 2_000
    goal = fields["goal"]
    typed = {f"{goal}.problem": long, f"{goal}.goal": "Every child is seen"}
    answer = made.post(address, {**fields, **typed, "do": "save"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "20,000 characters" in page
    assert "Every child is seen" in page and long.strip() in page


@pytest.mark.parametrize(
    "typed, sentence",
    [({"date": "2026-02-31"}, "is no day"), ({"goal": "many"}, "at most 60 goals")],
)
def test_what_no_plan_can_hold_is_told_by_its_own_sentence(browser, typed: dict, sentence: str) -> None:
    made, address, fields = with_a_goal(browser)
    sent = {**fields, **typed} | ({"goal": [f"g{n}" for n in range(61)]} if typed.get("goal") else {})
    answer = save(made, address, sent)
    assert answer.status_code == 422 and sentence in answer.json["error"]


def test_a_row_sent_twice_and_a_choice_that_is_on_no_list_change_nothing(browser) -> None:
    made, address, fields = with_a_goal(browser)
    answer = save(made, address, {**fields, "goal": [fields["goal"]] * 2, "language": "xx", "closure": "calm"})
    assert answer.status_code == 200
    assert made.get(address).get_data(as_text=True).count(f'name="goal" value="{fields["goal"]}"') == 1


def test_an_attempt_cannot_be_begun_before_one_was_handed_in(browser) -> None:
    made, address, _fields = with_a_goal(browser)
    assert made.post(f"{address}/attempts").status_code == 404


def test_the_history_says_why_each_text_was_kept(browser) -> None:
    made, address, fields = with_a_goal(browser)
    made.post(address, {**fields, "do": f"remove {fields['goal']}"})
    page = made.get(f"{address}/history").get_data(as_text=True)
    assert "before a row was removed" in page and "plans.kept" not in page


def test_times_are_shown_by_the_readers_own_clock(browser) -> None:
    made, address, fields = with_a_goal(browser)
    save(made, address, {**fields, "closure": "calm"})
    hours = set()
    for zone in ("Asia%2FTokyo", "Europe%2FKyiv", "no-such-zone"):
        made.client.set_cookie("zone", zone)
        hours.add(re.search(r"Saved at (\d\d):", made.get(address).get_data(as_text=True)).group(1))
    assert len(hours) == 3


def test_a_visitor_may_sign_in_from_any_page_and_is_asked_before_the_work_is_given_up(browser) -> None:
    made, address = begun(browser)
    page = made.get(address).get_data(as_text=True)
    assert f"/sign-in?next={address}" in page.replace("%2F", "/")
    assert "cannot be opened again afterwards" in page


def test_the_case_beside_says_which_goals_rest_on_a_fact(browser) -> None:
    made, address, fields = with_a_goal(browser)
    save(made, address, {**fields, f"{fields['goal']}.facts": "f01, f02"})
    page = made.get(address).get_data(as_text=True)
    assert page.count('class="fact used" data-fact="') == 2
    assert re.search(r'data-in="f01">goal 1<', page)


def test_a_half_written_plan_is_not_told_that_all_is_well(browser) -> None:
    made, address, fields = with_a_goal(browser)
    save(made, address, {**fields, f"{fields['goal']}.problem": "The roof leaks over the children's bed"})
    page = made.get(f"{address}/check").get_data(as_text=True)
    assert "Still empty:" in page and "steps?" in page and "Nothing to ask" not in page


def test_a_weak_plan_is_told_how_many_questions_are_before_it_not_how_many_there_are(browser) -> None:
    made, address, fields = with_a_goal(browser)
    goal = fields["goal"]
    save(made, address, {**fields, f"{goal}.problem": "Bad parents", f"{goal}.goal": "Improve their life"})
    page = made.get(f"{address}/check").get_data(as_text=True)
    assert "more, when you are ready" in page and 'data-count="3"' in page
