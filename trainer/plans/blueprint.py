"""The one blueprint of plans; writing, handing in and files are in modules of their own."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("plans", __name__, url_prefix="/plans")
