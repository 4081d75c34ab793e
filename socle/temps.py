"""Times and days in the database, for both engines."""

from django.db.models import Func, IntegerField, PositiveSmallIntegerField


class MinutesEntre(Func):
    """Whole minutes from a first time of day to a second one of the same day.

    Usable in a generated column: nothing but deterministic SQL of the engine itself.
    """

    output_field = PositiveSmallIntegerField()
    arity = 2

    def as_sqlite(self, compiler, connection, **extra):
        (debut, p1), (fin, p2) = map(compiler.compile, self.get_source_expressions())
        minutes = "(CAST(substr({0}, 1, 2) AS INTEGER) * 60 + CAST(substr({0}, 4, 2) AS INTEGER))"
        return f"({minutes.format(fin)} - {minutes.format(debut)})", [*p2, *p2, *p1, *p1]

    def as_postgresql(self, compiler, connection, **extra):
        (debut, p1), (fin, p2) = map(compiler.compile, self.get_source_expressions())
        return f"((EXTRACT(EPOCH FROM ({fin} - {debut})) / 60)::integer)", [*p2, *p1]


class AnneesEntre(Func):
    """Whole years from a first day to a second one, null when either is unknown.

    Days are compared as numbers such as 20150301, so that a person born on a 29 February is a year older on
    1 March, never on the 28th.
    """

    output_field = IntegerField()
    arity = 2

    def as_sqlite(self, compiler, connection, **extra):
        (debut, p1), (fin, p2) = map(compiler.compile, self.get_source_expressions())
        nombre = "CAST(replace({}, '-', '') AS INTEGER)"
        return f"(({nombre.format(fin)} - {nombre.format(debut)}) / 10000)", [*p2, *p1]

    def as_postgresql(self, compiler, connection, **extra):
        (debut, p1), (fin, p2) = map(compiler.compile, self.get_source_expressions())
        nombre = "to_char({}, 'YYYYMMDD')::integer"
        return f"(({nombre.format(fin)} - {nombre.format(debut)}) / 10000)", [*p2, *p1]
