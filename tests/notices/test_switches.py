"""Each kind of letter can be turned off, on the page of the account or by the link in a letter."""

from __future__ import annotations

import re

from tests.notices.conftest import DANIYAR, LECTURER, SOFIA, Office
from trainer.notices.switches import wanted_by


def ticked(page: str) -> set[str]:
    """The kinds that are on."""
    return set(re.findall(r'type="checkbox" id="(\w+)"[^>]* checked', page))


def page_of(made) -> str:
    return made.get("/account/letters").get_data(as_text=True)


def off_path(office: Office, email: str) -> str:
    link = office.server.to(email)[0]["List-Unsubscribe"].strip("<>")
    return link.removeprefix("https://trainer.example.org")


def test_a_student_sees_a_students_kinds_and_turns_them_off_one_by_one(browser) -> None:
    made = browser(SOFIA)
    assert "/account/letters" in made.get("/account").get_data(as_text=True)
    kinds = ticked(page_of(made))
    assert len(kinds) == 7 and "digest" not in page_of(made)
    made.post("/account/letters", dict.fromkeys(kinds - {"opened"}, "1"))
    assert ticked(page_of(made)) == kinds - {"opened"}


def test_a_lecturer_has_the_digest_alone_and_it_is_off_at_first(browser) -> None:
    made = browser(LECTURER)
    page = page_of(made)
    assert 'name="digest"' in page and 'name="due_soon"' not in page and ticked(page) == set()
    made.post("/account/letters", {"digest": "1"})
    assert ticked(page_of(made)) == {"digest"}


def test_without_a_mail_server_the_page_says_so_and_keeps_what_is_chosen(browser) -> None:
    made = browser(SOFIA)
    assert "sends no letters at present" in page_of(made)
    made.post("/account/letters", {})
    assert ticked(page_of(made)) == set()


def test_the_link_in_a_letter_asks_first_and_works_without_signing_in(office: Office, browser) -> None:
    office.put(DANIYAR)
    office.send()
    path, stranger = off_path(office, DANIYAR), browser()
    page = stranger.get(path).get_data(as_text=True)
    assert "задание открылось" in page and 'lang="ru"' in page and DANIYAR not in page and "Daniyar" not in page
    with office.database.read() as db:
        assert wanted_by(db, office.person(DANIYAR).id)["opened"], "opening the page changes nothing"
    assert "отключены" in stranger.post(path).get_data(as_text=True)
    with office.database.read() as db:
        wanted = wanted_by(db, office.person(DANIYAR).id)
    assert [kind for kind, on in wanted.items() if not on] == ["opened", "digest"]


def test_a_mail_program_turns_it_off_by_itself(office: Office) -> None:
    office.put(SOFIA)
    office.send()
    sent = office.app.test_client().post(off_path(office, SOFIA), data={"List-Unsubscribe": "One-Click"})
    assert sent.status_code == 200
    with office.database.read() as db:
        assert not wanted_by(db, office.person(SOFIA).id)["opened"]


def test_a_link_that_is_not_whole_is_told_so_and_turns_nothing_off(office: Office, browser) -> None:
    office.put(SOFIA)
    office.send()
    broken = off_path(office, SOFIA)[:-3]
    answer = browser().post(broken)
    assert answer.status_code == 400 and "not whole" in answer.get_data(as_text=True)
    with office.database.read() as db:
        assert wanted_by(db, office.person(SOFIA).id)["opened"]
