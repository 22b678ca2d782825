"""Which static files are collected."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class LeanStaticFilesConfig(StaticFilesConfig):
    """Leaves out what npm packages ship for bundlers: no page of ours links to it."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "ext",
        "*.gz",
        "*.d.ts",
        "*.amd.js",
        "*.cjs.js",
        "*.esm.js",
    ]
