"""Takes quizzes and modules out of the site as H5P packages.

A package is content alone, a few kilobytes, unless it is asked for with its libraries: the site that receives it has
them, in the versions that `settings.H5P_VERSIONS` names. How a question becomes H5P is told beside its question type,
by its method `h5p`.
"""
