"""Settings come from the environment; a wrong one ends the start with a sentence, and all of them at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from mimi.settings.configuration import ROOT, Configuration, read_configuration
from mimi.settings.environment import Environment, read_variables_file

KEY = "k" * 60


def configuration(folder: Path, **variables: str) -> Configuration:
    return read_configuration({"SECRET_KEY": KEY, "RUNTIME_DIR": str(folder), **variables})


def in_production(folder: Path, **variables: str) -> dict[str, Any]:
    """What a process under production settings answers to a plain request, and its settings for cookies."""
    program = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
def ask(path, **extra):
    answer = Client().get(path, **extra)
    return {"status": answer.status_code, **dict(answer.headers)}
print(json.dumps({
    "plain": ask("/health/live"),
    "admin": ask("/cms/login/"),
    "told_https": ask("/cms/login/", headers={"x-forwarded-proto": "https"}),
    "over_tls": ask("/health/live", secure=True),
    "cookies": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.LANGUAGE_COOKIE_SECURE],
    "debug": settings.DEBUG,
}))
"""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "mimi.settings.production",
        "SECRET_KEY": KEY,
        "RUNTIME_DIR": str(folder),
        "ALLOWED_HOSTS": "testserver",
        **variables,
    }
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    answers: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answers


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing: set it to at least 50 random characters"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short with 5 characters"),
        ({"PORT": "http"}, "PORT must be a whole number of at least 0, but is “http”."),
        ({"SITE_URL": "course.example.org"}, "SITE_URL must be an address such as https://course.example.org"),
        ({"SITE_URL": "https://example.org/course"}, "SITE_URL must be the site's own address without a path"),
        ({"BEHIND_TLS": "perhaps"}, "BEHIND_TLS must be 1 or 0, but is “perhaps”."),
        ({"TRUST_PROXY_HEADER": "2"}, "TRUST_PROXY_HEADER must be 1 or 0, but is “2”."),
        ({"HSTS_SECONDS": "-1"}, "HSTS_SECONDS must be a whole number of at least 0, but is “-1”."),
        ({"RUNTIME_DIR": "var"}, "RUNTIME_DIR must be an absolute path, but is “var”."),
        ({"MEDIA_DIR": "media"}, "MEDIA_DIR must be an absolute path, but is “media”."),
        ({"DATABASE_URL": "mysql://host/name"}, "DATABASE_URL must be an address such as postgres://"),
        ({"DATABASE_URL": "postgres://host"}, "DATABASE_URL must name a database at its end"),
        ({"DATABASE_URL": "postgres://host:port/name"}, "DATABASE_URL must be an address such as postgres://"),
        ({"DATABASE_URL": "sqlite:///mimi.sqlite3"}, "DATABASE_URL must name a file by its whole path"),
        ({"DATABASE_POOL_SIZE": "many"}, "DATABASE_POOL_SIZE must be a whole number of at least 0"),
        ({"REDIS_URL": "localhost:6379"}, "REDIS_URL must be an address such as redis://host:6379/0"),
        ({"STORAGE_URL": "https://host/bucket"}, "STORAGE_URL must be an address such as s3://key:secret@host/bucket"),
        ({"STORAGE_URL": "s3://host/bucket"}, "STORAGE_URL must hold a key, a secret and a bucket"),
        ({"EMAIL_URL": "mail.example.org"}, "EMAIL_URL must be an address such as smtp://"),
        ({"INACTIVE_MONTHS": "0"}, "INACTIVE_MONTHS must be a whole number of at least 1"),
        ({"EMAIL_URL": "smtp:///"}, "EMAIL_URL must name a mail server"),
        ({"EMAIL_URL": "smtp://host?tls=maybe"}, "EMAIL_URL may end in ?tls=starttls or ?tls=none, but says “maybe”."),
        (
            {"MACHINE_TRANSLATOR": "oracle"},
            "MACHINE_TRANSLATOR must be one of none, DeepL, LibreTranslate, but is “oracle”.",
        ),
        ({"MACHINE_TRANSLATOR": "deepl"}, "MACHINE_TRANSLATOR_KEY is missing: set it to the key of your account"),
        ({"MACHINE_TRANSLATOR": "libretranslate"}, "MACHINE_TRANSLATOR_URL is missing: set it to the address"),
        (
            {"MACHINE_TRANSLATOR": "libretranslate", "MACHINE_TRANSLATOR_URL": "translate.example.org"},
            "MACHINE_TRANSLATOR_URL must be an address such as https://translate.example.org",
        ),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR, but is “loud”."),
    ],
)
def test_a_wrong_variable_is_named_in_one_sentence(tmp_path: Path, variables: dict[str, str], sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured) as raised:
        configuration(tmp_path, **variables)
    assert len(str(raised.value).splitlines()) == 1
    assert str(raised.value).startswith(sentence)


def test_all_problems_are_told_at_once_and_no_secret_is(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured) as raised:
        configuration(
            tmp_path, SECRET_KEY="hush", DATABASE_URL="db://me:hush@host/name", EMAIL_URL="hush", STORAGE_URL="hush"
        )
    text = str(raised.value)
    assert [line.split()[0] for line in text.splitlines()] == ["SECRET_KEY", "DATABASE_URL", "STORAGE_URL", "EMAIL_URL"]
    assert "hush" not in text


def test_nothing_but_a_key_has_to_be_set(tmp_path: Path) -> None:
    default = configuration(tmp_path)
    assert default.database["NAME"] == str(tmp_path / "mimi.sqlite3")
    assert default.allowed_hosts == ["127.0.0.1", "localhost", "[::1]"]
    assert default.mail["EMAIL_FILE_PATH"] == str(tmp_path / "mail")
    assert default.site_url == "http://127.0.0.1:8000"
    assert not default.behind_tls
    assert not default.trust_proxy_header


def test_the_port_is_part_of_the_default_address(tmp_path: Path) -> None:
    assert configuration(tmp_path, PORT="8123").site_url == "http://127.0.0.1:8123"


def test_an_https_address_means_tls_unless_said_otherwise(tmp_path: Path) -> None:
    site = configuration(tmp_path, SITE_URL="https://course.example.org")
    assert site.behind_tls
    assert site.allowed_hosts[0] == "course.example.org"
    assert site.mail_from == "no-reply@course.example.org"
    assert not configuration(tmp_path, SITE_URL="https://course.example.org", BEHIND_TLS="0").behind_tls


def test_the_file_of_secrets_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / "secrets.env").write_text(f"# made on first start\nSECRET_KEY={'f' * 60}\nLOG_LEVEL=ERROR\n")
    read = read_configuration({"RUNTIME_DIR": str(tmp_path), "LOG_LEVEL": "debug"})
    assert read.secret_key == "f" * 60
    assert read.log_level == "DEBUG"
    assert read_variables_file(tmp_path / "none.env") == {}


def test_a_postgres_address_is_taken_apart(tmp_path: Path) -> None:
    database = configuration(
        tmp_path, DATABASE_URL="postgresql://m%40me:p%2Fw@db.example.org:5433/course?sslmode=require"
    ).database
    assert (database["USER"], database["PASSWORD"]) == ("m@me", "p/w")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example.org", "5433", "course")
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["pool"]["max_size"] == 8


def test_a_postgres_socket_and_no_pool(tmp_path: Path) -> None:
    database = configuration(
        tmp_path, DATABASE_URL="postgres://mimi@/course?host=%2Frun%2Fpg", DATABASE_POOL_SIZE="0"
    ).database
    assert database["HOST"] == "/run/pg"
    assert database["OPTIONS"] == {}


@pytest.mark.parametrize(
    ("address", "port", "ssl", "starttls"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp://me:pw@mail.example.org", 587, False, True),
        ("smtp://me:pw@mail.example.org:2525?tls=none", 2525, False, False),
        ("smtps://me:pw@mail.example.org", 465, True, False),
    ],
)
def test_a_mail_address_says_how_to_connect(tmp_path: Path, address: str, port: int, ssl: bool, starttls: bool) -> None:
    mail = configuration(tmp_path, EMAIL_URL=address).mail
    assert (mail["EMAIL_PORT"], mail["EMAIL_USE_SSL"], mail["EMAIL_USE_TLS"]) == (port, ssl, starttls)


def test_one_variable_moves_uploads_to_a_bucket(tmp_path: Path) -> None:
    store = configuration(
        tmp_path, STORAGE_URL="s3://key:s%2Fcret@files.example.org:9000/bucket?region=no-1"
    ).file_store
    assert store["OPTIONS"] | {"secret_key": "s/cret"} == store["OPTIONS"]
    assert store["OPTIONS"]["endpoint_url"] == "https://files.example.org:9000"
    assert store["OPTIONS"]["bucket_name"] == "bucket"


def test_one_variable_brings_redis(tmp_path: Path) -> None:
    site = configuration(tmp_path, REDIS_URL="redis://cache:6379/0")
    assert site.has_shared_cache
    assert site.caches["default"]["BACKEND"].endswith("RedisCache")


def test_no_machine_translates_unless_one_is_named(tmp_path: Path) -> None:
    assert configuration(tmp_path).machine_translator is None
    named = configuration(tmp_path, MACHINE_TRANSLATOR="DeepL", MACHINE_TRANSLATOR_KEY="key:fx").machine_translator
    assert named is not None
    assert named["CLASS"].endswith("DeepLTranslator")
    assert named["OPTIONS"] == {"AUTH_KEY": "key:fx"}
    own = configuration(
        tmp_path, MACHINE_TRANSLATOR="libretranslate", MACHINE_TRANSLATOR_URL="http://translate:5000/"
    ).machine_translator
    assert own is not None
    assert own["OPTIONS"] == {"LIBRETRANSLATE_URL": "http://translate:5000", "API_KEY": ""}


def test_words_and_flags_forgive_blanks_and_case() -> None:
    environment = Environment({"HOSTS": " a.example , b.example,", "YES": " True ", "EMPTY": ""})
    assert environment.words("HOSTS") == ["a.example", "b.example"]
    assert environment.flag("YES")
    assert not environment.flag("EMPTY", default=True)
    environment.complain()


def test_without_tls_there_is_no_promise_of_tls(tmp_path: Path) -> None:
    answers = in_production(tmp_path)
    assert answers["debug"] is False
    assert answers["plain"]["status"] == 200
    assert "Strict-Transport-Security" not in answers["plain"] | answers["over_tls"]
    assert answers["cookies"] == [False, False, False]


def test_behind_tls_everything_insists_on_it_but_the_probes(tmp_path: Path) -> None:
    answers = in_production(tmp_path, BEHIND_TLS="1", HSTS_SECONDS="3600")
    assert answers["plain"]["status"] == 200
    assert answers["over_tls"]["Strict-Transport-Security"] == "max-age=3600"
    assert answers["admin"]["status"] == 301
    assert answers["admin"]["Location"].startswith("https://")
    assert answers["told_https"]["status"] == 301, "a header that anyone can send must not pass for TLS"
    assert answers["cookies"] == [True, True, True]


def test_the_proxys_header_is_believed_only_when_the_operator_says_so(tmp_path: Path) -> None:
    answers = in_production(tmp_path, BEHIND_TLS="1", TRUST_PROXY_HEADER="1")
    assert answers["told_https"]["status"] == 302
    assert answers["admin"]["status"] == 301


def test_the_program_ends_with_the_sentence_and_no_traceback(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "RUNTIME_DIR": str(tmp_path), "LOG_LEVEL": "loud"}
    environment["DJANGO_SETTINGS_MODULE"] = "mimi.settings.production"
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "check"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert [line.split()[0] for line in done.stderr.splitlines()] == ["SECRET_KEY", "LOG_LEVEL"]
