"""The sentence of each problem that the bank can find: how much it matters, why, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Message:
    """`{names}` in both sentences are filled from the problem's values."""

    weight: Literal["error", "publish", "note"]
    reason: str
    mend: str


def _error(reason: str, mend: str) -> Message:
    return Message("error", reason, mend)


def _publish(reason: str, mend: str) -> Message:
    return Message("publish", reason, mend)


def _note(reason: str, mend: str) -> Message:
    return Message("note", reason, mend)


MESSAGES: dict[str, Message] = {
    # reading a file
    "FILE_MISSING": _error("The file cannot be read: {why}.", "Put it there, or take the language out of `languages`."),
    "FILE_TOO_BIG": _error("The file is larger than {limit} KiB.", "A case is short texts; split or shorten it."),
    "NOT_UTF8": _error("This line is not UTF-8 text.", "Save the file as UTF-8."),
    "YAML_SYNTAX": _error("This is not valid YAML: {why}.", "Look at quotes, colons and indents on this line."),
    "YAML_REFUSED": _error("Not allowed here: {what}.", "Write the value out in full, in one plain document."),
    "DUPLICATE_KEY": _error("This field stands twice; the first is on line {first}.", "Keep one of the two."),
    "SCHEMA_MISSING": _error("The field `{name}` is missing.", "Add it; `trainer bank new` shows every field."),
    "SCHEMA_UNKNOWN": _error("There is no field `{name}` here.", "{hint}"),
    "SCHEMA_VALUE": _error("The value {given} does not fit: {why}.", "{hint}"),
    # folders and archives
    "ID_FORM": _error("This cannot be the id of a case.", "Begin with a-z; then a-z, 0-9, - and _, 40 at most."),
    "FOLDER_TAKEN": _error("There is a folder of this name already.", "Choose another id, or move the old one away."),
    "ARCHIVE_BROKEN": _error("This is not a zip file that can be read: {why}.", "Pack the case again."),
    "ARCHIVE_TOO_BIG": _error(
        "The archive is too large: {what}.", "A case is texts and small pictures; leave {more} out."
    ),
    "ARCHIVE_PATH": _error("`{path}` would be written outside the case.", "Pack it with `trainer bank pack`."),
    "ARCHIVE_LINK": _error("`{path}` is a link or a device, not a file.", "Pack the file itself."),
    "ARCHIVE_TYPE": _error(
        "`{path}` is not a file of a case.", "A case has .yaml, .md and pictures (.png .jpg .webp)."
    ),
    "ARCHIVE_TWICE": _error("`{path}` stands twice in the archive.", "Pack it again, each file once."),
    "ARCHIVE_NO_CASE": _error("There is no case.yaml at the top of its one folder.", "Pack one case folder."),
    # references and words
    "ID_TWICE": _error("The id `{id}` is used twice.", "Give each thing its own id."),
    "ID_UNKNOWN": _error("`{id}` is not the id of any {wanted} of this case.", "{hint}"),
    "EVIDENCE_UNKNOWN": _error("`{id}` is not a fact of this case.", "{hint}"),
    "FACT_UNDECLARED": _error("The text has the fact `{fact}`, which case.yaml does not declare.", "{hint}"),
    "FACT_TWICE": _error("The fact `{fact}` stands twice; first on line {first}.", "Join the two or number anew."),
    "FACT_WITHOUT_ID": _error("This list item has no fact id.", "Begin it with `- [f01] `, or make it a paragraph."),
    "STAGE_UNKNOWN": _error("`{stage}` is not a stage of this case.", "The stages are: {stages}."),
    # the record
    "ID_NOT_FOLDER": _publish("The case calls itself `{id}`, its folder is `{folder}`.", "Give both the same name."),
    "TAXONOMY_UNKNOWN": _publish("`{given}` is not in the bank's list `{list}`.", "{hint}"),
    "SOURCE_LANGUAGE": _publish("{count} languages are called source.", "Call exactly one `source`."),
    "FOCAL_ONE": _publish("{count} people are focal.", "Mark exactly one with `focal: true`: whose plan is it?"),
    "BLURB_LONG": _publish("The blurb has {length} characters; lists show {limit}.", "Shorten it; give nothing away."),
    "AUTHOR_MISSING": _publish("Nobody is named as author.", "Add your name and role under `authors`."),
    "SOURCE_UNCITED": _publish("The case retells a source and does not cite it.", "Write it under `source.cite`."),
    "CONSENT_MISSING": _publish("Real people, and no word of their consent.", "Say in `source.consent` who agreed."),
    "REVIEW_MISSING": _publish("Published, but nobody has reviewed {what}.", "Name the reviewer, or set it to review."),
    "REPLACEMENT_MISSING": _note("Deprecated, and nothing says what to use instead.", "Add `replaced_by`."),
    # languages and files
    "TEXT_MISSING": _publish("`{what}` has no text in {language}.", "Write it, or call the language `partial`."),
    "LANGUAGE_PARTIAL": _note("{count} texts of this language are not written yet.", "Nothing to do while partial."),
    "CUES_MISSING": _publish("No words in {language} by which a plan shows this.", "Add the ways students say it."),
    "NOTE_MISSING": _publish("There is no teaching note in {language}.", "Say how to use the case in a class."),
    "FACT_ELSEWHERE": _publish("`{fact}` belongs to {wanted} and stands under {stage}.", "Move the line or mend `at`."),
    "ALT_MISSING": _publish("A picture has no words in {language} for who cannot see it.", "Say what it shows: `alt`."),
    "PICTURE_MISSING": _publish("There is no picture `{file}`.", "Put it into pictures/, or take its line out."),
    "PICTURE_UNUSED": _note("No paper shows this picture.", "Name it under `pictures` of an exhibit, or remove it."),
    "PICTURE_KIND": _error("This is no picture of the kind that its name says.", "Save it as PNG, JPEG or WebP."),
    "PICTURE_TOO_LARGE": _error("The picture is too large ({size}; at most {limit}).", "Make it smaller."),
    "PICTURE_MARKED": _error(
        "The picture carries what a camera or a program wrote: perhaps who took it, and where.",
        "Save it without; a picture that is put in at the workbench is cleaned by itself.",
    ),
    "FILE_STRAY": _note("This file is not part of a case.", "Remove or rename it."),
    # the story
    "FACT_UNREACHABLE": _publish("Nobody can learn the fact `{fact}`.", "Give it an `ask`, a paper or an event."),
    "FACT_IDLE": _note("The fact `{fact}` serves no need, strength or tie.", "Use it, or mark it `noise: true`."),
    "PERSON_UNTOLD": _note("No fact is about `{person}`.", "Tell something of this person, or leave them out."),
    "BUDGET_NO_CHOICE": _note("{first} contacts pay for everything ({cost}).", "Offer fewer, so that one must choose."),
    "MUST_UNREACHABLE": _publish("Who asks {asks} never hears of `{need}`, which is a must.", "Let one of them hint."),
    "EVENT_MISSING": _publish("Nothing happens after the plan.", "Add one event that needs no condition."),
    "EVENT_DEAD": _publish("`{event}` waits for `{state}` of no need.", "Name the need under `when`."),
    "RETURN_UNKNOWN": _publish("`{stage}` is no stage of the pathway.", "The stages are: {stages}."),
    # the key
    "KEY_MISSING": _publish("There is no key, so no plan can be judged by it.", "Write instructor/key.yaml."),
    "NEED_COUNT": _publish("The key has {count} needs.", "Have {least} to {most}: what this plan could be about."),
    "WITHOUT_FACTS": _publish("`{id}` rests on no fact.", "Name the facts from which a student can see it."),
    "NEED_ONLY_HEARSAY": _publish("`{need}` rests on hearsay alone.", "Add a fact, or set `risk: unverified`."),
    "STRENGTHS_FEW": _publish("The key has {count} strengths.", "Find at least {least}; every family has them."),
    "STRENGTH_NONE_INTERNAL": _publish("No strength is the family's own.", "Name one `of` a person of the home."),
    "COVERAGE_MISSING": _publish("Nothing says which needs must be met.", "Fill `coverage.must`."),
    "TRAPS_FEW": _note("The key has {count} traps.", "Write at least {least}: which mistake does this case invite?"),
    # wording
    "PRIVACY": _publish("This looks like {what}.", "Take it out; even an invented one may be somebody's."),
    "WORDING": _note("`{word}` judges a person.", "{hint}"),
    "NAME_NOT_IN_ROSTER": _note("Nobody in the case is called {name}.", "{hint}"),
    "CONTENT_NOTE_MISSING": _publish("The text says `{word}` without the note `{note}`.", "Add it to `content_notes`."),
    # exemplars
    "SERVICE_UNUSED": _note("`{service}` is in no fact, tie, contact or exemplar.", "Leave it out, or let it matter."),
    "EXEMPLARS_FEW": _publish("No exemplar at the level: {levels}.", "Write one, so that the case tests itself."),
    "EXEMPLAR_NONE_APPROVED": _publish("No exemplar may be shown afterwards.", "Set `approved: true` on the best."),
    "EXPECT_UNKNOWN": _publish(
        "It names {what}, which does not exist.", "Name a rule, and a goal or step of the plan."
    ),
    "SELF_TEST_FAIL": _publish("In {language} the checker {what} {rule}.", "Mend the plan or what is expected of it."),
    "TRAP_UNTESTED": _publish("No exemplar falls into `{trap}`.", "Let one fall into it, so that the trap is proven."),
    # rubrics
    "RUBRIC_NOT_IN": _note(
        "It cannot be read in {language}; whoever reads that gets it in {source}.", "Translate it, or leave it so."
    ),
    "CRITERION_WITHOUT_ID": _error("A criterion has no id.", "Give it one that never changes: marks hang on it."),
    "LEVEL_EMPTY": _publish(
        "Level {level} of `{id}` says nothing in {language}.", "Say what such a plan looks like: students read it."
    ),
    "NUMBER_WANTED": _error("`{given}` is not a number.", "Write a number, such as 1 or 0.5."),
    "OUT_OF_RANGE": _error("{given} is too small or too large.", "Write a number from {least} to {most}."),
    "WEIGHTS_ZERO": _publish("Nothing weighs anything, so there is no mark.", "Give a criterion a weight above 0."),
    "WEIGHT_HEAVY": _note("`{id}` makes up {count} percent of the mark.", "Nothing to do if that is meant."),
    "BANDS_ORDER": _publish("`{id}` begins at {given}, the one below it at {first}.", "Let each begin higher."),
    "BAND_UNKNOWN": _error("`{id}` has no band '{given}'.", "Its bands are: {known}."),
    "MEASURE_UNKNOWN": _error("The checker has no measure `{given}`.", "Write one of the ten criteria, or `person`."),
    "QUESTION_UNKNOWN": _error("`{id}` names the rule '{given}', which does not exist.", "Write {hint}."),
    "QUESTION_TWICE": _publish("`{rule}` informs `{other}` and `{id}`.", "Leave it with one of the two."),
    "CRITERIA_MISSING": _publish("There is no criterion.", "Add one: a mark is the sum of its criteria."),
    "GATE_SAFE_MISSING": _note("There is no gate `safe`.", "Add it, or nobody is asked about a danger any more."),
}
