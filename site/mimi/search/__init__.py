"""Search over everything that the site publishes, in each reader's own language.

What there is to find comes from the house's other rooms (`contributions`). It is cut into words, folded and stemmed
by the rules of its language (`analysis`), and kept in four small tables (`models`, `indexing`) whenever something is
published. A query goes the same way (`asking`), and the database only adds up whole numbers (`ranking`): so every
database finds the same in the same order.
"""
