"""What is logged, in which form, and what never is."""

from __future__ import annotations

import io
import json
import logging
import logging.config
from pathlib import Path
from typing import Any

import pytest
import structlog
from django.core.mail import send_mail
from django.test import Client, RequestFactory
from structlog.testing import capture_logs

from mimi.operations.middleware import RequestLogMiddleware
from mimi.settings.logs import logging_configuration


def formatter(*, as_json: bool) -> logging.Formatter:
    described = logging_configuration("INFO", as_json=as_json)["formatters"]["structured"]
    made: logging.Formatter = described.pop("()")(**described)
    return made


@pytest.fixture(autouse=True)
def _structlog_as_it_was() -> Any:
    yield
    structlog.reset_defaults()


def test_production_logs_one_json_object_a_line_with_the_traceback_in_it() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter(as_json=True))
    logger = logging.getLogger("some.library")
    logger.addHandler(handler)
    try:
        try:
            raise ValueError("no such thing")
        except ValueError:
            logger.exception("it went wrong: %s", "twice")
    finally:
        logger.removeHandler(handler)
    (line,) = stream.getvalue().splitlines()
    entry = json.loads(line)
    assert entry["event"] == "it went wrong: twice"
    assert entry["level"] == "error"
    assert entry["logger"] == "some.library"
    assert "ValueError: no such thing" in entry["exception"]
    assert entry["timestamp"].endswith("Z")


def test_development_logs_lines_for_a_person() -> None:
    record = logging.LogRecord("some.library", logging.INFO, __file__, 1, "hello %s", ("you",), None)
    line = formatter(as_json=False).format(record)
    assert "hello you" in line
    assert not line.startswith("{")


def test_a_failed_request_is_logged_without_its_query_string(settings: Any) -> None:
    from django.http import HttpResponse

    settings.LOG_REQUESTS = False
    answer = RequestLogMiddleware(lambda request: HttpResponse(status=503))
    with capture_logs() as lines:
        answer(RequestFactory().get("/nb/", {"email": "someone@example.org"}))
    assert [(line["event"], line["path"], line["status"], line["log_level"]) for line in lines] == [
        ("request", "/nb/", 503, "warning")
    ]
    assert "someone" not in json.dumps(lines)


def test_a_slow_request_is_logged_and_a_quick_one_only_on_demand(client: Client, settings: Any) -> None:
    with capture_logs() as lines:
        client.get("/health/live")
    assert lines == []
    settings.LOG_SLOW_REQUEST_SECONDS = 0
    with capture_logs() as lines:
        client.get("/health/live")
    assert [line["log_level"] for line in lines] == ["warning"]
    settings.LOG_SLOW_REQUEST_SECONDS = 1
    settings.LOG_REQUESTS = True
    with capture_logs() as lines:
        client.get("/health/live")
    assert [line["log_level"] for line in lines] == ["info"]


def test_mail_without_a_server_lands_in_a_file_and_the_log_names_nobody(tmp_path: Path, settings: Any) -> None:
    settings.EMAIL_BACKEND = "mimi.operations.mail.FileAndLogBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    with capture_logs() as lines:
        send_mail("Welcome", "Your link: https://…", None, ["someone@example.org"])
    (file,) = tmp_path.iterdir()
    assert "someone@example.org" in file.read_text()
    assert [line["folder"] for line in lines] == [str(tmp_path)]
    assert "someone" not in json.dumps(lines)


def test_the_code_of_a_certificate_is_in_no_line() -> None:
    record = logging.LogRecord(
        "mimi.requests", logging.INFO, __file__, 1, "/nb/certificates/ESYV-YGV6-M2TJ-49Y1/", (), None
    )
    assert json.loads(formatter(as_json=True).format(record))["event"] == "/nb/certificates/…/"


def test_the_secret_of_a_shared_plan_is_in_no_line() -> None:
    secret = "kZ3_-" * 9
    words = ("Internal Server Error: %s", f"/en/plans/{secret}/rows/")
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, words[0], (words[1],), None)
    told = formatter(as_json=True).format(record)
    assert json.loads(told)["event"] == "Internal Server Error: /en/plans/…/rows/"
    logging_configuration("INFO", as_json=True)
    own = structlog.get_config()["processors"][:-1]
    event: Any = {"event": "request", "path": words[1], "status": 500}
    for process in own[1:]:
        event = process(logging.getLogger("mimi.requests"), "warning", event)
    assert secret not in str(event)
