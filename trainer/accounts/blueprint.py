"""The address book of the account pages: the modules beside this one add their views to it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)
