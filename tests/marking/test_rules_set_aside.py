"""What is set aside: by students with reasons that the lecturer reads, by the lecturer a whole rule for a class."""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy import event, select

from trainer.marking import asides
from trainer.models import Assignment, Role, Run, SetAside, Submission, SubmissionFigures
from trainer.web.parts import utc_now

RULE = "goal-without-deadline"


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return html.unescape(answer.get_data(as_text=True))


def page_of(place) -> str:
    return f"/assignments/{place.assignment}/questions"


def fired(place, *, at_least: int = 1) -> dict[str, list[dict]]:
    """The findings of the submission that was handed in, by rule."""
    with place.database.read() as db:
        report = db.scalars(select(Submission.report)).first()
    found: dict[str, list[dict]] = {}
    for finding in report["findings"]:
        found.setdefault(finding["rule"], []).append(finding)
    return {rule: findings for rule, findings in found.items() if len(findings) >= at_least}


def student_sets_aside(place, key: str, reason: str, rule: str = "x") -> None:
    with place.database.write() as db:
        run = db.scalars(select(Run.id).join(Submission, Submission.run_id == Run.id)).first()
        db.add(SetAside(run_id=run, key=key, rule=rule, quote="", reason=reason, at=utc_now()))


def more_plans(place, count: int, begin: int = 0) -> None:
    """So many classmates who have handed in the same plan."""
    with place.database.write() as db:
        first = db.scalars(select(Submission)).first()
        figures = db.get_one(SubmissionFigures, first.id).document
        run, owner = db.get_one(Run, first.run_id), db.get_one(Run, first.run_id).owner
        for number in range(begin, begin + count):
            person = type(owner)(institution_id=owner.institution_id, name=f"Student {number}", language="en",
                                 email=f"s{number}@example.org", created_at=utc_now())  # fmt: skip
            db.add(person)
            db.flush()
            other = Run(owner_id=person.id, case_version_id=run.case_version_id, begun_at=utc_now(),
                        rubric_version_id=run.rubric_version_id, assignment_id=run.assignment_id)  # fmt: skip
            db.add(other)
            db.flush()
            db.add(Submission(run_id=other.id, assignment_id=run.assignment_id, attempt=1, document=first.document,
                              report=first.report, receipt="x", handed_in_at=utc_now(),
                              figures=SubmissionFigures(document=figures)))  # fmt: skip


def begin_plan(made) -> str:
    """A student's own plan for the assignment, with one goal that has no deadline; its address."""
    begin = re.search(r'"(/assignments/\w[^"]*/begin)"', made.get("/home").get_data(as_text=True)).group(1)
    address = made.post(begin).headers["Location"]
    made.get(address)
    made.post(address, {"base": "0", "do": "add-goal"})
    page = made.get(address).get_data(as_text=True)
    goal = re.search(r'name="goal" value="(\w+)"', page).group(1)
    base = re.search(r'name="base" value="(\d+)"', page).group(1)
    made.post(address, {"base": base, "goal": goal, f"{goal}.problem": "The children miss school",
                        f"{goal}.goal": "The children go to school", "do": "check"})  # fmt: skip
    return address


# A lecturer sets a rule aside for the class


def test_a_rule_that_is_set_aside_is_not_asked_of_the_class_and_the_frozen_report_says_so(
    place, lecturer, browser
) -> None:
    student = browser("sofia@example.org")
    address = begin_plan(student)
    assert f"/handbook/{RULE}" in text_of(student.get(f"{address}/check"))
    lecturer.post(page_of(place), {"rule": RULE, "reason": "We write the dates next week"})
    shown = text_of(student.get(f"{address}/check"))
    assert RULE not in shown
    student.post(f"{address}/hand-in")
    with place.database.read() as db:
        report = db.scalars(select(Submission.report).order_by(Submission.id.desc())).first()
    assert report["set_aside"] == [RULE]
    assert RULE not in {finding["rule"] for finding in report["findings"]}


def test_the_marking_page_says_what_was_set_aside_when_the_plan_was_handed_in(place, lecturer, browser) -> None:
    lecturer.post(page_of(place), {"rule": RULE, "reason": "We write the dates next week"})
    student = browser("sofia@example.org")
    student.post(f"{begin_plan(student)}/hand-in")
    with place.database.read() as db:
        newest = db.scalars(select(Submission.public_id).order_by(Submission.id.desc())).first()
    assert "Цель без срока" in text_of(lecturer.get(f"/marking/{newest}")).split("Снято для группы")[1][:400]
    assert "Снято для группы" not in text_of(lecturer.get(place.page))


def test_the_rule_is_taken_back_and_asked_again(place, lecturer, browser) -> None:
    student = browser("sofia@example.org")
    address = begin_plan(student)
    lecturer.post(page_of(place), {"rule": RULE, "reason": "Not this week"})
    assert "Not this week" in text_of(lecturer.get(page_of(place)))
    assert lecturer.post(f"{page_of(place)}/{RULE}/back").status_code == 302
    assert "Not this week" not in text_of(lecturer.get(page_of(place)))
    assert f"/handbook/{RULE}" in text_of(student.get(f"{address}/check"))
    assert lecturer.post(f"{page_of(place)}/{RULE}/back").status_code == 404


def test_practice_and_other_assignments_are_asked_as_before(place, lecturer, browser) -> None:
    lecturer.post(page_of(place), {"rule": RULE, "reason": "Not this week"})
    visitor = browser()
    visitor.get("/cases/samira")
    address = visitor.post("/cases/samira/begin").headers["Location"]
    visitor.get(address)
    visitor.post(address, {"base": "0", "do": "add-goal"})
    page = visitor.get(address).get_data(as_text=True)
    goal = re.search(r'name="goal" value="(\w+)"', page).group(1)
    base = re.search(r'name="base" value="(\d+)"', page).group(1)
    visitor.post(address, {"base": base, "goal": goal, f"{goal}.goal": "The children go to school"})
    assert f"/handbook/{RULE}" in text_of(visitor.get(f"{address}/check"))


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"rule": RULE, "reason": "  "}, "почему вопрос не подходит"), ({"rule": "no-such", "reason": "x"}, "из списка"),
     ({"rule": "<script>", "reason": "x"}, "из списка"), ({"reason": "x"}, "из списка")],
)  # fmt: skip
def test_a_reason_and_a_known_rule_are_needed(place, lecturer, fields: dict[str, str], words: str) -> None:
    answer = lecturer.post(page_of(place), fields)
    assert answer.status_code == 422 and words in answer.get_data(as_text=True)


def test_a_second_reason_takes_the_place_of_the_first_only_after_it_is_asked_again(place, lecturer) -> None:
    lecturer.post(page_of(place), {"rule": RULE, "reason": "First"})
    # It is not offered any more while it is set aside.
    assert lecturer.post(page_of(place), {"rule": RULE, "reason": "Second"}).status_code == 422
    assert f'value="{RULE}"' not in text_of(lecturer.get(page_of(place)))


def test_an_assistant_sees_the_page_and_changes_nothing(place, browser) -> None:
    place.add_person("assistant@example.org", teaches=False, role=Role.ASSISTANT)
    assistant = browser("assistant@example.org")
    page = text_of(assistant.get(page_of(place)))
    assert 'name="reason"' not in page
    assert assistant.post(page_of(place), {"rule": RULE, "reason": "x"}).status_code == 403
    assert assistant.post(f"{page_of(place)}/{RULE}/back").status_code == 403


def test_a_student_and_a_stranger_do_not_get_the_page(place, browser) -> None:
    place.add_person("elsewhere@example.org")
    for email in ("sofia@example.org", "elsewhere@example.org"):
        made = browser(email)
        assert made.get(page_of(place)).status_code == 404
        assert made.post(page_of(place), {"rule": RULE, "reason": "x"}).status_code == 404


def test_an_assignment_that_nobody_began_is_withdrawn_with_what_was_set_aside_in_it(place, lecturer) -> None:
    with place.database.write() as db:
        old = db.scalars(select(Assignment)).one()
        db.add(Assignment(course_id=old.course_id, case_version_id=old.case_version_id, public_id="fresh-one",
                          rubric_version_id=old.rubric_version_id, title="Fresh", made_at=utc_now()))  # fmt: skip
    lecturer.post("/assignments/fresh-one/questions", {"rule": RULE, "reason": "x"})
    lecturer.post("/assignments/fresh-one/withdraw")
    assert lecturer.get("/assignments/fresh-one/questions").status_code == 404


# What students set aside most


def test_the_lecturer_sees_which_rules_students_set_aside_in_how_many_plans_and_why(place, lecturer) -> None:
    (rule, findings), *_ = fired(place).items()
    more_plans(place, 2)
    student_sets_aside(place, findings[0]["key"], "The court decides the day")
    page = text_of(lecturer.get(page_of(place)))
    row = re.search(rf'<tr id="rule-{rule}">.*?</tr>', page, re.DOTALL).group(0)
    assert f"/handbook/{rule}" in row and "1 из 3" in row and "The court decides the day" in row
    assert f'href="{place.page}"' in row
    assert f'href="{page_of(place)}?rule={rule}#set-aside"' in row


def test_two_findings_set_aside_in_one_plan_are_one_plan_with_two_reasons(place, lecturer) -> None:
    rule, findings = next(iter(fired(place, at_least=2).items()))
    for number, finding in enumerate(findings[:2]):
        student_sets_aside(place, finding["key"], f"Reason number {number}")
    row = re.search(rf'<tr id="rule-{rule}">.*?</tr>', text_of(lecturer.get(page_of(place))), re.DOTALL).group(0)
    assert "1 из 1" in row and "Reason number 0" in row and "Reason number 1" in row


def test_what_stands_in_a_draft_alone_is_not_shown(place, lecturer, browser) -> None:
    student = browser("sofia@example.org")
    address = begin_plan(student)
    key = re.search(rf'value="({RULE}:[^"]+)"', text_of(student.get(f"{address}/check"))).group(1)
    student.post(f"{address}/set-aside", {"key": key, "rule": RULE, "quote": "", "reason": "My own secret"})
    assert "My own secret" not in text_of(lecturer.get(page_of(place)))
    student.post(f"{address}/hand-in")
    assert "My own secret" in text_of(lecturer.get(page_of(place)))


def test_the_course_page_adds_its_assignments_up_and_is_for_those_who_teach_it(place, lecturer, browser) -> None:
    (rule, findings), *_ = fired(place).items()
    student_sets_aside(place, findings[0]["key"], "The court decides the day")
    with place.database.read() as db:
        course = db.scalars(select(Assignment)).one().course.public_id
    page = text_of(lecturer.get(f"/courses/{course}/questions"))
    assert "The court decides the day" in page and f"/handbook/{rule}" in page
    assert 'name="reason"' not in page
    place.add_person("elsewhere@example.org")
    for email in ("sofia@example.org", "elsewhere@example.org"):
        assert browser(email).get(f"/courses/{course}/questions").status_code == 404


def test_a_larger_class_costs_no_more_statements(place, lecturer) -> None:
    (_rule, findings), *_ = fired(place, at_least=2).items()
    student_sets_aside(place, findings[0]["key"], "The court decides the day")
    lecturer.get(page_of(place))
    student_sets_aside(place, findings[1]["key"], "The court decides that one too")
    few = statements(place, lambda: lecturer.get(page_of(place)))
    more_plans(place, 30)
    assert statements(place, lambda: lecturer.get(page_of(place))) == few <= 12
    assert statements(place, lambda: lecturer.get(page_of(place))) <= 9, "counted again where nothing is new"


def test_of_many_reasons_the_newest_are_read_and_the_others_counted(place) -> None:
    (rule, findings), *_ = fired(place, at_least=2).items()
    for number, finding in enumerate(findings):
        student_sets_aside(place, finding["key"], f"Reason number {number}")
    with place.database.read() as db:
        (found,) = asides.standings(db, [db.scalars(select(Assignment.id)).one()], {}, most=1)
    assert found.rule == rule and found.aside == 1
    assert [each.reason for each in found.reasons] == [f"Reason number {len(findings) - 1}"]
    assert found.more == len(findings) - 1 > 0


def statements(place, act) -> int:
    """How many SQL statements an act costs."""
    count = 0

    def add(*_: object) -> None:
        nonlocal count
        count += 1

    event.listen(place.database.reader, "before_cursor_execute", add)
    try:
        assert act().status_code == 200
    finally:
        event.remove(place.database.reader, "before_cursor_execute", add)
    return count


def test_words_that_students_wrote_are_shown_as_text(place, lecturer) -> None:
    (_rule, findings), *_ = fired(place).items()
    student_sets_aside(place, findings[0]["key"], "<script>alert(1)</script>")
    assert "<script>alert" not in lecturer.get(page_of(place)).get_data(as_text=True)
