"""Certificates as Open Badges 3.0 (1EdTech): credentials that other programs read, keep and check.

A badge says what its certificate says, signed with a key of the site (EdDSA over Ed25519, RFC 8037) as a JWT in the
format of section 8.2 of the specification, alone or baked into a picture (sections 5.3). The issuer, each achievement,
each public key and the list of what holds no more are published below `/badges/`.
"""
