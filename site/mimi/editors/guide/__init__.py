"""The editors' guide: short chapters by task, in the language of the person's admin."""
