"""The address book of the course pages: the modules beside this one add their views to it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("courses", __name__)
