"""Reading of H5P packages that strangers made: everything is checked before anything is kept.

Follows the specification of H5P packages (https://h5p.org/documentation/developers/h5p-specification). No database has
a part in it: what the store holds is handed in.
"""

from .limits import Limits
from .package import FileEntry, Library, Name, Package, read_package
from .refusals import RefusedPackageError

__all__ = ["FileEntry", "Library", "Limits", "Name", "Package", "RefusedPackageError", "read_package"]
