"""Deleting a person: by the declarations, and however her row is deleted, in the admin as by herself."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import pre_delete

from mimi.people.privacy.declarations import Fate, declarations
from mimi.people.privacy.subject import Subject, root_models


@transaction.atomic
def erase(subject: Subject) -> None:
    """Delete a person and everything that is stored of her; doing it twice changes nothing."""
    for model in root_models():
        if model not in subject.ids:
            continue
        # Locked first, so that what she writes in another window waits, and then finds that she is gone.
        row = model._base_manager.select_for_update().filter(pk=subject.ids[model]).first()
        if row is not None:
            row.delete()


def connect(model: type[Model]) -> None:
    """Let whoever deletes a row of this model, which stands for a person, delete what is declared of her."""
    pre_delete.connect(_remove_declared, sender=model, dispatch_uid=f"personal data of {model._meta.label}")


def _remove_declared(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    subject = Subject.of_row(instance)
    mine = [d for d in declarations() if d.root is sender and not d.is_person]
    # First what no key leads to: it is found by what goes afterwards. Then what stays: it may hang on what goes.
    for declaration in sorted(mine, key=lambda d: (d.select is None, d.fate is Fate.DELETED)):
        declaration.remove(subject)
