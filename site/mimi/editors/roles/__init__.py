"""Who may do what in the editor: roles, what each gives, and where it is enforced."""
