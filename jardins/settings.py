"""Settings, in one file, read from the environment.

PRODUCTION      1 on a real installation: HTTPS only, no default for the three next ones. Default 0: this machine only.
SECRET_KEY      50 characters or more. Without PRODUCTION, one is made once and kept under JARDINS_VAR.
ALLOWED_HOSTS   the names people type in their browser, separated by commas. Without PRODUCTION: this machine.
DATABASE_URL    postgres://user:password@host/name, or sqlite:////path/to/file. Default: SQLite under JARDINS_VAR.
JARDINS_VAR     folder of what the application writes. Default: var/ beside manage.py.
DEBUG           1 shows Django's error pages; refused with PRODUCTION.
PROXYS          how many reverse proxies stand before the application and add to X-Forwarded-For. Default 0.
NOM_STRUCTURE   the name printed on pages and documents. Default: CCAS de Valenciennes.
CONTACT         whom to ask for help: a telephone number or an address, shown on error and help pages. Default: none.
ADRESSE         how people reach the application, for the links of its letters: https://jardins.ville.fr, without what
                follows. Default: https:// and the first of ALLOWED_HOSTS; without PRODUCTION, http://127.0.0.1:8000.
EMAIL_URL       smtp+tls://user:password@host:587, or smtp://host. Without it no letter leaves: links are handed over.
EXPEDITEUR      the address letters come from. Default: jardins@localhost.
RESPONSABLE     who answers for what is published, HEBERGEUR who hosts the machine, DELEGUE how to reach the data
                protection officer: for the legal pages, which say « à compléter par le CCAS » without them.
"""

import re
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import unquote

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env.str("JARDINS_VAR", default="") or BASE_DIR / "var")
PRODUCTION = env.bool("PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)

if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("DEBUG et PRODUCTION ne vont pas ensemble : retirez DEBUG de l’environnement.")


def _secret() -> str:
    """The secret key: given in production; elsewhere made once and kept, so that sessions survive a restart."""
    if cle := env.str("SECRET_KEY", default=""):
        if PRODUCTION and len(cle) < 50:
            raise ImproperlyConfigured("SECRET_KEY doit compter au moins 50 caractères.")
        return cle
    if PRODUCTION:
        raise ImproperlyConfigured("SECRET_KEY manque : donnez 50 caractères tirés au hasard.")
    fichier = VAR / "cle-secrete"
    if not fichier.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=VAR, delete=False) as brouillon:  # readable by its owner only
            brouillon.write(get_random_secret_key())
        # A rename: two first starts at once never see half a key.
        Path(brouillon.name).replace(fichier)
    return fichier.read_text()


def _base() -> dict:
    """The database: PostgreSQL, or SQLite with durable, impatient-proof settings."""
    base = env.db_url("DATABASE_URL", default=f"sqlite:///{VAR}/jardins.sqlite3")
    base["HOST"] = unquote(base.get("HOST") or "")
    if base["ENGINE"].endswith("sqlite3"):
        Path(base["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        base["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        }
    else:
        base.setdefault("CONN_MAX_AGE", 60)
        base["CONN_HEALTH_CHECKS"] = True
    return base


def _adresse() -> str:
    """Where letters send people: a scheme and a host, nothing else, and HTTPS in production."""
    hote = ALLOWED_HOSTS[0].removeprefix(".") if PRODUCTION else ""
    adresse = env.str("ADRESSE", default=f"https://{hote}" if PRODUCTION else "http://127.0.0.1:8000").rstrip("/")
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?", adresse):
        raise ImproperlyConfigured(
            f"ADRESSE est mal écrite : « {adresse} ». Donnez par exemple https://jardins.ville.fr."
        )
    if PRODUCTION and not adresse.startswith("https://"):
        raise ImproperlyConfigured("ADRESSE doit commencer par https:// sur une installation réelle.")
    return adresse


SECRET_KEY = _secret()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]"])
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS manque : donnez le nom de la machine, par exemple jardins.ville.fr.")
if DEBUG and set(ALLOWED_HOSTS) - {"127.0.0.1", "localhost", "[::1]"}:
    raise ImproperlyConfigured("DEBUG ne sert que sur cette machine : retirez ALLOWED_HOSTS ou DEBUG.")
ADRESSE = _adresse()
DATABASES = {"default": _base()}

INSTALLED_APPS = [
    "socle",
    "comptes",
    "jardins",
    "partenaires",
    "participants",
    "ateliers",
    "recoltes",
    "bilans",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # docs/decisions/2026-11-23-pages-compressees.md
    "csp.middleware.CSPMiddleware",
    "comptes.middleware.entetes",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "comptes.middleware.sessions_bornees",
    "comptes.middleware.acces_declares",
    "comptes.middleware.corps_bornes",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "jardins.urls"
WSGI_APPLICATION = "jardins.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jardins.contexte.habillage",
            ],
        },
    },
]

# Language and time: people live in Paris days, the database keeps UTC instants.
LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
NOM_STRUCTURE = env.str("NOM_STRUCTURE", default="CCAS de Valenciennes")
CONTACT = env.str("CONTACT", default="")
RESPONSABLE, HEBERGEUR, DELEGUE = (env.str(nom, default="") for nom in ("RESPONSABLE", "HEBERGEUR", "DELEGUE"))

# Signing in: e-mail and password by the CNIL's rules, attempts limited by account and address together.
AUTH_USER_MODEL = "comptes.Utilisateur"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "comptes.mots_de_passe.RegleCNIL"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "nom", "prenom")},
    },
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "comptes:connexion"
LOGIN_REDIRECT_URL = "accueil"
LOGOUT_REDIRECT_URL = "comptes:connexion"
PROXYS = env.int("PROXYS", default=0)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "comptes.middleware.identifiant_saisi"
AXES_LOCKOUT_CALLABLE = "comptes.views.porte.connexion_bloquee"
AXES_CLIENT_IP_CALLABLE = "comptes.middleware.adresse_du_client"
AXES_DISABLE_ACCESS_LOG = True  # sign-ins are journaled by comptes.journal, once
AXES_VERBOSE = False  # its log lines carry names

# Sessions end after half an hour without a request, and after twelve hours whatever happens.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_INACTIVITE = timedelta(minutes=30)
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "comptes.views.porte.jeton_perime"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
if PRODUCTION:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-jeton"

# « Le dossier de … est enregistré » stays here and ends with the session: a cookie would tell it to who comes next.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Headers: nothing from elsewhere, nothing inline, nothing in a frame.
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
# Not «no-referrer»: browsers then send «Origin: null» with our own forms, and the CSRF check refuses them.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if PROXYS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# Files: ours only, hashed names, compressed once.
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a half-day's roll call: two a person and session, 200 people at five sites
CORPS_MAX = 100 * 1024 * 1024  # nothing above is read at all; a file over 20 MB is refused in words (jardins/forms.py)
FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.str("EXPEDITEUR", default="jardins@localhost")

# Logs carry no personal data: paths without query string, no bodies, no messages of errors.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "ligne": {
            "class": "socle.traces.SansMessage",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "ligne"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
    },
}

# What lower packages show of higher ones is plugged in here, by dotted name, and nowhere else.
RESSOURCES = (
    "participants.resources.Participants",
    "participants.resources.Changements",
    "ateliers.resources.Seances",
    "ateliers.resources.Presences",
    "participants.resources_livret.Entretiens",
    "participants.resources_livret.Demarches",
)

# What a worker may be asked to do, by the last word of the name: (travail, suivre, le) (socle/travaux/ouvrier.py).
TRAVAUX = ("socle.imports.travaux.import_verifier", "socle.imports.travaux.import_ecrire")

# What every worker does between two works, every ten minutes: (le=instant) (socle/management/commands/travailler.py).
MENAGES = ("participants.services.resume.menage",)

# Who says that a stay may not end so early: (stays) → (stay’s key, reason) for each that leaves something outside.
GARDIENS_DES_PARCOURS = ("ateliers.services.presences_laissees_dehors",)

# What becomes of each relation when two files of one person are merged: a tuple of Regle a package.
REGLES_DE_FUSION = (
    "participants.services.fusion_dossiers.REGLES",
    "participants.services.fusion_livret.REGLES",
    "ateliers.fusion.REGLES",
)

# What the home page of each role shows: (person, day) → Geste, Tuile and Carte (jardins/accueil.py).
CARTES_D_ACCUEIL = (
    "participants.accueil_rendezvous.cartes",
    "participants.accueil.cartes_des_participants",
    "ateliers.accueil.seances_a_l_accueil",
    "participants.accueil_jardin.gestes_du_jardin",
    "bilans.accueil.cartes",
    "jardins.accueil_administration.cartes",
)

# Where the search looks: (person, normalised words, limit) → Groupe (jardins/recherche.py).
RECHERCHES = (
    "participants.recherche.participants",
    "ateliers.recherche.seances",
)

# The tabs of a file, in their order, and what it warns of: (frame) → Alerte (participants/dossier.py).
ONGLETS_DU_DOSSIER = (
    "participants.dossier.ONGLET_ENSEMBLE",
    "participants.views.entretiens.ONGLET_ENTRETIENS",
    "participants.views.projet.ONGLET",
    "participants.views.diagnostic.ONGLET",
    "participants.dossier.ONGLET_COORDONNEES",
    "participants.dossier.ONGLET_PARCOURS",
    "ateliers.dossier.ONGLET_PRESENCES",
    "participants.views.competences.ONGLET",
    "participants.views.papiers.ONGLET",
    "participants.dossier.ONGLET_HISTORIQUE",
    "participants.views.journal.ONGLET",
)
ALERTES_DU_DOSSIER = (
    "participants.alertes_rythme.alerte_de_rythme",
    "ateliers.signaux.alerte_d_absence",
    "participants.alertes_papiers.alerte_des_papiers",
)

# What lists of people know from above: (day) → {name: expression over the outer participant}.
ANNOTATIONS_DES_PARTICIPANTS = ("ateliers.signaux.presences_des_participants",)

# The reference lists that the chef de projet keeps, in their order (jardins/listes.py).
LISTES = (
    "jardins.models.Site",
    "ateliers.models.Atelier",
    "participants.models.Quartier",
    "participants.models.NiveauEtudes",
    "participants.models.Situation",
    "participants.models.Logement",
    "participants.models.MotifSortie",
    "partenaires.models.Thematique",
    "participants.models.Frein",
    "participants.models.DemarcheProposee",
    "participants.models.TypeContrat",
    "participants.models.Competence",
    "participants.models.TypeDocument",
)

# What the demonstration has besides its tables, in their order: (day).
COMPLEMENTS_DE_DEMONSTRATION = (
    "participants.demonstration.suivre",
    "participants.demonstration.raconter",
    "participants.demonstration.faire_les_bilans",
    "participants.demonstration.observer",
    "participants.demonstration.remplir_les_papiers",
    "ateliers.demonstration.laisser_a_faire",
)
