"""Help while translating: glossary and earlier translations, files for outside translators, machines, a preview."""
