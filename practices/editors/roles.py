"""The permission that comes with the role of a library moderator."""

from mimi.editors.roles.rights import Permission, add_permission

add_permission(
    "moderate",
    Permission("practices", "adaptation", "moderate_adaptation", "Can publish and send back adaptations"),
)
