"""Runs the worker; `make run` starts it beside the server."""

from __future__ import annotations

import os
import socket
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from mimi.operations.work import run_waiting, work

MOST_CHARACTERS = 64


class Command(BaseCommand):
    """Everything that is done in the background: e-mails, clean-up."""

    help = "Runs what is to be done in the background, until it is told to stop."
    # The server beside it checks, and says what is wrong.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be chosen."""
        parser.add_argument("--once", action="store_true", help="Run what is ready now, and come back.")
        parser.add_argument("--while", type=int, dest="alive", metavar="PID", help="Stop when this process is gone.")
        parser.add_argument(
            "--name",
            default=str(os.getpid()),
            help="What tells this worker from others on this machine. One that was killed and is started again under "
            "its name takes up at once what it had in hand.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Work."""
        name = f"{socket.gethostname()}:{options['name']}"[-MOST_CHARACTERS:]
        if options["once"]:
            run_waiting(name)
        else:
            work(name, options["alive"])
