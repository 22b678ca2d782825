"""The admin's first page: what waits for the person who looks at it, what is behind, and what is learned."""
