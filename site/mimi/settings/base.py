"""What holds wherever the site runs. What an operator may decide comes from `configuration`, never from here."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from mimi.operations.release import release_digest

from .configuration import ROOT, read_configuration
from .security import ADMIN_POLICY, PERMISSION_FEATURES, PUBLIC_POLICY

CONFIGURATION = read_configuration()

BASE_DIR = ROOT
RUNTIME_DIR = CONFIGURATION.runtime_folder

DEBUG = False
SECRET_KEY = CONFIGURATION.secret_key
SECRET_KEY_FALLBACKS = CONFIGURATION.secret_key_fallbacks
ROOT_URLCONF = "mimi.urls"
WSGI_APPLICATION = "mimi.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SITE_URL = CONFIGURATION.site_url
ALLOWED_HOSTS = CONFIGURATION.allowed_hosts
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# --- Apps ------------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "mimi.pages",
    "mimi.people",
    "mimi.letters",
    "mimi.loading",
    "mimi.search",
    "mimi.operations",
    "mimi.books",
    "courses",
    "courses.certificates",
    "courses.h5p",
    "practices",
    # After the rooms that note what a publish changes: translators get it when that is done.
    "mimi.editors",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.api.v2",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "mimi.editors.people_app.PeopleAppConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "mimi.operations.static.LeanStaticFilesConfig",
]

MIDDLEWARE = [
    # The page cache answers before all others, so it comes first.
    "mimi.pages.cache.middleware.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "mimi.operations.middleware.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mimi.operations.middleware.RequestLogMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mimi.operations.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mimi.editors.safety.second_step.SecondStepMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mimi.editors.parity.middleware.NotReadyMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "mimi.pages.folding.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                ),
            ],
            # None of these touches the session until a template asks for what it offers.
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Services --------------------------------------------------------------------------------------------------------

DATABASES = {"default": CONFIGURATION.database}
CACHES = CONFIGURATION.caches
# Rendered pages and parts of them are kept until a publish changes what they show; another release starts anew.
KEEP_RENDERED = True
RELEASE = release_digest(
    [
        *(BASE_DIR / name for name in ("templates", "site", "courses", "practices")),
        RUNTIME_DIR / "static" / "staticfiles.json",
    ],
    SITE_URL,
)
SESSION_ENGINE = f"django.contrib.sessions.backends.{'cached_db' if CONFIGURATION.has_shared_cache else 'db'}"

MEDIA_ROOT = CONFIGURATION.media_folder
MEDIA_URL = "/media/"
STATIC_ROOT = RUNTIME_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [
    BASE_DIR / "site" / "mimi" / "static",
    ("npm/htmx.org", str(BASE_DIR / "node_modules" / "htmx.org" / "dist")),
    ("npm/h5p-standalone", str(BASE_DIR / "node_modules" / "h5p-standalone" / "dist")),
]
# Letters that documents carry along, whole and not in the pieces that browsers get.
PAPER_FONTS = BASE_DIR / "node_modules" / "@expo-google-fonts" / "noto-sans"
STORAGES = {
    "default": CONFIGURATION.file_store,
    "staticfiles": {"BACKEND": "mimi.operations.storage.HashedStaticStorage"},
}

# EMAIL_BACKEND and its details, as far as EMAIL_URL asks for them.
globals().update(CONFIGURATION.mail)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = CONFIGURATION.mail_from
SENDS_MAIL = CONFIGURATION.sends_mail

# What Wagtail enqueues, its indices, is done at once: an editor finds what she has saved, and the indices never differ
# from the pages. What may take long, or may wait, is kept in the database for the worker.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

LOG_LEVEL = CONFIGURATION.log_level
LOG_REQUESTS = CONFIGURATION.log_requests
LOG_SLOW_REQUEST_SECONDS = 1.0
SHOW_STYLEGUIDE = CONFIGURATION.show_styleguide

# --- Languages -------------------------------------------------------------------------------------------------------

USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"
LANGUAGE_CODE = "en"
LANGUAGES = [("nb", "Norsk"), ("en", "English"), ("de", "Deutsch"), ("el", "Ελληνικά")]
# What stands here has no language, so nothing missing here is looked for below one.
PATHS_WITHOUT_LANGUAGE = ("/api/", "/badges/", "/cms/", "/documents/", "/h5p/", "/health/", "/media/", "/static/")
FORMAT_MODULE_PATH = ["mimi.formats"]
# Our own words, and those of the admin that Wagtail leaves in English (see `tools.wagtail_words`).
LOCALE_PATHS = [BASE_DIR / "site" / "mimi" / "locale", BASE_DIR / "site" / "mimi" / "locale_wagtail"]

# --- Security --------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {"DIRECTIVES": PUBLIC_POLICY}
CONTENT_SECURITY_POLICY_FOR_ADMIN = ADMIN_POLICY
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in PERMISSION_FEATURES)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

SECURE_SSL_REDIRECT = CONFIGURATION.behind_tls
# A probe asks over plain HTTP from inside.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = CONFIGURATION.hsts_seconds if CONFIGURATION.behind_tls else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = CONFIGURATION.behind_tls
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
# Only a proxy that sets these headers itself may be believed; from anyone else they are a lie.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIGURATION.trust_proxy_header else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if CONFIGURATION.trust_proxy_header else 0

# --- People ----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_learning"
ACCOUNT_ADAPTER = "mimi.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_UNIQUE_EMAIL = True
# A code that is typed in keeps the visitor in her browser, with what she has learnt there. Passkeys at sign-up need it.
# Until a mail server is named nobody could receive a code, so an account works without one.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if CONFIGURATION.sends_mail else "optional"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = CONFIGURATION.sends_mail
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = CONFIGURATION.sends_mail
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = CONFIGURATION.sends_mail
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(SITE_URL).scheme
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = CONFIGURATION.sends_mail
MFA_TOTP_ISSUER = "Microintegration"
# An account that nobody has used for so long is deleted, after its owner was told by e-mail.
INACTIVE_MONTHS = CONFIGURATION.inactive_months
# Whether whoever may enter the admin needs a passkey or an authenticator app beside her password.
EDITORS_NEED_SECOND_STEP = CONFIGURATION.demands_second_step
# How often people may write; see `mimi.people.limits`.
LIMITS = CONFIGURATION.limits
# What is taken out of the site as H5P: versions of its types, and what packages say of their origin.
H5P_VERSIONS = CONFIGURATION.h5p_packages.versions
H5P_LICENCE = CONFIGURATION.h5p_packages.licence
H5P_AUTHOR = CONFIGURATION.h5p_packages.author

# --- Wagtail ---------------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Microintegration"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English"), ("nb", "Norsk"), ("de", "Deutsch"), ("el", "Ελληνικά")]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# Editors sign in where everyone does, so one place guards passwords, passkeys and tries.
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_RESET_ENABLED = False
# Nothing in the admin asks another server.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "mp3", "mp4", "odt", "pdf", "pptx", "rtf", "txt", "vtt", "webm", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 200 * 1024 * 1024
# Documents go through Wagtail's own view, which knows who may see which.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILAPI_LIMIT_MAX = 50
# Deleted pages can be brought back for so long.
KEEP_DELETED_DAYS = CONFIGURATION.keep_deleted_days
# A translation that is begun is a draft, also of a page that is live: nobody publishes by beginning, and nobody is
# shown English under another language's address.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# Approved pages are published, those that wait for others together with them.
WAGTAIL_FINISH_WORKFLOW_ACTION = "mimi.editors.changes.workflow.publish_or_approve"
# What a machine translates waits for a person to confirm it; see `mimi.editors.aids.machine`.
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = CONFIGURATION.machine_translator
# A practice that nobody has looked at for so long asks its editors for a review.
PRACTICE_REVIEW_MONTHS = 24
# The same of any other page.
PAGE_REVIEW_MONTHS = 12
# Whether this site asks others once a week if its links to them still lead somewhere.
CHECK_LINKS = CONFIGURATION.check_links
# Whether the worker makes the course and the library into books.
MAKE_BOOKS = CONFIGURATION.make_books
# Many times what the lessons ask for; more is nobody's notebook.
REFLECTIONS_PER_LEARNER = 500
# Bounds on H5P packages that differ from those of `courses.h5p.reading.limits`, by their names there.
H5P_LIMITS: dict[str, int] = {}
# A page with many blocks is one large form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
