"""Mail for a site that has no mail server yet."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend

_log = structlog.get_logger("mimi.mail")


class FileAndLogBackend(EmailBackend):
    """Writes each message into a file, and says on the log that it did; the log holds neither address nor text."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages and return how many there were."""
        written = super().send_messages(email_messages) or 0
        if written:
            _log.info("mail kept in a file, because EMAIL_URL names no server", folder=self.file_path)
        return written
