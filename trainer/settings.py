"""Every knob of the trainer: an environment variable `TRAINER_*`, its default, and what a wrong value is told."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit


class BadSetting(ValueError):
    """A setting that cannot be used; the sentence names the variable and how to mend it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process. Make it with `Settings.from_env()`; tests use `dataclasses.replace`."""

    var: Path
    database_url: str
    secret_key: str = field(repr=False)
    casebanks: tuple[Path, ...] = ()
    base_url: str = ""
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""
    send_mail: bool = True
    limits_url: str = "memory://"
    limits_enabled: bool = True
    secure_cookies: bool = False
    proxies: int = 0
    max_upload: int = 4 * 1024 * 1024
    max_body: int = 6 * 1024 * 1024
    demo: bool = False

    @property
    def on_sqlite(self) -> bool:
        """True when the data lie in a SQLite file."""
        return self.database_url.startswith("sqlite")

    @staticmethod
    def from_env(env: Mapping[str, str] | None = None) -> Settings:
        """Read the environment; raise BadSetting with one clear sentence on the first value that cannot be used."""
        env = os.environ if env is None else env
        var = Path(env.get("TRAINER_VAR", "var")).expanduser().resolve()
        base_url = _web_address(env.get("TRAINER_BASE_URL", "").rstrip("/"))
        return Settings(
            var=_writable(var),
            database_url=_database_url(env.get("TRAINER_DATABASE_URL", ""), var),
            secret_key=env.get("TRAINER_SECRET_KEY") or _kept_secret(var),
            casebanks=_folders(env.get("TRAINER_CASEBANK", "")),
            base_url=base_url,
            smtp_url=_smtp(env.get("TRAINER_SMTP_URL", ""), base_url),
            mail_from=_sender(env.get("TRAINER_MAIL_FROM", "")),
            send_mail=_yes_or_no(env, "TRAINER_SEND_MAIL", default=True),
            limits_url=env.get("TRAINER_LIMITS_URL", "memory://"),
            limits_enabled=_yes_or_no(env, "TRAINER_LIMITS", default=True),
            secure_cookies=_yes_or_no(env, "TRAINER_SECURE_COOKIES", default=base_url.startswith("https://")),
            proxies=_count(env, "TRAINER_PROXIES"),
            demo=_yes_or_no(env, "TRAINER_DEMO", default=False),
        )


def _writable(var: Path) -> Path:
    try:
        var.mkdir(parents=True, exist_ok=True)
        probe = var / ".writable"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        raise BadSetting(
            f"TRAINER_VAR: the folder {var} cannot be written ({error.strerror}). "
            "Give a folder that you may write, for example TRAINER_VAR=~/case-trainer."
        ) from error
    return var


def _database_url(text: str, var: Path) -> str:
    if not text:
        return f"sqlite:///{var / 'trainer.db'}"
    if text.startswith(("postgres://", "postgresql://")):
        return "postgresql+psycopg://" + text.split("://", 1)[1]
    if text.startswith(("sqlite:///", "postgresql+psycopg://")):
        return text
    raise BadSetting(
        f"TRAINER_DATABASE_URL: {text.split(':', 1)[0]!r} is not a database the trainer knows. "
        "Use sqlite:////path/to/file.db or postgresql://user@host/name."
    )


def _kept_secret(var: Path) -> str:
    # A new key at each start would sign everybody out, so it is made once and kept beside the data.
    path = var / "secret-key"
    try:
        return path.read_text(encoding="ascii").strip() or _new_secret(path)
    except FileNotFoundError:
        return _new_secret(path)


def _new_secret(path: Path) -> str:
    secret = secrets.token_urlsafe(48)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secret + "\n")
    return secret


def _folders(text: str) -> tuple[Path, ...]:
    folders = tuple(Path(part).expanduser().resolve() for part in text.split(os.pathsep) if part)
    for folder in folders:
        if not folder.is_dir():
            raise BadSetting(
                f"TRAINER_CASEBANK: {folder} is not a folder. Name folders that exist, joined by {os.pathsep!r}."
            )
    return folders


def _web_address(text: str) -> str:
    if text and urlsplit(text).scheme not in ("http", "https"):
        raise BadSetting(f"TRAINER_BASE_URL: {text!r} is not a web address. Write it whole, like https://trainer.example.org.")
    return text


def _smtp(text: str, base_url: str) -> str:
    if not text:
        return ""
    where = urlsplit(text)
    # `port` itself refuses what is no number; the sentence must not repeat the address, which holds a password.
    if where.scheme not in ("smtp", "smtps") or not where.hostname or not _has_port(where.netloc):
        raise BadSetting("TRAINER_SMTP_URL: write it as smtp://user:password@host:587 or smtps://user:password@host:465.")
    if not base_url:
        raise BadSetting(
            "TRAINER_SMTP_URL: letters carry links, so the trainer must know its own address. "
            "Set TRAINER_BASE_URL as well, like https://trainer.example.org."
        )
    return text


def _has_port(netloc: str) -> bool:
    place = netloc.rpartition("@")[2]
    port = place.rpartition("]")[2].partition(":")[2]
    return not port or (port.isdigit() and 0 < int(port) < 65_536)


def _sender(text: str) -> str:
    address = parseaddr(text)[1]
    if text and ("\n" in text or not address.rpartition("@")[0] or not address.rpartition("@")[2]):
        raise BadSetting(
            f"TRAINER_MAIL_FROM: {text!r} is not an address to send from. "
            "Write trainer@example.org or Case Trainer <trainer@example.org>."
        )
    return text


def _yes_or_no(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = env.get(name, "").strip().lower()
    if not text:
        return default
    if text in ("1", "yes", "true", "on"):
        return True
    if text in ("0", "no", "false", "off"):
        return False
    raise BadSetting(f"{name}: {text!r} is neither yes nor no. Write yes or no.")


def _count(env: Mapping[str, str], name: str) -> int:
    text = env.get(name, "0").strip() or "0"
    if not text.isdigit() or int(text) > 9:
        raise BadSetting(
            f"{name}: {text!r} is not a small whole number. Write how many proxies stand in front, usually 0 or 1."
        )
    return int(text)
