"""Two versions of one field: nothing is overwritten unseen. Who marks and who reviews are kept by the same rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from trainer.errors import Conflict

Version = dict[str, Any]


class Keep(StrEnum):
    """What somebody chooses between two versions."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the sender of a version had seen: the revision it was written on, and once two were shown, the choice.

    `over` is the revision of the stored version that was shown; a choice counts only while it is still stored.
    """

    base: int
    keep: Keep | None = None
    over: int = -1


class Changed(Conflict):
    """Somebody saved in between: `mine` is what was sent, `theirs` what is stored, `revision` its number."""

    default_key = "marking.changed"

    def __init__(self, mine: Version, theirs: Version, revision: int) -> None:
        super().__init__()
        self.mine, self.theirs, self.revision = mine, theirs, revision


class Settled(NamedTuple):
    """The version to be stored, and the one that was not chosen where it says anything."""

    kept: Version
    lost: Version | None = None


def settled(sent: Version, stored: Version, revision: int, seen: Seen) -> Settled:
    """What is to be stored. Changed while the sender has neither seen what is stored nor chosen."""
    if sent == stored or (seen.keep is None and seen.base == revision):
        return Settled(sent)
    if seen.keep is None or seen.over != revision:
        raise Changed(sent, stored, revision)
    if seen.keep == Keep.BOTH:
        kept, lost = joined(stored, sent), stored if _levels_differ(stored, sent) else None
    else:
        kept, lost = (sent, stored) if seen.keep == Keep.MINE else (stored, sent)
    says = lost and any(lost.get(part) not in (None, "") for part in ("level", "comment", "text"))
    return Settled(kept, lost if says else None)


def joined(first: Version, second: Version) -> Version:
    """Both texts, one after the other; of two levels the second."""
    whole = {**first, **{part: value for part, value in second.items() if value is not None}}
    for part in ("comment", "text"):
        if part in whole:
            texts = dict.fromkeys(version[part] for version in (first, second) if version.get(part))
            whole[part] = "\n\n".join(texts)
    return whole


def _levels_differ(first: Version, second: Version) -> bool:
    levels = {version.get("level") for version in (first, second)} - {None}
    return len(levels) > 1
