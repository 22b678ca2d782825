"""One's own data: what is stored about people, shown to them, and deleted for good.

Each model that holds something about a person is declared once (`declarations`). The page that says what is stored, the
copy that people take away, deletion and the deadlines for those who don't come back all follow from that.
"""
