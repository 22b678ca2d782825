"""Which practices fit an organisation, worked out openly from what is declared on both sides."""
