"""Links that lead nowhere: those within the site, found from the content itself, and those to other sites, asked."""
