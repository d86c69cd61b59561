"""The one blueprint of the designer's pages; the bank and the workbench are in modules of their own."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("authoring", __name__)
