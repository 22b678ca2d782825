"""Measures how fast the site answers, as ratios to a bare Django view on the same server in the same run."""
