"""What a document's blocks are: modules, lessons, practices with their steps, and what is none of these."""
