"""The one blueprint of marking; its pages, its saving as typed and its files are in modules of their own."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("marking", __name__)
