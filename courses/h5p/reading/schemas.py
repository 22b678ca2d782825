"""What `h5p.json` and `library.json` must say, as JSON schemas, and where one doesn't.

Source: https://h5p.org/documentation/developers/json-file-definitions and …/library-definition. Exporters write
versions as numbers or as text, so both are read.
"""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from .refusals import RefusedPackageError

MACHINE_NAME = r"^[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$"
LICENSES = [
    "CC BY", "CC BY-SA", "CC BY-ND", "CC BY-NC", "CC BY-NC-SA", "CC BY-NC-ND", "CC0 1.0",
    "GNU GPL", "PD", "ODC PDDL", "CC PDM", "U", "C",
]  # fmt: skip

_NUMBER: dict[str, Any] = {
    "anyOf": [{"type": "integer", "minimum": 0, "maximum": 9999}, {"type": "string", "pattern": r"^[0-9]{1,4}$"}]
}
_SWITCH = {"enum": [0, 1, True, False, "0", "1"]}
_TEXT = {"type": "string", "maxLength": 255}
_LONG = {"type": "string", "maxLength": 10_000}
_NAME = {"type": "string", "maxLength": 100, "pattern": MACHINE_NAME}
_DEPENDENCY = {
    "type": "object",
    "required": ["machineName", "majorVersion", "minorVersion"],
    "properties": {"machineName": _NAME, "majorVersion": _NUMBER, "minorVersion": _NUMBER},
}
_DEPENDENCIES = {"type": "array", "maxItems": 500, "items": _DEPENDENCY}
_PATHS = {
    "type": "array",
    "maxItems": 500,
    "items": {"type": "object", "required": ["path"], "properties": {"path": _TEXT}},
}

H5P = Draft202012Validator(
    {
        "type": "object",
        "required": ["title", "mainLibrary", "preloadedDependencies"],
        "properties": {
            "title": {**_TEXT, "minLength": 1},
            "mainLibrary": _NAME,
            "language": {"type": "string", "pattern": r"^[-a-zA-Z]{1,20}$"},
            "defaultLanguage": {"type": "string", "pattern": r"^[-a-zA-Z]{1,20}$"},
            "preloadedDependencies": {**_DEPENDENCIES, "minItems": 1},
            "dynamicDependencies": _DEPENDENCIES,
            "editorDependencies": _DEPENDENCIES,
            "embedTypes": {"type": "array", "items": {"enum": ["div", "iframe"]}},
            "license": {"enum": LICENSES},
            "licenseVersion": _TEXT,
            "licenseExtras": _LONG,
            "authors": {
                "type": "array",
                "maxItems": 200,
                "items": {"type": "object", "properties": {"name": _TEXT, "role": _TEXT}},
            },
            "author": _TEXT,
            "source": _LONG,
            "authorComments": _LONG,
        },
    }
)

LIBRARY = Draft202012Validator(
    {
        "type": "object",
        "required": ["title", "machineName", "majorVersion", "minorVersion", "patchVersion", "runnable"],
        "properties": {
            "title": {**_TEXT, "minLength": 1},
            "machineName": _NAME,
            "majorVersion": _NUMBER,
            "minorVersion": _NUMBER,
            "patchVersion": _NUMBER,
            "runnable": _SWITCH,
            "fullscreen": _SWITCH,
            "author": _TEXT,
            "license": _TEXT,
            "description": _LONG,
            "contentType": _TEXT,
            "coreApi": {
                "type": "object",
                "required": ["majorVersion", "minorVersion"],
                "properties": {"majorVersion": _NUMBER, "minorVersion": _NUMBER},
            },
            "preloadedJs": _PATHS,
            "preloadedCss": _PATHS,
            "preloadedDependencies": _DEPENDENCIES,
            "dynamicDependencies": _DEPENDENCIES,
            "editorDependencies": _DEPENDENCIES,
            "embedTypes": {"type": "array", "items": {"enum": ["div", "iframe"]}},
        },
    }
)


def check(schema: Draft202012Validator, where: str, value: Any) -> dict[str, Any]:
    """Return a value that is as its schema says.

    Raises:
        RefusedPackageError: it isn't; it names the field.
    """
    if not isinstance(value, dict):
        raise RefusedPackageError("not-an-object", where)
    error = best_match(schema.iter_errors(value))
    if error is None:
        return value
    while error.parent is not None:
        error = error.parent
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path)
    if error.validator == "required":
        lacking = next(name for name in error.validator_value if name not in error.instance)
        raise RefusedPackageError("lacks", where, what=f"{path}.{lacking}".lstrip("."))
    raise RefusedPackageError("wrong-value", where, what=path.lstrip(".") or where)
