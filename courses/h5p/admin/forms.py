"""The form of an activity: its title, its collection and its package."""

from __future__ import annotations

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.collections import BaseCollectionMemberForm, collection_member_permission_formset_factory
from wagtail.permissions import policy_registry

from courses.h5p.models import Activity
from courses.h5p.reading import RefusedPackageError
from courses.h5p.store.settings import limits
from courses.h5p.store.uploading import Unpacked, check, note, unpack


class ActivityForm(BaseCollectionMemberForm):
    """An activity to upload, or to replace with a newer version."""

    package = forms.FileField(label=_("Package"), widget=forms.FileInput(attrs={"accept": ".h5p"}))
    _title = ""
    _unpacked: Unpacked | None = None

    class Meta:
        model = Activity
        fields = ("title", "collection", "package")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.get("user")
        super().__init__(*args, **kwargs)
        largest = filesizeformat(limits().package)
        if self.instance.pk:
            told = gettext(
                "Leave it empty to keep the content as it is. A new version takes the place of the old one wherever "
                "the activity is used. At most %(size)s."
            )
            self.fields["package"].required = False
            self.fields["package"].label = gettext("Replace with a new version")
        else:
            told = gettext("A file that ends in .h5p. Its libraries must be installed here already. At most %(size)s.")
            self.fields["title"].required = False
            self.fields["title"].help_text = gettext("Leave it empty to use the title in the package.")
        self.fields["package"].help_text = told % {"size": largest}

    @property
    def permission_policy(self) -> Any:
        """Who may do what; asked for late, when all apps are ready."""
        return policy_registry.get_by_type(Activity)

    def clean_package(self) -> Any:
        """Look into the package before anything is kept."""
        given = self.cleaned_data.get("package")
        if given:
            try:
                self._title = check(given)
            except RefusedPackageError as refused:
                raise forms.ValidationError(refused.sentence) from refused
        return given

    def clean(self) -> dict[str, Any]:
        """Take the package's own title where none is given, and unpack the package if nothing else is wrong.

        Saving is done in a transaction, which on SQLite keeps all others from writing: unpacking is done before.
        """
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("title") and self._title:
            cleaned["title"] = self._title
        given = cleaned.get("package")
        if given and not self.errors:
            try:
                self._unpacked = unpack(given, given.name or "")
            except RefusedPackageError as refused:
                self.add_error("package", refused.sentence)
        return cleaned

    def save(self, commit: bool = True) -> Activity:
        """Save the activity, and its package as the newest version."""
        unpacked = self._unpacked
        activity: Activity = super().save(commit=commit and not (unpacked and self.instance._state.adding))
        if activity.uploaded_by_id is None and self.user is not None and activity._state.adding:
            activity.uploaded_by = self.user
        if unpacked:
            note(activity, unpacked, self.user)
        return activity


GroupActivityPermissionFormSet = collection_member_permission_formset_factory(
    Activity,
    [
        ("add_activity", pgettext_lazy("permission", "Add"), _("Add and edit H5P activities that you own")),
        ("change_activity", pgettext_lazy("permission", "Edit"), _("Edit any H5P activity")),
        ("choose_activity", pgettext_lazy("permission", "Choose"), _("Select H5P activities in choosers")),
    ],
    "h5p/admin/permissions_formset.html",
)
