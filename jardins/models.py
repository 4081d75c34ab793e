"""The gardens themselves."""

from socle.bases import ListeReference


class Site(ListeReference):
    """Where people garden: one of the three gardens, or elsewhere."""

    class Meta(ListeReference.Meta):
        verbose_name = "site"
        verbose_name_plural = "sites"
