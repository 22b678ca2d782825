"""What keeps editors from losing work: a second step at sign-in, undo of a publish, deleted pages that come back."""
