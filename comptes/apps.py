"""Who logs in, what each role may do, and the journal of what was consulted."""

from django.apps import AppConfig
from django.core.checks import register

from comptes.controles import routes_declarees


class ComptesConfig(AppConfig):
    name = "comptes"
    verbose_name = "Comptes"

    def ready(self):
        register(routes_declarees)
