"""Plans on paper: what a file brings in, and what goes out as Word."""

from __future__ import annotations

import io

import docx
import pytest

from tests.plans.test_plan_pages import begun, with_a_goal
from trainer.documents.headings import ORDER, WRITTEN


@pytest.mark.parametrize("kind", ["pdf", "exe", "doc", "json"])
def test_a_kind_of_file_that_nobody_writes_is_not_found(browser, kind: str) -> None:
    made, address = begun(browser)
    assert made.get(f"{address}/plan.{kind}").status_code == 404


@pytest.mark.parametrize("menus", ["en", "kk"])
def test_the_word_file_speaks_the_plans_language_whatever_the_menus_speak(browser, menus: str) -> None:
    made, address, _fields = with_a_goal(browser)
    plan = made.get(f"{address}/plan.yaml").get_data(as_text=True)
    spoken = plan.split("language: ")[1][:2]
    made.client.set_cookie("language", menus)
    document = docx.Document(io.BytesIO(made.get(f"{address}/plan.docx").get_data()))
    headings = [cell.text for cell in document.tables[0].rows[0].cells]
    assert headings == [WRITTEN[spoken][column] for column in ORDER]
