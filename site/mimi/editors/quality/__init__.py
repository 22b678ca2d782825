"""What tells editors how good a page is: readability, links, files nobody uses, and pages that nobody has looked at."""
