"""What lecturers and students complained about elsewhere, and the tests that hold our answers.

Twenty-five complaints, each in our own words. A test that is named here may move or change its name, never disappear.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]

COMPLAINTS = {
    "Two people mark one plan, and the second save wipes out the first without a word": (
        "marking/test_saved_as_typed.py::test_a_second_marker_gets_both_texts",
        "marking/test_marking.py::test_two_markers_lose_neither_text",
        "db/test_marking_on_both.py::test_markers_who_meet_lose_nothing_and_the_desk_works_alike",
        "browser/test_marking_desk.py::test_two_texts_wait_for_a_choice_and_neither_is_lost",
    ),
    "What was given to one student shows up on the next one": (
        "browser/test_marking_desk.py::"
        "test_nothing_of_one_plan_shows_on_the_next_but_its_words_can_be_taken_with_a_key",
    ),
    "The window is closed in the middle of a rubric, and everything typed in it is gone": (
        "browser/test_marking_desk.py::test_a_comment_typed_without_a_network_comes_back_and_is_stored",
        "marking/test_saved_as_typed.py::test_a_level_is_saved_and_answered_with_its_revision_and_the_suggestion",
        "marking/test_two_markers.py::test_what_is_typed_to_settle_is_kept_before_anything_is_settled",
        "marking/test_rounds.py::test_levels_and_words_of_a_round_are_kept_as_they_are_typed",
    ),
    "A save fails and empties the field, long words and all": (
        "marking/test_two_versions.py::test_each_mistake_has_a_sentence_and_nothing_typed_is_lost",
        "marking/test_two_versions.py::test_who_was_taken_out_of_the_course_while_marking_gets_the_words_back",
        "marking/test_two_versions.py::test_what_was_typed_on_a_marking_that_was_released_meanwhile_is_shown",
    ),
    "Handing in fails, and with it the kept copy of the words is thrown away": (
        "browser/test_no_word_lost.py::test_what_one_tab_stored_does_not_drop_what_another_could_not_send",
        "browser/test_student_journey.py::test_what_a_closed_tab_could_not_send_comes_back",
        "plans/test_plan_pages.py::test_a_form_with_an_old_token_gives_the_text_back",
    ),
    "Some of a class never press the save button in time": (
        "browser/test_student_journey.py::test_a_killed_server_loses_nothing_that_was_called_saved",
        "plans/test_assignment_rules.py::test_the_page_before_handing_in_announces_the_rule_and_closes_with_it",
        "plans/test_assignment_rules.py::"
        "test_a_plan_after_the_due_date_is_refused_when_that_was_announced_and_its_text_is_kept",
    ),
    "A draft is handed in behind its writer's back, or two windows fight over it": (
        "plans/test_assignment_rules.py::test_a_draft_never_hands_itself_in",
        "plans/test_plan_pages.py::test_an_old_tab_does_not_overwrite_and_both_texts_are_shown",
        "db/test_main_job_on_both.py::test_of_saves_based_on_one_text_only_the_first_is_stored",
    ),
    "The words were saved and the chosen level was not": (
        "marking/test_marking.py::test_levels_and_words_are_kept_and_come_back",
        "browser/test_marking_desk.py::test_what_is_typed_before_the_script_arrives_is_stored_too",
        "browser/test_student_journey.py::test_a_step_moves_by_keyboard_and_by_pointer",
        "browser/test_student_journey.py::test_people_days_and_facts_are_picked_and_shown_as_they_read",
    ),
    "The rubric is changed while others mark by it, and their saves fail strangely": (
        "marking/test_rubric_change.py::test_who_marks_meanwhile_is_told_and_what_they_write_is_saved",
        "marking/test_rubric_change.py::test_words_on_a_criterion_that_is_gone_come_back_with_a_sentence",
    ),
    "Whoever touches a rubric moves everybody's marks at once, unseen and for good": (
        "marking/test_rubric_change.py::test_looking_changes_nothing",
        "marking/test_rubric_change.py::test_a_mark_that_would_cross_the_pass_limit_is_pointed_out",
        "marking/test_rubric_change.py::test_a_change_is_undone_by_giving_the_version_before",
        "marking/test_scheme_on_the_class.py::test_trying_shows_each_mark_before_and_after_and_saves_nothing",
    ),
    "A name in a rubric that is in use cannot be mended, or mending it breaks the page": (
        "marking/test_rubric_change.py::test_a_criterion_that_is_named_anew_keeps_its_levels",
    ),
    "Two levels are worth the same, and the page forgets which of them was chosen": (
        "marking/test_marking.py::test_a_level_is_kept_as_itself_and_not_as_what_it_is_worth",
    ),
    "Comments reach students before anybody said that they may": (
        "marking/test_marking.py::test_ready_then_released_and_each_step_is_logged",
        "marking/test_who_may.py::test_the_student_sees_marks_only_after_release",
        "plans/test_assignment_rules.py::test_before_release_the_student_sees_no_level_and_cannot_begin_again",
    ),
    "A hidden mark can be read from a sign, a hint or a second page": (
        "house/test_access.py::test_an_unreleased_marking_leaks_to_its_student_through_no_page",
        "practice/test_practice.py::test_home_says_marked_only_when_the_marks_are_released",
        "marking/test_files.py::test_moodle_gets_released_marks_only",
    ),
    "Blind marking is betrayed by a title, a file's name or an export": (
        "marking/test_hidden_names.py::test_no_route_of_a_marker_says_whose_plan_it_is",
        "marking/test_hidden_names.py::test_what_is_said_after_a_deed_and_in_errors_names_nobody",
        "marking/test_hidden_names.py::test_a_name_in_the_text_of_a_plan_is_drawn_over_letter_by_letter",
        "marking/test_queue.py::test_neither_the_name_nor_the_hour_decides_who_is_read_first",
    ),
    "One can only write 'second paragraph, fifth line', and nobody knows whether it was dealt with": (
        "marking/test_second_attempt.py::test_each_earlier_comment_says_whether_its_words_changed_and_none_is_lost",
        "marking/test_plans_zip.py::"
        "test_a_comment_hangs_on_its_row_and_levels_and_words_stand_after_the_plan",
        "marking/test_two_versions.py::test_words_on_a_comment_that_somebody_took_away_stay_with_their_row",
    ),
    "Markers keep their sentences in an editor and paste them each time": (
        "marking/test_bank.py::test_ones_own_words_come_first_and_what_was_written_often_before_the_rest",
        "browser/test_marking_desk.py::"
        "test_nothing_of_one_plan_shows_on_the_next_but_its_words_can_be_taken_with_a_key",
    ),
    "When a plan comes back the marker sees an empty form, and the student no longer what was said": (
        "marking/test_second_attempt.py::test_levels_and_words_of_the_attempt_before_stand_beside_the_new_one",
        "marking/test_second_attempt.py::"
        "test_what_changed_since_the_attempt_before_stands_row_by_row_and_cell_by_cell",
        "browser/test_main_job.py::test_a_plan_goes_to_the_lecturer_comes_back_and_is_revised",
    ),
    "One student cannot be given more time": (
        "courses/test_assignments.py::test_one_student_gets_a_later_day_and_the_others_do_not",
        "courses/test_groups.py::test_a_group_gets_a_later_day_and_of_two_that_apply_the_latest_counts",
    ),
    "The common day moves past a student's own, or more time comes afterwards, and the student is punished": (
        "plans/test_assignment_rules.py::test_a_common_day_that_moves_past_ones_own_counts",
        "marking/test_scheme_on_the_class.py::test_an_extension_that_is_given_afterwards_takes_the_penalty_back",
        "marking/test_scheme_on_the_class.py::"
        "test_the_day_of_a_team_is_the_latest_of_its_members_whoever_opened_the_plan",
    ),
    "Teams take everything out and mark elsewhere, for they cannot see who did what and where they differ": (
        "marking/test_two_markers.py::test_agreement_is_told_by_criterion_with_the_plans_that_differ",
        "marking/test_queue.py::test_next_leads_past_what_somebody_else_is_at",
        "marking/test_sheet.py::test_what_was_typed_is_looked_at_and_then_stored_and_empty_cells_change_nothing",
    ),
    "Merely opening a plan makes one its marker": (
        "marking/test_queue.py::test_who_types_is_seen_by_others_and_who_only_reads_is_not",
        "marking/test_marking.py::test_the_queue_shows_who_handed_in_and_opening_it_writes_nothing",
        "marking/test_one_criterion.py::test_opening_writes_nothing_and_nobody_else_gets_in",
    ),
    "'Needs marking' stays for ever, and a corrected mark is announced to nobody": (
        "marking/test_large_class.py::test_the_course_says_how_many_handed_in_and_how_many_wait",
        "marking/test_second_looks.py::test_a_corrected_marking_that_is_released_again_says_what_changed",
    ),
    "Marks that go to another system fail in silence, and one bad line stops all": (
        "marking/test_sheet.py::test_a_level_that_is_none_and_a_plan_that_is_none_of_the_assignments_are_named",
        "marking/test_sheet.py::test_what_somebody_changed_meanwhile_is_shown_and_stays_unless_it_is_chosen",
        "marking/test_files.py::test_moodle_gets_released_marks_only",
    ),
    "The checker is wrong, does not say why or how to mend it, and cannot be silenced": (
        "checker/test_promises.py::test_every_finding_quotes_what_stands_at_its_place",
        "checker/test_pages.py::test_every_page_shows_a_plan_that_is_asked_and_one_that_is_not",
        "marking/test_rules_set_aside.py::"
        "test_a_rule_that_is_set_aside_is_not_asked_of_the_class_and_the_frozen_report_says_so",
        "plans/test_plan_pages.py::test_a_finding_that_was_meant_is_not_asked_again",
        "marking/test_agreement.py::test_ten_levels_given_blind_make_figures_and_a_picture",
    ),
}  # fmt: skip


@cache
def names_in(file: str) -> frozenset[str]:
    """The names of the tests of a file."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return frozenset(each.name for each in tree.body if isinstance(each, ast.FunctionDef))


def test_there_are_twenty_five() -> None:
    assert len(COMPLAINTS) == 25


@pytest.mark.parametrize("complaint", COMPLAINTS)
def test_each_complaint_has_its_tests(complaint: str) -> None:
    for named in COMPLAINTS[complaint]:
        file, name = named.split("::")
        assert name in names_in(file), f"{complaint}: {named} is not there"
