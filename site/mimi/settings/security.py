"""What a browser may load and do: one policy for the public site, another for Wagtail's admin."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

PUBLIC_POLICY: dict[str, list[str]] = {
    "default-src": [SELF],
    "img-src": [SELF, "data:"],
    "object-src": [NONE],
    "worker-src": [SELF],
    "base-uri": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}

# Wagtail's admin writes scripts and styles into its pages, and shows uploads before they are sent.
ADMIN_POLICY: dict[str, list[str]] = {
    **PUBLIC_POLICY,
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "media-src": [SELF, "blob:"],
    "font-src": [SELF, "data:"],
    "frame-src": [SELF],
}

# What no page of ours ever needs.
PERMISSION_FEATURES = ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
