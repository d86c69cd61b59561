"""What the marking page says about evidence: it names things, says them once, and speaks true of an empty plan."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from tests.marking.test_marking import page_of
from trainer.models import MarkingState, Run, SetAside, ShowSuggestion, Submission


def part(page: str, criterion: str) -> str:
    return page.split(f'data-part="{criterion}"')[1].split("</details>")[0]


@pytest.fixture
def at_once(place):
    place.change_assignment(show_suggestion=ShowSuggestion.AT_ONCE)
    return place


def test_what_is_left_out_is_named_once_under_its_rule(at_once, lecturer) -> None:
    shown = part(page_of(lecturer, at_once.page), "cover")
    assert shown.count("Потребность осталась без цели") == 1
    names = re.findall(r'class="alone"[^>]*>([^<]+)</a>', shown)
    assert len(names) >= 2 and len(set(names)) == len(names)


def test_a_quote_that_the_message_holds_is_not_said_again(place, lecturer) -> None:
    asked = page_of(lecturer, place.page).split('id="h-asked"')[1].split("</section>")[0]
    assert asked.count("Улучшить здоровье детей") == 1


def test_of_an_empty_plan_the_page_says_that_there_is_nothing_to_read(at_once, lecturer) -> None:
    with at_once.database.write() as db:
        submission = db.scalars(select(Submission)).one()
        submission.document = {**submission.document, "goals": [], "reviews": [], "closure": "", "deferred": []}
        submission.report = {**submission.report, "findings": [], "criteria": [], "gates": []}
    page = page_of(lecturer, at_once.page)
    assert "В плане ещё нет ни цели, ни шага" in part(page, "time")
    assert "По этому критерию замечаний нет" not in page


def test_a_reason_for_the_whole_plan_reaches_the_lecturer(place, lecturer) -> None:
    with place.database.write() as db:
        submission = db.scalars(select(Submission)).one()
        finding = next(each for each in submission.report["findings"] if not each["at"]["goal"])
        db.add(SetAside(run_id=db.scalars(select(Run.id)).one(), key=finding["key"], rule=finding["rule"],
                        reason="Семья решит это весной", at=submission.handed_in_at))
    whole = page_of(lecturer, place.page).split('id="row-whole"')[1].split("</article>")[0]
    assert "Семья решит это весной" in whole


def test_words_on_the_whole_plan_reach_the_student(place, lecturer, browser) -> None:
    page_of(lecturer, place.page)
    body = {"base": 0, "goal": "", "cell": "reviews", "text": "Когда вы посмотрите на план снова?"}
    lecturer.put(f"{place.page}/comments/abcdefghijkl", body)
    lecturer.post(place.page + "/send-back", {})
    assert place.marking().state == MarkingState.SENT_BACK
    student = browser("daniyar@example.org")
    attempt = re.search(r'"(/plans/[^"]*/attempts/[^"]*)"', page_of(student, "/home"))[1]
    assert body["text"] in page_of(student, attempt)


def test_with_every_level_set_the_first_part_is_open(place, lecturer) -> None:
    page = page_of(lecturer, place.page)
    for criterion in re.findall(r'data-part="(\w+)"', page):
        lecturer.put(f"{place.page}/marks/{criterion}", {"base": 0, "level": 2, "comment": ""})
    again = page_of(lecturer, place.page)
    assert len(re.findall(r'class="crit-part"[^>]* open', again)) == 1


def test_who_reads_without_findings_reads_the_next_plans_without_them_too(place, lecturer) -> None:
    assert 'class="f f-' in page_of(lecturer, place.page)
    assert 'class="f f-' not in page_of(lecturer, f"{place.page}?findings=no")
    assert 'class="f f-' not in page_of(lecturer, place.page)
    page_of(lecturer, f"{place.page}?findings=yes")
    assert 'class="f f-' in page_of(lecturer, place.page)
