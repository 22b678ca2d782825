"""Turns the addresses of a database, a mail server and a file store into what Django wants to hear of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote

from .environment import Environment

# Many writers share one file: a write takes its lock when it begins (IMMEDIATE), so that none is refused halfway,
# waits up to 20 seconds for it, and readers go on beside it (WAL).
SQLITE_OPTIONS: dict[str, Any] = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=NORMAL;"
        "PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=67108864;"
        "PRAGMA cache_size=-16000;"
        "PRAGMA temp_store=MEMORY;"
    ),
}
_POSTGRES = ("postgres", "postgresql")


def database(environment: Environment, folder: Path) -> dict[str, Any]:
    """The database that DATABASE_URL names; a SQLite file in `folder` without one."""
    default = f"sqlite:///{folder / 'mimi.sqlite3'}"
    example = "postgres://user:password@host:5432/name or sqlite:////folder/file.sqlite3"
    parts = environment.address("DATABASE_URL", default, ("sqlite", *_POSTGRES), example)
    pool_size = environment.number("DATABASE_POOL_SIZE", 8)
    if parts.scheme == "sqlite":
        path = unquote(parts.path.removeprefix("/"))
        if not Path(path).is_absolute():
            environment.problem("DATABASE_URL", f"must name a file by its whole path, such as {default}.")
        return {
            "ENGINE": "mimi.operations.sqlite",
            "NAME": path,
            # Opening the file and setting it up takes longer than most questions to it.
            "CONN_MAX_AGE": None,
            "OPTIONS": dict(SQLITE_OPTIONS),
        }
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    if not parts.path.strip("/"):
        environment.problem("DATABASE_URL", f"must name a database at its end, such as {example}.")
    if pool_size:
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or options.pop("host", "")),
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def caches(environment: Environment, folder: Path) -> dict[str, Any]:
    """The caches that REDIS_URL names; without one, each worker's memory, and files in `folder` for rendered pages."""
    parts = environment.address("REDIS_URL", "", ("redis", "rediss"), "redis://host:6379/0")
    if not parts.scheme:
        return {
            "default": {
                "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
                "LOCATION": "mimi",
                "OPTIONS": {"MAX_ENTRIES": 5000},
            },
            "pages": {
                "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
                "LOCATION": str(folder / "cache" / "pages"),
                "OPTIONS": {"MAX_ENTRIES": 5000},
            },
        }
    redis = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": parts.geturl()}
    return {"default": {**redis, "KEY_PREFIX": "mimi"}, "pages": {**redis, "KEY_PREFIX": "mimi-pages"}}


def mail(environment: Environment, folder: Path) -> dict[str, Any]:
    """The EMAIL_* settings that EMAIL_URL asks for; files in `folder` and a line on the log without one."""
    example = "smtp://user:password@host:587?tls=starttls, smtps://user:password@host:465 or console:"
    parts = environment.address("EMAIL_URL", "file:", ("smtp", "smtps", "file", "console"), example)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "file":
        return {
            "EMAIL_BACKEND": "mimi.operations.mail.FileAndLogBackend",
            "EMAIL_FILE_PATH": unquote(parts.path) or str(folder / "mail"),
        }
    if not parts.hostname:
        environment.problem("EMAIL_URL", f"must name a mail server, such as {example}.")
    tls = dict(parse_qsl(parts.query)).get("tls", "starttls" if parts.username else "none")
    if tls not in {"starttls", "none"}:
        environment.problem("EMAIL_URL", f"may end in ?tls=starttls or ?tls=none, but says “{tls}”.")
    implicit = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": parts.port or (465 if implicit else 587 if tls == "starttls" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": implicit,
        "EMAIL_USE_TLS": not implicit and tls == "starttls",
        "EMAIL_TIMEOUT": 10,
    }


def file_store(environment: Environment) -> dict[str, Any]:
    """The store for uploads that STORAGE_URL names; the folder MEDIA_ROOT without one."""
    example = "s3://key:secret@host/bucket?region=eu-north-1"
    parts = environment.address("STORAGE_URL", "", ("s3",), example)
    if not parts.scheme:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    bucket = parts.path.strip("/")
    if not (bucket and parts.username and parts.password):
        environment.problem("STORAGE_URL", f"must hold a key, a secret and a bucket, such as {example}.")
    query = dict(parse_qsl(parts.query))
    return {
        "BACKEND": "mimi.operations.storage.PrivateS3Storage",
        "OPTIONS": {
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "bucket_name": bucket,
            "region_name": query.get("region"),
            "endpoint_url": _endpoint(parts, query.get("scheme", "https")),
            "addressing_style": query.get("addressing", "path" if parts.hostname else "auto"),
            "file_overwrite": False,
        },
    }


def _endpoint(parts: SplitResult, scheme: str) -> str | None:
    """The address of an S3-compatible server; None stands for the provider that S3 is named after."""
    if not parts.hostname:
        return None
    port = f":{parts.port}" if parts.port else ""
    return f"{scheme}://{parts.hostname}{port}"


def machine_translator(environment: Environment) -> dict[str, Any] | None:
    """The service that MACHINE_TRANSLATOR names, as wagtail-localize wants to hear of it; None without one."""
    name = environment.choice("MACHINE_TRANSLATOR", ("none", "DeepL", "LibreTranslate"), "none")
    if name == "DeepL":
        key = environment.required("MACHINE_TRANSLATOR_KEY", "set it to the key of your account at DeepL.")
        return {"CLASS": "wagtail_localize.machine_translators.deepl.DeepLTranslator", "OPTIONS": {"AUTH_KEY": key}}
    if name == "LibreTranslate":
        expected = "set it to the address of your LibreTranslate, such as https://translate.example.org."
        environment.required("MACHINE_TRANSLATOR_URL", expected)
        url = environment.address("MACHINE_TRANSLATOR_URL", "", ("http", "https"), "https://translate.example.org")
        options = {
            "LIBRETRANSLATE_URL": url.geturl().rstrip("/"),
            "API_KEY": environment.text("MACHINE_TRANSLATOR_KEY"),
        }
        return {"CLASS": "wagtail_localize.machine_translators.libretranslate.LibreTranslator", "OPTIONS": options}
    return None
