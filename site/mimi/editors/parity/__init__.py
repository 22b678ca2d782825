"""The gate before a translated page is published: it must hold what the English page holds, in its own language."""
