"""Two people mark one plan: neither sees the other's levels before both are ready, and only what they settle counts."""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy import exists, select

from tests.marking.fields import form_of, new_comment_on
from tests.marking.test_agreement import submissions
from tests.marking.test_marking import ALL_TWO, page_of
from tests.marking.test_rules_set_aside import more_plans, statements
from trainer.models import Mark, Marking, MarkingLog, Role, SecondMarking, SettledBy, Slot, Submission

WORDS = {"first": "Слова первого на строке", "second": "Words of the second on a row"}


@pytest.fixture
def second(place, browser):
    """Everybody's plan is marked twice; this is the other marker."""
    place.change_assignment(second_marking=SecondMarking.EVERYBODY)
    place.add_person("assistant@example.org", teaches=False, role=Role.ASSISTANT, name="Arman Assistant")
    return browser("assistant@example.org")


def finishes(made, page: str, words: str = "", **levels: str) -> str:
    """Mark a plan with twos but for these levels, comment on its first goal, and say that it is ready."""
    fields = form_of(page_of(made, page)) | ALL_TWO | {f"m:{id}:level": level for id, level in levels.items()}
    if words:
        fields[new_comment_on(fields, "g1") + ":text"] = words
    answer = made.post(page + "/ready", fields)
    assert answer.status_code == 302, answer.get_data(as_text=True)[:500]
    return answer.headers["Location"]


def both_finish(place, lecturer, second, **levels: str) -> None:
    finishes(lecturer, place.page, WORDS["first"], time="1")
    finishes(second, place.page, WORDS["second"], **({"time": "3"} | levels))


def settles(made, page: str, **fields: str):
    parts = {"level": "level", "reason": "words"}
    return made.post(page + "/settle", {f"m:{id}:{parts[part]}": value for name, value in fields.items()
                                        for id, part in [name.rsplit("_", 1)]})  # fmt: skip


def counted(place) -> Marking | None:
    with place.database.read() as db:
        found = db.scalars(
            select(Marking).join(Submission).where(Submission.public_id == place.submission, Marking.slot == 0)
        ).first()
        if found:
            assert found.marks is not None and found.comments is not None
        db.expunge_all()
        return found


def test_neither_sees_the_others_levels_or_words_before_both_are_ready(place, lecturer, second) -> None:
    finishes(lecturer, place.page, WORDS["first"], time="1")
    for path in (place.page, place.page + "/settle", f"/assignments/{place.assignment}/two-markers"):
        assert WORDS["first"] not in page_of(second, path)
    fields = form_of(page_of(second, place.page))
    assert "m:time:level" not in fields, "the second begins with an empty rubric"
    assert "1 of 2 ready" in page_of(second, f"/assignments/{place.assignment}/queue")
    finishes(second, place.page, WORDS["second"], time="3")
    for made in (lecturer, second):
        page = page_of(made, place.page + "/settle")
        assert "Gulnara Akhmetova" in page and "Arman Assistant" in page


def test_where_they_differ_a_level_and_a_reason_make_the_marking_that_counts(place, lecturer, second) -> None:
    both_finish(place, lecturer, second)
    assert counted(place) is None
    answer = settles(lecturer, place.page, time_level="2", time_reason="Даты есть у трёх шагов из пяти")
    assert answer.headers["Location"].endswith(place.page)
    marking = counted(place)
    assert {mark.criterion: mark.level for mark in marking.marks}["time"] == 2
    assert {mark.level for mark in marking.marks if mark.criterion != "time"} == {2}
    assert sorted(comment.text for comment in marking.comments) == sorted(WORDS.values())
    page = page_of(second, place.page + "/settle")
    assert "Даты есть у трёх шагов из пяти" in page and 'type="radio"' not in page
    with place.database.read() as db:
        values = db.scalars(select(MarkingLog.values).where(MarkingLog.what == "settled")).one()
    assert (values["first"], values["second"], values["after"]) == (1, 3, 2)


def test_a_level_without_a_reason_is_asked_about_and_what_was_typed_stays(place, lecturer, second) -> None:
    both_finish(place, lecturer, second, who="0")
    answer = settles(second, place.page, time_level="2", who_level="1", who_reason="Nobody leads step 3")
    page = html.unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422 and "Say why this level" in page and "Nobody leads step 3" in page
    assert counted(place) is None


def test_the_student_sees_only_what_was_settled_and_only_after_release(place, browser, lecturer, second) -> None:
    student = browser("daniyar@example.org")
    attempt = re.search(r'"(/plans/[^"]*/attempts/[^"]*)"', page_of(student, "/home"))[1]
    both_finish(place, lecturer, second)
    for made in (lecturer, second):
        made.post(place.page + "/release")
        made.post(f"/assignments/{place.assignment}/release")
        made.post(place.page + "/send-back", form_of(page_of(made, place.page)))
    assert not any(words in page_of(student, attempt) for words in WORDS.values())
    settles(lecturer, place.page, time_level="2", time_reason="Оба правы наполовину")
    lecturer.post(place.page + "/ready", form_of(page_of(lecturer, place.page)))
    assert WORDS["first"] not in page_of(student, attempt)
    lecturer.post(place.page + "/release")
    assert all(words in page_of(student, attempt) for words in WORDS.values())


def test_the_table_of_marks_holds_nothing_before_it_is_settled(place, lecturer, second) -> None:
    both_finish(place, lecturer, second)
    before = lecturer.get(f"/assignments/{place.assignment}/marks.csv").get_data(as_text=True)
    settles(lecturer, place.page, time_level="0", time_reason="Сроков нет")
    after = lecturer.get(f"/assignments/{place.assignment}/marks.csv").get_data(as_text=True)
    row = next(line for line in before.splitlines() if "Daniyar" in line)
    assert ",2," not in row and ",2," in after


def test_when_both_are_ready_neither_can_be_changed(place, lecturer, second) -> None:
    both_finish(place, lecturer, second)
    answer = lecturer.put(f"{place.page}/marks/time", {"level": 3, "comment": "", "base": 1})
    assert answer.status_code == 422
    assert 'id="ready"' not in page_of(lecturer, place.page)


def test_a_third_person_says_the_level_where_the_assignment_says_so(place, browser, lecturer, second) -> None:
    place.change_assignment(settled_by=SettledBy.THIRD)
    place.add_person("third@example.org", role=Role.ASSISTANT)
    third = browser("third@example.org")
    both_finish(place, lecturer, second)
    assert settles(lecturer, place.page, time_level="2", time_reason="Моё").status_code == 403
    assert third.get(place.page).headers["Location"].endswith("/settle"), "there is no third marking to make"
    assert settles(third, place.page, time_level="2", time_reason="Half of the steps").status_code == 302
    assert counted(place) is not None


def test_a_third_person_neither_sees_nor_adds_a_marking_while_two_are_at_it(place, browser, lecturer, second) -> None:
    place.add_person("third@example.org", role=Role.ASSISTANT)
    third = browser("third@example.org")
    finishes(lecturer, place.page, WORDS["first"])
    second.put(f"{place.page}/marks/time", {"level": 3, "comment": WORDS["second"], "base": 0})
    page = page_of(third, place.page + "/settle")
    assert not any(words in page for words in WORDS.values())
    assert third.put(f"{place.page}/marks/time", {"level": 0, "comment": "", "base": 0}).status_code == 422


def test_levels_are_settled_once(place, lecturer, second) -> None:
    both_finish(place, lecturer, second)
    settles(lecturer, place.page, time_level="2", time_reason="Так")
    assert settles(second, place.page, time_level="3", time_reason="No").status_code == 409
    assert {mark.criterion: mark.level for mark in counted(place).marks}["time"] == 2


def test_a_plan_that_one_person_has_begun_stays_with_one(place, lecturer, browser) -> None:
    lecturer.put(f"{place.page}/marks/time", {"level": 1, "comment": "", "base": 0})
    place.change_assignment(second_marking=SecondMarking.EVERYBODY)
    place.add_person("assistant@example.org", role=Role.ASSISTANT)
    assert form_of(page_of(browser("assistant@example.org"), place.page))["m:time:level"] == "1"
    assert lecturer.get(place.page + "/settle").status_code == 404


def test_a_sample_is_one_plan_in_five_by_the_order_of_handing_in(place, lecturer) -> None:
    more_plans(place, 9)
    place.change_assignment(second_marking=SecondMarking.SAMPLE)
    for submission in submissions(place):
        lecturer.put(f"/marking/{submission}/marks/time", {"level": 1, "comment": "", "base": 0})
    with place.database.read() as db:
        slots = list(db.scalars(select(Marking.slot).order_by(Marking.submission_id)))
    assert slots.count(Slot.FIRST) == 2 and slots.count(Slot.COUNTS) == 8


def test_after_ready_one_is_led_to_a_plan_that_one_can_mark(place, lecturer, second) -> None:
    more_plans(place, 1)
    first, other = submissions(place)
    assert finishes(lecturer, f"/marking/{first}").endswith(other)
    assert finishes(lecturer, f"/marking/{other}").endswith("/queue"), "one's own finished plans are not offered again"


def marked_by_two(place) -> None:
    """Every plan that nobody has begun gets both markings, ready; on one plan in four they differ."""
    with place.database.write() as db:
        new = select(Submission).where(~exists().where(Marking.submission_id == Submission.id))
        for number, one in enumerate(db.scalars(new.order_by(Submission.id)).all()):
            for slot, level in ((1, number % 3), (2, number % 3 if number % 4 else 3)):
                marking = Marking(submission_id=one.id, slot=slot, marker_id=slot, state="ready",
                                  rubric_version_id=one.run.rubric_version_id, saved_at=one.handed_in_at)
                marking.marks = [Mark(criterion="time", level=level, saved_at=one.handed_in_at)]
                db.add(marking)


def test_agreement_is_told_by_criterion_with_the_plans_that_differ(place, lecturer, second) -> None:
    more_plans(place, 11)
    marked_by_two(place)
    page = page_of(second, f"/assignments/{place.assignment}/two-markers")
    assert '<svg class="agree"' in page and "The same level in 9 of 12 plans" in page
    assert re.search(r'Weighted kappa</th><td class="num">0\.\d', page)
    assert page.count("/settle") == 3 and "first marker" in page


def test_a_larger_class_costs_no_more_statements(place, lecturer, second) -> None:
    page = f"/assignments/{place.assignment}/two-markers"
    more_plans(place, 3)
    marked_by_two(place)
    lecturer.get(page)
    few = statements(place, lambda: lecturer.get(page))
    more_plans(place, 60, begin=3)
    marked_by_two(place)
    assert statements(place, lambda: lecturer.get(page)) == few <= 9
    assert page_of(lecturer, page).count("/settle") == 16 and "page=2" not in page_of(lecturer, page)


def test_only_a_lecturer_says_how_an_assignment_is_marked(place, lecturer, second) -> None:
    page = f"/assignments/{place.assignment}/terms"
    assert second.get(page).status_code == 403
    lecturer.get(page)
    assert lecturer.post(page, {"second_marking": "sample", "settled_by": "third"}).status_code == 302
    assert 'value="sample" checked' in page_of(lecturer, page) and 'value="third" checked' in page_of(lecturer, page)
    assert lecturer.post(page, {"second_marking": "three", "settled_by": "third"}).status_code == 422


def test_what_is_typed_to_settle_is_kept_before_anything_is_settled(place, lecturer, second) -> None:
    both_finish(place, lecturer, second)
    path = f"{place.page}/settle/marks/time"
    page_of(lecturer, f"{place.page}/settle")
    first = lecturer.put(path, {"base": 0, "level": 2, "comment": "Даты у трёх"})
    assert first.status_code == 200 and counted(place) is None
    assert "Даты у трёх" in page_of(second, f"{place.page}/settle"), "the other of the two goes on with it"
    clash = second.put(path, {"base": 0, "level": 3, "comment": "Everywhere"})
    assert clash.status_code == 409 and clash.json["theirs"]["comment"] == "Даты у трёх"
    both = {"base": 0, "level": 3, "comment": "Everywhere", "keep": "mine", "over": clash.json["revision"]}
    assert second.put(path, both).json["level"] == 3
    assert settles(lecturer, place.page, time_level="3", time_reason="Everywhere").status_code == 302
    assert lecturer.put(path, {"base": 0, "level": 1, "comment": ""}).status_code == 409, "it is settled"


def test_only_who_may_settle_keeps_words_for_it(place, browser, lecturer, second) -> None:
    path = f"{place.page}/settle/marks/time"
    finishes(lecturer, place.page, "a", time="1")
    assert lecturer.put(path, {"base": 0, "level": 2, "comment": "x"}).status_code == 404, "the other is not ready"
    finishes(second, place.page, "b", time="3")
    assert browser("daniyar@example.org").put(path, {"base": 0, "level": 2, "comment": "x"}).status_code in (400, 404)
    page_of(lecturer, f"{place.page}/settle")
    assert lecturer.put(path, {"base": 0, "level": 7, "comment": "x"}).status_code == 422
    nonsense = f"{place.page}/settle/marks/nonsense"
    assert lecturer.put(nonsense, {"base": 0, "level": 1, "comment": ""}).status_code == 422
