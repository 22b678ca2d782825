from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.h5p.reading import RefusedPackageError
from courses.h5p.store.installing import Installed, install, install_folder


class Command(BaseCommand):
    """Installs H5P libraries from packages, or from folders of packages."""

    help = "Install or update H5P libraries from packages (.h5p), or from folders of packages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for packages."""
        parser.add_argument("paths", nargs="+", type=Path, help="packages, or folders of packages")

    def handle(self, *args: Any, paths: list[Path], **options: Any) -> None:
        """Install them in their order and say what became of each library.

        Raises:
            CommandError: a package isn't right, or can't be read.
        """
        told = Installed()
        for path in paths:
            try:
                told.add(install_folder(path) if path.is_dir() else _install(path))
            except RefusedPackageError as refused:
                raise CommandError(f"{path}: {refused.sentence}") from refused
            except OSError as error:
                raise CommandError(f"{path}: {error}") from error
        for label, names in (("new", told.new), ("updated", told.updated), ("unchanged", told.unchanged)):
            for name in names:
                self.stdout.write(f"{label}: {name}")


def _install(path: Path) -> Installed:
    with path.open("rb") as file:
        return install(file, path.name)
