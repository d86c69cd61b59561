"""The address book of reviews by students: the modules beside this one add their views to it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("peers", __name__)
