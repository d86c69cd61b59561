"""Whoever runs the server reads in a sentence how letters stand, and what a setting lacks."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.notices.conftest import AIGERIM, SOFIA, Office
from trainer.cli.mail import mail
from trainer.settings import BadSetting, Settings

BASE = "https://trainer.example.org"


def run(folder: Path, *words: str, **env: str) -> Result:
    return CliRunner().invoke(mail, words, env={"TRAINER_VAR": str(folder), **env})


def test_without_settings_nothing_is_sent_and_a_sentence_says_so(office: Office, tmp_path: Path) -> None:
    office.put(SOFIA)
    listed, sent = run(tmp_path, "list"), run(tmp_path, "send")
    assert listed.exit_code == 0 and "Nothing is sent: TRAINER_SMTP_URL" in listed.output
    assert "waiting: 1" in listed.output and SOFIA in listed.output
    assert sent.exit_code == 1 and "Nothing is sent" in sent.output and office.server.letters == []


def test_the_command_sends_what_waits_and_the_list_says_why_one_was_not_sent(office: Office, tmp_path: Path) -> None:
    # The command has a clock of its own.
    office.at(office.due.now(office.due.tzinfo))
    office.server.answers[AIGERIM] = "550 no such reader"
    for email in (AIGERIM, SOFIA):
        office.put(email)
    env = {"TRAINER_SMTP_URL": office.server.url, "TRAINER_BASE_URL": BASE}
    assert run(tmp_path, "send", **env).output == "1 sent, 1 failed.\n"
    assert run(tmp_path, "send", **env).output == "Nothing waits.\n"
    failed = run(tmp_path, "list", "--state", "failed", **env).output
    assert f"{AIGERIM}  (550 no such reader)" in failed and SOFIA not in failed


def test_beside_a_server_on_sqlite_the_command_leaves_the_sending_to_it(office: Office, tmp_path: Path) -> None:
    office.database.claim()
    answer = run(tmp_path, "send", TRAINER_SMTP_URL=office.server.url, TRAINER_BASE_URL=BASE)
    assert answer.exit_code == 1 and "that server is the one that sends" in answer.output


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"TRAINER_SMTP_URL": "smtp://me:s3cret@host:x"}, "TRAINER_SMTP_URL: write it as"),
        ({"TRAINER_SMTP_URL": "smtp://me:s3cret@:25"}, "TRAINER_SMTP_URL: write it as"),
        ({"TRAINER_SMTP_URL": "http://host"}, "TRAINER_SMTP_URL: write it as"),
        ({"TRAINER_BASE_URL": ""}, "Set TRAINER_BASE_URL as well"),
        ({"TRAINER_MAIL_FROM": "trainer"}, "TRAINER_MAIL_FROM: 'trainer' is not an address"),
        ({"TRAINER_SEND_MAIL": "perhaps"}, "TRAINER_SEND_MAIL"),
    ],
)
def test_a_wrong_setting_is_one_sentence_without_the_password(
    tmp_path: Path, changed: dict[str, str], sentence: str
) -> None:
    right = {"TRAINER_VAR": str(tmp_path), "TRAINER_SMTP_URL": "smtp://me:s3cret@host:25", "TRAINER_BASE_URL": BASE}
    with pytest.raises(BadSetting) as told:
        Settings.from_env(right | changed)
    assert sentence in str(told.value) and "s3cret" not in str(told.value)
