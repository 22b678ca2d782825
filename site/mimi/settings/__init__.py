"""Settings: `development`, `production` and `test`, each a few lines on top of `base`."""
