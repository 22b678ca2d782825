"""Every environment variable that the site listens to, with its type and default. Read here and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import services
from .environment import Environment, read_variables_file
from .h5p_out import Packages, packages
from .limits import Limit, limits

ROOT = Path(__file__).resolve().parents[3]
_LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """What the operator has decided, as Django wants it."""

    secret_key: str
    secret_key_fallbacks: list[str]
    site_url: str
    allowed_hosts: list[str]
    behind_tls: bool
    hsts_seconds: int
    trust_proxy_header: bool
    runtime_folder: Path
    media_folder: Path
    database: dict[str, Any]
    caches: dict[str, Any]
    has_shared_cache: bool
    file_store: dict[str, Any]
    mail: dict[str, Any]
    sends_mail: bool
    mail_from: str
    inactive_months: int
    demands_second_step: bool
    keep_deleted_days: int
    machine_translator: dict[str, Any] | None
    limits: dict[str, Limit]
    h5p_packages: Packages
    log_level: str
    log_requests: bool
    check_links: bool
    make_books: bool
    show_styleguide: bool


def read_configuration(variables: Mapping[str, str] | None = None) -> Configuration:
    """Read all variables, from `variables` or from the process and the file `secrets.env` in the runtime folder.

    Raises:
        ImproperlyConfigured: with one sentence for each variable that is wrong.
    """
    given = os.environ if variables is None else variables
    environment = Environment(given)
    runtime_folder = environment.folder("RUNTIME_DIR", ROOT / "var")
    environment.add_defaults(read_variables_file(runtime_folder / "secrets.env"))

    here = f"http://127.0.0.1:{environment.number('PORT', 8000)}"
    site = environment.address("SITE_URL", here, ("http", "https"), "https://course.example.org")
    if not site.hostname or site.path.strip("/"):
        environment.problem("SITE_URL", "must be the site's own address without a path: https://course.example.org.")
    caches = services.caches(environment, runtime_folder)
    configuration = Configuration(
        secret_key=_secret_key(environment),
        secret_key_fallbacks=environment.words("SECRET_KEY_FALLBACKS"),
        site_url=f"{site.scheme}://{site.netloc}",
        allowed_hosts=environment.words("ALLOWED_HOSTS", tuple(dict.fromkeys((site.hostname or "", *_LOCAL_HOSTS)))),
        behind_tls=environment.flag("BEHIND_TLS", default=site.scheme == "https"),
        hsts_seconds=environment.number("HSTS_SECONDS", 31_536_000),
        trust_proxy_header=environment.flag("TRUST_PROXY_HEADER"),
        runtime_folder=runtime_folder,
        media_folder=environment.folder("MEDIA_DIR", ROOT / "media"),
        database=services.database(environment, runtime_folder),
        caches=caches,
        has_shared_cache=bool(environment.text("REDIS_URL")),
        file_store=services.file_store(environment),
        mail=services.mail(environment, runtime_folder),
        sends_mail=bool(environment.text("EMAIL_URL")),
        mail_from=environment.text("MAIL_FROM", f"no-reply@{site.hostname}"),
        inactive_months=environment.number("INACTIVE_MONTHS", 24, at_least=1),
        demands_second_step=environment.flag("DEMAND_SECOND_STEP"),
        keep_deleted_days=environment.number("KEEP_DELETED_DAYS", 30, at_least=1),
        machine_translator=services.machine_translator(environment),
        limits=limits(environment),
        h5p_packages=packages(environment),
        log_level=environment.choice("LOG_LEVEL", _LOG_LEVELS, "INFO"),
        log_requests=environment.flag("LOG_REQUESTS"),
        check_links=environment.flag("CHECK_LINKS"),
        make_books=environment.flag("MAKE_BOOKS", default=True),
        show_styleguide=environment.flag("SHOW_STYLEGUIDE"),
    )
    environment.complain()
    return configuration


def _secret_key(environment: Environment) -> str:
    """The key that signs cookies and links; long enough that nobody guesses it."""
    expected = "set it to at least 50 random characters, or let `make run` write one into var/secrets.env."
    key = environment.required("SECRET_KEY", expected)
    if key and len(key) < 50:
        environment.problem("SECRET_KEY", f"is too short with {len(key)} characters: {expected}")
    return key
