"""Documents read in: what a Word, PDF or text file holds becomes drafts, after an editor has looked at what is what."""
