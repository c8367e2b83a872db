"""Fetching: addresses become files of a folder, politely, with a manifest of where each came from."""

from __future__ import annotations

from travaux.fetch.manifest import Fetched, address_of, manifest

__all__ = ["Fetched", "address_of", "manifest"]
