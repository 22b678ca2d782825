"""Learners with cookies of their own, and the answers that they send."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from urllib.parse import urlencode

from tools.bench.servers import ROOT, Request

LEARNERS = 2500
TOKEN = "a" * 32

SCRIPT = f"""
import json, uuid
from django.core import signing
from courses.models import QuizPage
from mimi.people.models import Learner
from mimi.people.learners import SALT
quiz = QuizPage.objects.get(locale__language_code="en", url_path__contains="one-to-one-dialogue")
ids = [uuid.uuid4() for _ in range({LEARNERS})]
Learner.objects.bulk_create([Learner(id=i) for i in ids])
taken = []
for question in quiz.question_list:
    choices = question.type.choices(question, None, "")
    if question.type.name == "ordering":
        answer = {{"position-" + choice.id: place for place, choice in enumerate(choices, start=1)}}
    else:
        answer = {{"answer": choices[0].id}}
    taken.append({{"question": question.id, "attempt": 1, **answer}})
cookies = ["learner=" + signing.dumps(str(i), salt=SALT) for i in ids]
print("QUIZ " + json.dumps(dict(key=quiz.key, course=quiz.outline.key, answers=taken, cookies=cookies)))
"""


@dataclass(frozen=True)
class QuizToTake:
    """A quiz: an answer to each of its questions, and the cookies of those who take it."""

    key: str
    course: str
    answers: list[dict[str, str | int]]
    cookies: list[str]


def prepare(environment: dict[str, str]) -> QuizToTake:
    """Make learners in the database of the measurement."""
    output = subprocess.run(
        [str(ROOT / ".venv" / "bin" / "python"), "manage.py", "shell", "--no-imports", "-c", SCRIPT],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    line = next(line for line in output.splitlines() if line.startswith("QUIZ "))
    return QuizToTake(**json.loads(line.removeprefix("QUIZ ")))


def answers(quiz: QuizToTake) -> list[Request]:
    """Return the answers of all learners, each taking the whole quiz, as the browser's script sends them."""
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept-Encoding": "gzip, deflate, br",
        "Host": "127.0.0.1",
        "HX-Request": "true",
    }
    path = f"/en/me/quizzes/{quiz.key}/answers/"
    bodies = [urlencode({"csrfmiddlewaretoken": TOKEN, **answer}) for answer in quiz.answers]
    return [
        Request("POST", path, {**headers, "Cookie": f"{cookie}; csrftoken={TOKEN}"}, body)
        for cookie in quiz.cookies
        for body in bodies
    ]
