"""What the home page shows of the courses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from courses.outline import CourseOutline, live_courses
from mimi.pages.sections import register_home_section

if TYPE_CHECKING:
    from mimi.pages.models import HomePage


@register_home_section
def home_course(home: HomePage) -> dict[str, Any]:
    """Show the first course of the language with its modules, and the others as a picture and a few words each.

    What a reader has done is asked for all of them at once, by `course_keys`.
    """

    def every() -> list[CourseOutline]:
        return live_courses(home.locale.language_code)

    def first() -> CourseOutline | None:
        return next(iter(every()), None)

    def modules() -> list[Any]:
        course = first()
        return course.modules if course else []

    return home.lazily(
        course=first,
        modules=modules,
        further_courses=lambda: every()[1:],
        course_keys=lambda: " ".join(course.key for course in every()),
    )
