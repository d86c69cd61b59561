"""The institution's own page: only its administrator names the page that helps, and students find it everywhere."""

from __future__ import annotations

import pytest

from tests.courses.conftest import DESIGNER, LECTURER, STUDENT


def test_the_support_page_is_one_click_away_once_the_administrator_has_named_it(browser) -> None:
    office = browser(DESIGNER)
    assert "/institution" in office.get("/people").get_data(as_text=True)
    office.get("/institution")
    saved = office.post("/institution", {"name": "Our university", "support_url": "https://help.example.org/talk"})
    assert saved.status_code == 302
    page = browser(STUDENT).get("/cases/samira").get_data(as_text=True)
    assert 'href="https://help.example.org/talk"' in page


@pytest.mark.parametrize("address", ["javascript:alert(1)", "help.example.org", "https://", "https://a b.example", "http://["])
def test_what_no_browser_opens_is_refused_and_stays_in_its_field(browser, address: str) -> None:
    office = browser(DESIGNER)
    office.get("/institution")
    answer = office.post("/institution", {"name": "Our university", "support_url": address})
    assert answer.status_code == 422 and "https://help.example.org" in answer.get_data(as_text=True)


def test_nobody_else_opens_it(browser) -> None:
    assert browser(LECTURER).get("/institution").status_code == 403
