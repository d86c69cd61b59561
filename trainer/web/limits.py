"""How often one address may try: sign-in, sign-up and reset are limited, everything else is not."""

from __future__ import annotations

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, default_limits=[])
