"""The address book of practice: the modules beside this one add their views to it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("practice", __name__)
