"""H5P in Wagtail's admin: the libraries for administrators, the activities for editors."""
