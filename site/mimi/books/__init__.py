"""Books: the whole course, and the whole library, to take along as PDF and EPUB.

What a book holds is written by the room that it belongs to, which registers itself here (`registry`, `content`). A
book is made in the background once after what it holds was published (`making`), kept in the store for uploads, and
served as a file (`views`).
"""
