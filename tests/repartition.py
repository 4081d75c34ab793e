"""Which worker runs what: the rights tests on one, since they share one walk; the longest first, so that none waits."""

from xdist.scheduler import LoadFileScheduling

ENSEMBLE = "tests/droits/"
LONGS = (ENSEMBLE, "tests/navigateur/", "tests/bilans/test_oracle", "tests/imports/test_volume", "tests/jardins/")


class ParFichier(LoadFileScheduling):
    """A file stays on one worker, and so does a folder whose tests share a long preparation."""

    def _split_scope(self, nodeid: str) -> str:
        return ENSEMBLE if nodeid.startswith(ENSEMBLE) else super()._split_scope(nodeid)


def les_longs_d_abord(items: list) -> None:
    """Sort the tests where they stand by how long their file is known to take; the others keep their order."""
    items.sort(key=lambda item: next((rang for rang, debut in enumerate(LONGS) if item.nodeid.startswith(debut)), 99))
