"""Libraries that play H5P, and the activities that editors have uploaded. The files are in the file store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, ClassVar

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import CollectionMember
from wagtail.search import index

from courses.h5p.reading import Name


class FileSet(models.Model):
    """Base of what was unpacked: a folder in the file store, and how many bytes each file below it has."""

    folder = models.CharField(max_length=100, unique=True, editable=False)
    manifest = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True

    def stored_name(self, path: str) -> str | None:
        """Return under which name the store keeps a file; None for one that was never unpacked."""
        return f"{self.folder}/{path}" if path in self.manifest else None

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Return each file with its path, read from the store one by one."""
        for path in sorted(self.manifest):
            with default_storage.open(f"{self.folder}/{path}") as file:
                yield path, file.read()


class Library(FileSet):
    """Code that plays H5P, installed by an administrator. A higher patch takes the place of a lower one."""

    machine_name = models.CharField(_("machine name"), max_length=100)
    major = models.PositiveSmallIntegerField()
    minor = models.PositiveSmallIntegerField()
    patch = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=255)
    runnable = models.BooleanField(_("plays by itself"), default=False)
    license = models.CharField(_("licence"), max_length=255, blank=True)
    author = models.CharField(_("author"), max_length=255, blank=True)
    # The package or folder that it came from, and what its `library.json` says.
    origin = models.CharField(_("origin"), max_length=255, blank=True)
    metadata = models.JSONField(default=dict)
    installed_at = models.DateTimeField(_("installed on"), default=timezone.now)
    installed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("H5P library")
        verbose_name_plural = _("H5P libraries")
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["title", "machine_name", "-major", "-minor"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["machine_name", "major", "minor"], name="one_patch_of_a_library")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.name})"

    @property
    def name(self) -> Name:
        """What activities and other libraries call it."""
        return Name(self.machine_name, self.major, self.minor)

    @property
    def version(self) -> str:
        """The whole version."""
        return f"{self.major}.{self.minor}.{self.patch}"

    @property
    def versioned_folder(self) -> str:
        """Its folder in addresses: another one for each patch, so that browsers may keep what they have."""
        return f"{self.machine_name}-{self.version}"


class Activity(CollectionMember, index.Indexed, models.Model):
    """An H5P activity in the collection of an editor, in its newest version."""

    title = models.CharField(_("title"), max_length=255)
    created_at = models.DateTimeField(_("uploaded on"), default=timezone.now, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    current = models.ForeignKey(
        "ActivityVersion", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    search_fields: ClassVar[list[Any]] = [
        *CollectionMember.search_fields,
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.FilterField("title"),
        index.FilterField("uploaded_by"),
    ]

    class Meta:
        verbose_name = _("H5P activity")
        verbose_name_plural = _("H5P activities")
        ordering: ClassVar[list[str]] = ["-created_at"]
        permissions: ClassVar[list[Any]] = [("choose_activity", "Can choose H5P activity")]

    def __str__(self) -> str:
        return self.title


class ActivityVersion(FileSet):
    """One upload of an activity: its content, the package as it came, and the libraries that play it.

    `digest` is that of the content: the same content uploaded again has the same.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=20, blank=True)
    h5p = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    main_library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    libraries = models.ManyToManyField(Library, related_name="used_by")
    file_name = models.CharField(_("file"), max_length=255)
    package = models.CharField(max_length=120)
    package_size = models.PositiveBigIntegerField(default=0)
    uploaded_at = models.DateTimeField(_("uploaded on"), default=timezone.now)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("version of an H5P activity")
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["activity", "number"], name="versions_of_an_activity_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.activity_id}: {self.number}"

    @property
    def download_name(self) -> str:
        """How the package is called when somebody takes it along."""
        return f"{PurePosixPath(self.file_name).stem}.h5p"


# What learners do in activities stands in a room of its own; Django looks for all models here.
from courses.h5p.results.models import ActivityState, Statement  # noqa: E402, F401 - for Django, as said above
