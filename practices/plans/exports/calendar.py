"""The dates of a plan for a calendar (iCalendar, RFC 5545): each step that has a day, as an event of that day.

They are events (VEVENT) rather than tasks (VTODO), because the calendars that people use show no tasks. There is no
METHOD: one would call for an organizer (RFC 5546, 3.2.1), and nobody is invited. No address of the plan stands in them,
because a link is a secret, and calendars are shared.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext, gettext_lazy
from icalendar import Calendar, Event
from icalendar.prop import vText

from practices.plans.exports.base import ExportFormat, NothingToExportError
from practices.plans.exports.contents import Contents, Entry, Line
from practices.plans.models import Kind

PRODUCT = "-//Microintegration practice set//Plans//EN"
A_DAY = timedelta(days=1)


class CalendarExport(ExportFormat):
    """An iCalendar file; a step keeps its identity, so that a second import moves its event rather than adding one."""

    ending = "ics"
    content_type = "text/calendar; charset=utf-8"
    label = gettext_lazy("Dates for a calendar")

    def write(self, plan: Contents) -> bytes:
        """Return the calendar."""
        steps = [(step, due.day) for step in plan.part(Kind.STEP) if (due := step.line("due")) and due.day]
        if not steps:
            raise NothingToExportError(
                gettext("No step of this plan has a day yet. Say of a step by when it is to be done, then try again.")
            )
        calendar = Calendar()
        calendar.add("prodid", PRODUCT)
        calendar.add("version", "2.0")
        # The first of each two is RFC 7986, the other what calendars read before it.
        for name in ("name", "x-wr-calname"):
            calendar.add(name, Text(_on_one_line(plan.title.text)))
        for name in ("description", "x-wr-caldesc"):
            calendar.add(name, Text("\n\n".join(_about(plan))))
        for step, day in steps:
            calendar.add_component(_event(plan, step, day))
        return bytes(calendar.to_ical())


class Text(vText):
    """A text as RFC 5545, 3.3.11 has it. (The library takes a backslash and an N that were typed for a line break.)"""

    def to_ical(self) -> bytes:
        """Return it escaped."""
        return rb"\\N".join(vText(part).to_ical() for part in self.split(r"\N"))


def _event(plan: Contents, step: Entry, day: date) -> Event:
    event = Event()
    event.add("uid", f"{step.id}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("sequence", step.version)
    # Without a METHOD it tells when the event was last changed (RFC 5545, 3.8.7.2).
    event.add("dtstamp", plan.changed_at.astimezone(UTC))
    event.add("dtstart", day)
    if day < date.max:
        event.add("dtend", day + A_DAY)
    # A day by which something is to be done keeps nobody busy.
    event.add("transp", "TRANSPARENT")
    title = _on_one_line(step.title.text) or gettext("(without a title)")
    event.add("summary", Text(f"✓ {title}" if step.done else title))
    event.add("description", Text("\n\n".join(_told(plan, step))))
    if plan.origin:
        event.add("url", plan.origin.url)
    return event


def _told(plan: Contents, step: Entry) -> Iterator[str]:
    """Yield the paragraphs that stand in the event of a step."""
    yield step.state
    for line in step.lines:
        if line.words and line.day is None:
            yield _labelled(line)
    yield gettext("From the plan: %(title)s") % {"title": _on_one_line(plan.title.text)}
    yield from _practice(plan)


def _about(plan: Contents) -> Iterator[str]:
    """Yield the paragraphs that stand with the calendar: what of the plan is no date."""
    yield plan.as_of
    yield from _practice(plan)
    for part in plan.parts:
        entries = [entry for entry in part.entries if not ((due := entry.line("due")) and due.day)]
        if entries:
            yield part.heading
            yield from ("\n".join(_in_lines(entry)) for entry in entries)


def _practice(plan: Contents) -> Iterator[str]:
    if plan.origin:
        yield "\n".join(line for line in (plan.made_from, plan.origin.url, plan.source) if line)


def _in_lines(entry: Entry) -> Iterator[str]:
    yield f"{entry.number}. {entry.title}"
    yield from (_labelled(line) for line in entry.lines if line.words)
    yield from (text for text in (entry.state, entry.url) if text)


def _labelled(line: Line) -> str:
    if line.name == "text":
        return line.words.text
    return gettext("%(label)s: %(text)s") % {"label": line.label, "text": line.words.text}


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
