"""Pages are opened in every test of a view."""

from tests.pages import _watching_queries, opens, statements

__all__ = ["_watching_queries", "opens", "statements"]
