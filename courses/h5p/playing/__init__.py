"""Playing an activity: in a frame of its own origin, from addresses that end by themselves."""
