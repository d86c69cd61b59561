"""How often one may fail: wrong passwords and the like are counted, what succeeds is not.

A whole class may sit behind one address and sign in within a minute, so an address may fail far more often than one
account; and because anybody can write somebody else's e-mail, an account is closed to the place that failed before it
is closed to everybody.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from flask import request
from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from trainer.web.parts import parts
from trainer.web.words import ngettext


@dataclass(frozen=True, slots=True)
class Limit:
    """How many failures of one kind are borne: of an account from one address, of an account, of an address."""

    what: str
    together: RateLimitItem | None
    account: RateLimitItem | None
    address: RateLimitItem | None

    def wait(self, account: str = "") -> int:
        """In how many seconds the next try is welcome: 0 is now."""
        return max((_wait(*rule) for rule in self._rules(account)), default=0)

    def failed(self, account: str = "") -> None:
        """Count a failure."""
        for item, *whose in self._rules(account):
            _counter().hit(item, *whose)

    def _rules(self, account: str) -> list[tuple[RateLimitItem, str, str]]:
        if not parts().settings.limits_enabled:
            return []
        address, account = request.remote_addr or "", account.strip().lower()[:254]
        rules = ((self.address, address), (self.account, account), (self.together, f"{account} {address}"))
        return [(item, self.what, whose) for item, whose in rules if item and whose]


def limit(what: str, *, together: str = "", account: str = "", address: str = "") -> Limit:
    """The limit of one thing, in words: `limit("sign-in", account="50 per 10 minutes")`."""
    return Limit(what, *(parse(words) if words else None for words in (together, account, address)))


def wait_page(page: str, wait: int) -> tuple[str, int, dict[str, str]]:
    """The answer to a try that came too soon: the form with what was typed, and for programs the seconds to wait."""
    return page, 429, {"Retry-After": str(wait)}


def in_words(wait: int) -> str:
    """How long to wait, as a sentence: in whole minutes, because nobody counts seconds."""
    return ngettext("errors.too_often_wait", "errors.too_often_wait", max(1, math.ceil(wait / 60)))


def _wait(item: RateLimitItem, what: str, whose: str) -> int:
    if _counter().test(item, what, whose):
        return 0
    return max(1, math.ceil(_counter().get_window_stats(item, what, whose).reset_time - time.time()))


def _counter() -> FixedWindowRateLimiter:
    cache = parts().cache
    if "failures" not in cache:
        cache["failures"] = FixedWindowRateLimiter(storage_from_string(parts().settings.limits_url))
    found: FixedWindowRateLimiter = cache["failures"]
    return found
