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


def preview_of(browser, plan: str, kind: str = "yaml") -> tuple[str, str, object]:
    """The preview page of a file with these words, the plan's address and the browser."""
    made, address = begun(browser)
    made.client.set_cookie("language", "en")
    made.get(address)
    answer = made.post(
        f"{address}/import", {"file": (io.BytesIO(plan.encode()), f"plan.{kind}")}, content_type="multipart/form-data"
    )
    assert answer.status_code == 200
    return answer.get_data(as_text=True), address, made


FOREIGN = """format: service-plan/1
case: {case}
language: en
goals:
  - {{id: g1, goal: They read, facts: [f99, {fact}], responsible: [mo, zz9], end: {end}, steps: [{{id: s1, text: Go}}]}}
"""


@pytest.mark.parametrize("case", ["nobody@9.9.9", "third-town@1.0.0"])
def test_a_plan_of_another_case_says_so_and_leaves_its_facts_out(browser, case: str) -> None:
    html, address, made = preview_of(browser, FOREIGN.format(case=case, fact="f98", end="2026-10-01"))
    assert case in html and "not for yours" in html
    assert "f99" in html and "no such fact" in html
    assert "zz9" in html and "stays as words" in html
    assert "Every cell was read" not in html
    carried = html.split('name="carried" value="')[1].split('"')[0]
    assert made.post(f"{address}/import", {"carried": carried, "name": "plan.yaml", "take": "1"}).status_code == 302
    kept = made.get(f"{address}/plan.yaml").get_data(as_text=True)
    assert "f99" not in kept and "zz9" in kept and case not in kept


def test_a_plan_of_this_case_says_nothing_of_the_kind(browser) -> None:
    html, _address, _made = preview_of(browser, FOREIGN.format(case="samira@1.0.0", fact="f1", end="2026-10-01"))
    assert "not for yours" not in html


@pytest.mark.parametrize("end", ["31.02.2027", "2026-13-45", "+99999999w"])
def test_a_day_that_is_none_is_listed_with_its_row(browser, end: str) -> None:
    html, _address, _made = preview_of(browser, FOREIGN.format(case="samira@1.0.0", fact="f1", end=end))
    assert f"row 1: {end}" in html and "no such day" in html
