"""Superset as the tests run it: one process on loopback, everything it keeps in a folder of its own."""

import os
import secrets
from datetime import timedelta
from pathlib import Path

HOME = Path(os.environ["SUPERSET_HOME"])
KEY = HOME / "key"
if not KEY.exists():
    KEY.write_text(secrets.token_hex(32))
SECRET_KEY = KEY.read_text()
SQLALCHEMY_DATABASE_URI = f"sqlite:///{HOME}/superset.db"
WTF_CSRF_ENABLED = False
TALISMAN_ENABLED = False
JWT_ACCESS_TOKEN_EXPIRES = timedelta(hours=12)
