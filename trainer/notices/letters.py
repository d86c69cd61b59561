"""How a letter reads, in its reader's language: what happened and a link, never a mark, a level or a comment.

Mail lies in other people's hands before it arrives, and on screens that others see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from flask import g, render_template

from trainer.checker.rubric import Rubric
from trainer.models import Mail, MailKind
from trainer.notices.standing import Standing, Waits
from trainer.notices.switches import token_for
from trainer.settings import Settings
from trainer.web import words
from trainer.web.documents import rubric_of
from trainer.web.mail import sender_of
from trainer.web.one_time import address
from trainer.web.words import _, and_list, moment, ngettext
from trainer.web.zones import zone_words


def letter_for(mail: Mail, standing: Standing, settings: Settings, *, now: dt.datetime) -> EmailMessage:
    """The letter, whole: plain words, the same as simple HTML, and the link that turns its kind off.

    ValueError when no letter can be addressed to this person.
    """
    words.speak(mail.person.language)
    assignment = standing.assignment
    g.timezone = assignment.course.timezone if assignment else "UTC"
    kind, title = MailKind(mail.kind), " ".join(assignment.title.split()) if assignment else ""
    off = address("notices.off", token=token_for(settings.secret_key, mail.person, kind))
    parts = {
        "name": mail.person.name,
        "said": _said(kind, title, standing, now),
        "link": address(standing.leads_to.endpoint, **standing.leads_to.values),
        "link_words": _(f"mail.{kind.value}_link"),
        "kind": _(f"mail.kind_{kind.value}"),
        "off": off,
        "switches": address("notices.switches"),
    }
    letter = EmailMessage()
    letter["From"] = sender_of(settings)
    letter["To"] = _reader(mail)
    letter["Subject"] = _(f"mail.{kind.value}_subject", title=title)
    letter["Date"] = format_datetime(now)
    # The same at each try, so that mail programs know a second copy for one.
    letter["Message-ID"] = f"<{mail.public_id}@{urlsplit(settings.base_url).hostname}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter["List-Unsubscribe"] = f"<{off}>"
    letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter.set_content(render_template("notices/letter.txt", **parts))
    letter.add_alternative(render_template("notices/letter.html", **parts), subtype="html")
    letter["Content-Language"] = mail.person.language  # last, because what stood before would go to the first part
    return letter


def _reader(mail: Mail) -> Address:
    try:
        return Address(display_name=" ".join(mail.person.name.split()), addr_spec=mail.person.email or "")
    except Exception as error:  # the library raises errors of several kinds, none of them named
        raise ValueError("this is not an address that mail can go to") from error


def _said(kind: MailKind, title: str, standing: Standing, now: dt.datetime) -> list[str]:
    """The paragraphs of a letter."""
    if kind == MailKind.DIGEST:
        return [_("mail.digest_say"), *(_waiting(each) for each in standing.waits)]
    assignment = standing.assignment
    assert assignment is not None, "only a digest is about no assignment"
    said = [_(f"mail.{kind.value}_say", title=title, course=" ".join(assignment.course.title.split()))]
    if standing.at is not None:
        said.append(_(f"mail.{kind.value}_at", at=moment(standing.at), zone=zone_words(g.timezone, now=standing.at)))
    if standing.change:
        said.append(_changed(standing.change, rubric_of(assignment.rubric_version)))
    return said


def _waiting(each: Waits) -> str:
    plans = ngettext("practice.waiting", "practice.waiting", each.plans) if each.plans else ""
    looks = ngettext("mail.looks_wait", "mail.looks_wait", each.second_looks) if each.second_looks else ""
    return f"{each.assignment.title} ({each.assignment.course.title}): {', '.join(filter(None, (plans, looks)))}"


def _changed(change: Mapping[str, Any], rubric: Rubric) -> str:
    """Which criteria have another level, by name alone, and whether the mark is another one."""
    names = {str(part.id): part.name[words.language()] for part in (*rubric.gates, *rubric.criteria)}
    levels = [names.get(id, id) for id in names if id in change["levels"]]
    what = [_("mail.changed_levels", criteria=and_list(levels))] if levels else []
    what += [_("mail.changed_mark")] if len(set(change["mark"])) > 1 else []
    why = {"correction": _("second.why_correction"), "rubric": _("second.why_rubric"),
           "scheme": _("second.why_scheme")}.get(change["why"])  # fmt: skip
    return " ".join([*what, _("mail.changed_why", why=why)] if why else what)
