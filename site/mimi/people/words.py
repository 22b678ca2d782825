"""Sentences of django-allauth that its own catalogues say too familiarly, wrongly or in another tone than ours.

Naming them here brings them into our catalogues, which win over those of installed apps.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

OVERRIDDEN = [
    _("You cannot remove your primary email address."),
    _("You cannot remove your primary email address (%(email)s)."),
    _("Please type your current password."),
    _("You must type the same password each time."),
    _("You must type the same email each time."),
    _("Too many failed login attempts. Try again later."),
    _("Your primary email address must be verified."),
    _("The new value must be different from the current one."),
    _("Be patient, you are sending too many requests."),
    _("Invalid or expired key."),
    _("The password reset token was invalid."),
    _("You have confirmed %(email)s."),
    _("You have signed out."),
    _("Your password has been changed."),
    _("Removed email address %(email)s."),
    _("Primary email address set."),
    _("Forgot your password?"),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
    _("Password (again)"),
    _("Email address"),
    _("The email address and/or password you specified are not correct."),
    _("Authenticator code"),
    _("Name"),
    # Django's own; it has no bokmål and no Greek for it.
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
]
