"""What people do in activities: statements, tries that are worked out from them, and where somebody left off."""
