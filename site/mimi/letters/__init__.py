"""E-mails that people get without asking at that moment: each at most once, in their language, easily stopped."""
