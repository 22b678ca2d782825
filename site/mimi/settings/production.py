"""For visitors: hashed and compressed static files, cached templates, logs as JSON lines."""

from .base import *  # noqa: F403
from .base import LOG_LEVEL, RUNTIME_DIR
from .logs import logging_configuration

RUNTIME_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
LOGGING = logging_configuration(LOG_LEVEL, as_json=True)
