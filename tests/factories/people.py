"""People with an account."""

from __future__ import annotations

from typing import Any

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from mimi.people.models import User

# Its types don't say that calling a factory returns what it makes.
Factory: Any = DjangoModelFactory
PASSWORD = "a long walk by the fjord"


class UserFactory(Factory):
    """A person whose address is verified and whose password is `PASSWORD`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        password = kwargs.pop("password", PASSWORD)
        user = model_class.objects.create_user(kwargs.pop("email"), password, **kwargs)
        EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
        return user


def editor(**fields: Any) -> Any:
    """Make a person who may edit and publish all pages."""
    user: Any = UserFactory(**fields)
    user.groups.add(*Group.objects.filter(name__in=["Authors", "Publishers", "Moderators"]))
    return user
