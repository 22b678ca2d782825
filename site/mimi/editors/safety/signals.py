"""What other rooms may listen to."""

from django.dispatch import Signal

# A publish was undone. `instance` is the page as it is now, `revision_number` the revision that was live before,
# `published_at` when that had gone live.
publish_undone = Signal()
