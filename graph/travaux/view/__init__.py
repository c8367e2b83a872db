"""The interactive page: one HTML file that opens without a network connection and runs nothing that documents say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from travaux.store import Store


def page(store: Store, title: str = "Who took which position", live: str = "") -> str:
    """Return the graph of a store as one HTML page: a network, a matrix, a time line and a map of agreement.

    With `live`, what is shown links to its pages on a server, at addresses that begin so.
    """
    from travaux.view.html import render
    from travaux.view.picture import picture

    return render(picture(store), title, live)
