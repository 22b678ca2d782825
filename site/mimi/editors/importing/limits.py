"""How much a document may be: enough for any practice set, too little to harm the site."""

from __future__ import annotations

from datetime import timedelta

MEGABYTE = 1024 * 1024

# The file, and what its parts unpack to.
MOST_BYTES = 25 * MEGABYTE
MOST_UNPACKED = 200 * MEGABYTE
MOST_XML = 40 * MEGABYTE
MOST_ENTRIES = 5_000
# Only very small parts may be packed tighter than text ever is.
MOST_PACKED = 200
ALWAYS_FINE = MEGABYTE

MOST_PAGES = 400
MOST_CHARACTERS = 3_000_000
MOST_BLOCKS = 20_000
# Lists and tables in one another, in the outline and in a document's own markup.
DEEPEST_LIST = 6
DEEPEST_XML = 250
# Parts of a proposal: each has some fields in one form.
MOST_PARTS = 1_000

# The process that reads.
MOST_MEMORY = 1024 * MEGABYTE
MOST_SECONDS = 180
# What a person waits for in her browser; what takes longer is read by the worker.
SECONDS_AT_ONCE = 15
BYTES_AT_ONCE = 256 * 1024
MOST_ANSWER = 60 * MEGABYTE

KEEP_UPLOAD = timedelta(days=1)
KEEP_PROPOSAL = timedelta(days=14)
# Of one person at a time, so that nobody fills the database.
MOST_PROPOSALS = 20
