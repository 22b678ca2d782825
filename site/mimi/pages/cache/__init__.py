"""Keeping rendered pages and parts of them until a publish changes what they show.

Whatever is rendered notes what it depends on as *tags* (`mimi.pages.cache.tags`): the content of a page, its
face (title and address, as others show it), the outline of a course. A publish raises the stamps of
the tags that it changes (`mimi.pages.cache.stamps`), and everything made before with one of these tags is
made anew when it is asked for next. Workers look for new stamps at most once a second.
"""
