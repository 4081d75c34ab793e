"""The stories of the demonstration: what an interview after another may say, and the steps that come of it.

Every person and every word is invented. `{prenom}` is the first name, `{il}` and `{Il}` she or he, `{e}` the ending of
an agreement. A story goes on as long as the stay does; once told, ordinary news follow.
"""

from dataclasses import dataclass

from participants.choix import QuiFait, StatutDemarche

PERSONNE, AGENT, ENSEMBLE, PARTENAIRE = QuiFait
ABOUTIE, ABANDONNEE = StatutDemarche.ABOUTIE, StatutDemarche.ABANDONNEE


@dataclass(frozen=True)
class Pas:
    """A step opened at an interview; `delai` in days gives its due date, `clot` the interview it ends at, and how."""

    theme: str
    intitule: str
    qui: str = PERSONNE
    partenaire: str = ""
    delai: int = 30
    clot: int | None = None
    statut: str = ABOUTIE
    resultat: str = ""


@dataclass(frozen=True)
class Temps:
    """One interview: what was said, under which themes, and the steps decided that day."""

    texte: str
    themes: tuple[str, ...] = ()
    pas: tuple[Pas, ...] = ()


@dataclass(frozen=True)
class Recit:
    """A story: its theme, what the person aims at, and its interviews in order; `prive` is a private note of "
    "the 2nd."""

    theme: str
    objectif: str
    temps: tuple[Temps, ...]
    prive: str = ""


LOGEMENT = Recit(
    "logement",
    "Avoir un logement à soi",
    (
        Temps(
            "{prenom} dort chez des proches depuis le printemps et sent que ça ne peut pas durer. {Il} veut un "
            "logement à {soi}, « même petit, mais avec une porte qui ferme ». On a regardé ensemble les pièces "
            "à réunir.",
            ("logement", "droits"),
            (
                Pas("droits", "Refaire la pièce d’identité", PERSONNE, delai=45, clot=2),
                Pas("logement", "Demander un logement social", ENSEMBLE, "V2H", 30, clot=1, resultat="dossier déposé"),
            ),
        ),
        Temps(
            "La demande est enregistrée. {prenom} a reçu son numéro unique et l’a rangé dans son livret. "
            "Il manque l’avis d’imposition, demandé pendant l’entretien.",
            ("logement",),
            (Pas("logement", "Relancer V2H sur le dossier", AGENT, "V2H", 30, clot=3),),
        ),
        Temps(
            "{prenom} dort mieux depuis qu’{il} vient au Vignoble. La carte d’identité est prête. On a préparé la "
            "visite d’une résidence sociale : {il} hésite, à cause de la chambre sans cuisine.",
            ("logement", "sante"),
            (Pas("logement", "Visiter la résidence ADOMA", PERSONNE, "ADOMA", 20, clot=3, resultat="visite faite"),),
        ),
        Temps(
            "La visite s’est bien passée. {prenom} accepte la résidence le temps que la demande avance. "
            "Le dossier d’aide au logement est à faire dès l’entrée.",
            ("logement", "budget"),
            (Pas("budget", "Demander l’aide au logement", ENSEMBLE, "", 30, clot=4),),
        ),
        Temps(
            "{prenom} a ses clés depuis dix jours. {Il} a apporté des pommes de terre du jardin à sa voisine "
            "de palier. "
            "L’aide au logement est ouverte. On garde la demande de logement social en attente.",
            ("logement", "famille"),
        ),
    ),
    "Reparler de la dette d’énergie : {il} n’a pas voulu en parler devant sa sœur.",
)

SANTE = Recit(
    "sante",
    "Retrouver un suivi médical",
    (
        Temps(
            "{prenom} n’a pas vu de médecin depuis plusieurs années et n’a plus de carte Vitale à jour. "
            "{Il} dit : « Les salles d’attente, ce n’est pas pour moi. » On commence par les droits.",
            ("sante", "droits"),
            (
                Pas(
                    "sante",
                    "Demander la Complémentaire santé solidaire",
                    ENSEMBLE,
                    "CPAM - Unité Solidarité",
                    30,
                    clot=2,
                ),
            ),
        ),
        Temps(
            "Le dossier est parti. {prenom} a entendu parler du bilan de santé par un autre jardinier et pose des "
            "questions. On a pris la date ensemble ; je l’accompagne la première fois.",
            ("sante",),
            (Pas("sante", "Bilan de santé", ENSEMBLE, "Institut Pasteur Lille", 40, clot=3, resultat="bilan fait"),),
        ),
        Temps(
            "L’attestation de droits est arrivée. {prenom} a choisi un médecin près du marché, où {il} va déjà.",
            ("sante",),
            (Pas("sante", "Déclarer un médecin traitant", PERSONNE, "", 30, clot=4),),
        ),
        Temps(
            "Le bilan est fait. {prenom} est revenu{e} avec un rendez-vous et le sourire : « Finalement, ils "
            "sont gentils. » "
            "Les suites lui appartiennent, je note seulement qu’un suivi commence.",
            ("sante",),
        ),
        Temps(
            "Le médecin traitant est déclaré. {prenom} vient plus régulièrement, surtout le matin. "
            "{Il} voudrait maintenant parler de travail.",
            ("sante", "emploi"),
            (Pas("emploi", "Faire un CV", ENSEMBLE, "", 30),),
        ),
    ),
    "Prévoir du temps seul à seul : {il} parle plus librement hors du bureau.",
)

EMPLOI = Recit(
    "emploi",
    "Entrer en chantier d’insertion",
    (
        Temps(
            "{prenom} a travaillé dans le bâtiment et en cuisine, et pas depuis longtemps. {Il} veut reprendre « par "
            "des matinées, pour voir si le corps suit ». On a fait la liste de ce qu’{il} sait faire.",
            ("emploi",),
            (
                Pas("emploi", "Faire un CV", ENSEMBLE, "", 30, clot=1, resultat="CV prêt"),
                Pas("emploi", "S’inscrire à France Travail", PERSONNE, "", 20, clot=1),
            ),
        ),
        Temps(
            "Le CV tient sur une page et {prenom} l’a lu à voix haute à l’équipe. L’inscription est faite. "
            "Les encadrants voient quelqu’un qui arrive à l’heure et qui range les outils.",
            ("emploi",),
            (Pas("emploi", "Candidater à un chantier d’insertion", ENSEMBLE, "AGEVAL", 40),),
        ),
        Temps(
            "L’association a reçu {prenom}. On attend leur réponse. En attendant, {il} mène l’équipe des "
            "poireaux le mardi.",
            ("emploi",),
            (Pas("mobilite", "Demander la carte de transport", PERSONNE, "", 20, clot=3),),
        ),
        Temps(
            "Réponse encourageante : une place se libère bientôt. {prenom} s’inquiète des horaires du bus, on les a "
            "regardés sur le plan. {Il} a sa carte de transport.",
            ("emploi", "mobilite"),
        ),
        Temps(
            "{prenom} a visité l’atelier et rencontré son futur encadrant. {Il} se projette et pense déjà aux "
            "chaussures "
            "de sécurité.",
            ("emploi",),
        ),
    ),
    "Attention au trop-plein : {il} accepte tout et se décourage ensuite.",
)

FORMATION = Recit(
    "formation",
    "Lire et écrire avec aisance",
    (
        Temps(
            "{prenom} comprend tout à l’oral et contourne ce qui est écrit. {Il} en parle aujourd’hui pour la première "
            "fois : les étiquettes des semis, c’est un voisin qui les lit.",
            ("savoirs-de-base", "formation"),
            (
                Pas(
                    "savoirs-de-base",
                    "Suivre un atelier lecture et écriture",
                    PERSONNE,
                    "Maison de quartier",
                    30,
                    clot=2,
                ),
            ),
        ),
        Temps(
            "Premier cours lundi dernier. {prenom} y est allé{e} à pied, avec une voisine. « On n’était pas "
            "jugés. » {Il} note maintenant ses heures dans un carnet.",
            ("savoirs-de-base",),
        ),
        Temps(
            "{prenom} a lu seul{e} le tableau des tâches devant l’équipe. L’atelier continue jusqu’à l’été. "
            "On regarde les formations qui acceptent ce niveau.",
            ("savoirs-de-base", "formation"),
            (Pas("formation", "Réunion d’information sur les formations", PERSONNE, "Maison de l’emploi", 30, clot=3),),
        ),
        Temps(
            "{prenom} est revenu{e} de la réunion avec deux idées : espaces verts ou cuisine. La pratique au jardin "
            "compte, les encadrants l’écriront.",
            ("formation", "emploi"),
            (Pas("formation", "Entrer en formation qualifiante", ENSEMBLE, "AFPA", 60),),
        ),
        Temps(
            "Le dossier de formation est complet. Il reste un test de positionnement, que {prenom} prépare avec "
            "l’atelier du lundi.",
            ("formation",),
        ),
    ),
)

DROITS = Recit(
    "droits",
    "Remettre les papiers à jour",
    (
        Temps(
            "{prenom} est arrivé{e} avec un sac de courriers non ouverts. On les a triés ensemble en trois tas. "
            "Le plus urgent : le renouvellement du RSA, à rendre avant la fin du mois.",
            ("droits", "budget"),
            (
                Pas("droits", "Demander ou renouveler le RSA", ENSEMBLE, "", 20, clot=1),
                Pas(
                    "budget", "Écrire à l’huissier pour un échéancier", AGENT, "", 30, clot=2, resultat="20 € par mois"
                ),
            ),
        ),
        Temps(
            "Les droits sont maintenus. {prenom} a ouvert seul{e} les courriers de la semaine. "
            "Il reste la déclaration trimestrielle, à faire en ligne : on l’a faite ici.",
            ("droits",),
            (Pas("savoirs-de-base", "Apprendre à faire la déclaration en ligne", ENSEMBLE, "", 60, clot=3),),
        ),
        Temps(
            "L’échéancier est accepté. {prenom} respire : « C’est moins lourd quand c’est écrit. » "
            "On a fait un budget simple sur une feuille.",
            ("budget",),
            (Pas("budget", "Tenir le budget sur trois mois", PERSONNE, "", 90),),
        ),
        Temps(
            "{prenom} a fait sa déclaration sans aide, sur le poste de l’accueil. Le budget tient, à dix euros près. "
            "{Il} demande si le jardin prend aussi des bénévoles l’été.",
            ("droits", "budget"),
        ),
        Temps(
            "Rien d’urgent. {prenom} voudrait parler de logement la prochaine fois : sa chambre est humide.",
            ("logement",),
            (Pas("logement", "Signaler l’humidité au bailleur", ENSEMBLE, "V2H", 30),),
        ),
    ),
    "Un proche gère encore sa carte bancaire : à reprendre avec délicatesse.",
)

FAMILLE = Recit(
    "famille",
    "Se libérer des matinées",
    (
        Temps(
            "{prenom} élève deux enfants et vient quand l’école le permet. {Il} aimerait trois matinées par semaine. "
            "On cherche une solution de garde pour le plus petit.",
            ("famille",),
            (
                Pas(
                    "famille",
                    "Trouver un mode de garde",
                    ENSEMBLE,
                    "",
                    45,
                    clot=2,
                    resultat="halte-garderie, 2 matinées",
                ),
            ),
        ),
        Temps(
            "La halte-garderie propose une place à l’essai. {prenom} hésite à confier l’enfant, on ira visiter "
            "ensemble. "
            "Au jardin, {il} s’occupe des plantes aromatiques.",
            ("famille",),
        ),
        Temps(
            "Les deux matinées sont prises, et l’enfant s’y plaît. {prenom} participe à la table solidaire de "
            "son quartier "
            "et a appris une recette de soupe à douze personnes.",
            ("famille", "emploi"),
            (Pas("mobilite", "Préparer le code de la route", PERSONNE, "Plateforme de mobilité", 90),),
        ),
        Temps(
            "Le code avance, une série sur deux est réussie. {prenom} pense à un travail de cuisine en collectivité. "
            "{Il} demande une immersion à la cantine.",
            ("mobilite", "emploi"),
            (Pas("emploi", "Préparer une immersion en cuisine", ENSEMBLE, "", 45),),
        ),
        Temps(
            "L’immersion est calée pour le mois prochain. {prenom} a acheté des chaussures de cuisine « avant "
            "d’avoir le "
            "poste », et ça l’a fait rire.",
            ("emploi",),
        ),
    ),
)

RECITS = (LOGEMENT, SANTE, EMPLOI, FORMATION, DROITS, FAMILLE)

# Ordinary news, once a story is told or for who comes for years.
NOUVELLES = (
    Temps(
        "Point du mois. {prenom} vient régulièrement et dit se sentir utile. Rien de nouveau côté démarches, on garde "
        "le cap."
    ),
    Temps(
        "{prenom} a montré à deux nouveaux comment repiquer les salades. {Il} demande à être prévenu{e} pour la "
        "prochaine table solidaire.",
        ("famille",),
    ),
    Temps(
        "Semaine difficile, peu de sommeil. {prenom} a quand même tenu à venir. On a relu ce qui est en route et remis "
        "une seule chose à faire d’ici la prochaine fois.",
        ("sante",),
    ),
    Temps("Entretien court, entre deux récoltes. Tout est en ordre, le prochain rendez-vous est pris au bureau."),
    Temps(
        "{prenom} a reçu un courrier qu’{il} ne comprenait pas : c’était une bonne nouvelle, le dossier est accepté.",
        ("droits",),
    ),
    Temps(
        "On a fait le point sur l’année. {prenom} mesure le chemin : « Avant, je ne sortais plus. » {Il} accepte que "
        "l’on parle de la suite.",
        ("emploi",),
    ),
)
ENTREE = Temps(
    "Premier entretien. {prenom} connaît le jardin par une connaissance. On a pris le temps de se présenter, "
    "de lire la "
    "notice et de parler de ce qu’{il} attend. Le bilan d’entrée est commencé.",
)
