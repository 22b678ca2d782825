"""People: those with an account, and those known by a cookie alone. Most have none: learning needs no account."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes users from an e-mail address; there are no user names."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make and save a user.

        Raises:
            ValueError: the e-mail address is empty.
        """
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make and save a user who may do everything; whoever makes her answers for the address."""
        from mimi.people.addresses import vouch_for

        fields.update(is_staff=True, is_superuser=True)
        user = self.create_user(email, password, **fields)
        vouch_for(user)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Find a user by e-mail address, whatever its case."""
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A person with an account, known by her e-mail address."""

    username = None  # type: ignore[assignment]  # there are no user names
    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("An account with this e-mail address exists already.")},
    )
    # Asked for by nobody: it follows the pages that she reads; see `mimi.people.language`.
    language = models.CharField(_("language of e-mails"), max_length=10, default=settings.LANGUAGE_CODE, editable=False)
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]  # it asks for no user name

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The full name where it is known, else the part of the e-mail address before the @."""
        return self.get_full_name() or self.email.partition("@")[0]


class InactivityNotice(models.Model):
    """That the owner of an account was told by e-mail that it will be deleted, and on which day.

    Without such a row no account is deleted for not being used, and none before its day.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="inactivity_notice")
    sent_at = models.DateTimeField()
    delete_on = models.DateField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("notice of inactivity")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.delete_on}"


class LearnerFact(models.Model):
    """Base of what is stored about a learner.

    Only learners write these, so Wagtail's reference index leaves them out: it would double the cost of
    every write.
    """

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True


class Learner(LearnerFact):
    """Somebody who learns: a visitor known by a signed cookie, or the owner of an account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="learner",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("learner")

    def __str__(self) -> str:
        return str(self.user or self.id)
