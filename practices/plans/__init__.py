"""Plans: a good practice made one's own, alone or together with others."""
