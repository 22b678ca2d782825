"""Where files are kept: static files under hashed names, uploads in a folder or in an S3-compatible store."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed and precompressed static files, among them modules that import one another."""

    support_js_module_import_aggregation = True


class PrivateS3Storage(S3Storage):
    """A bucket that nobody but the site reads: visitors get files from the site, and no other server learns of them."""

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """The file's address on this site."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name))
