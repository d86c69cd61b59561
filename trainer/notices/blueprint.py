"""The address book of mail and calendar: the modules beside this one add their views to it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("notices", __name__)
