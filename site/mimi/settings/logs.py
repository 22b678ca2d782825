"""Logging: every line, Django's and libraries' included, goes through structlog to standard error."""

from __future__ import annotations

import re
from typing import Any

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

# By the secret in its address whoever has it opens a plan that was shared; by its code, a certificate with its name.
_SECRET = re.compile(r"(?<=/plans/)[\w-]{40,}|(?<=/)(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}(?=/|$)")


def shared_processors() -> list[Processor]:
    """What every line passes, whether it began in structlog or in the standard library."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(allow=["status_code"]),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        _without_secrets,
    ]


def _without_secrets(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Leave the secrets of addresses out of a line."""
    return {name: _SECRET.sub("…", value) if isinstance(value, str) else value for name, value in event.items()}


def logging_configuration(level: str, *, as_json: bool) -> dict[str, Any]:
    """The LOGGING setting: JSON lines for machines, or coloured lines for a person."""
    renderers: list[Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if as_json
        else [structlog.dev.ConsoleRenderer()]
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared_processors(),
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared_processors(),
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderers],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's own handlers would say everything twice.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": level, "propagate": True},
            # A 404 is no event of ours; a 500 arrives with its traceback at level ERROR.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "ERROR"},
            # They tell of every look at the queue, and of every entry of an index; an error arrives all the same.
            "django_tasks": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
            # They tell of every step in making a document.
            "weasyprint": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
        },
    }
