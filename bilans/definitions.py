"""What each figure means, in the words printed beside it. The contract is docs/formats.md."""

DEFINITIONS = {
    "personnes.total": (
        "Personnes différentes dont un parcours est ouvert au moins un jour de la période. "
        "Une personne revenue plusieurs fois compte une fois."
    ),
    "personnes.entrees": "Parcours dont le jour d’entrée est dans la période.",
    "personnes.sorties": "Parcours dont le jour de sortie est dans la période.",
    "personnes.presentes": "Personnes différentes notées présentes à au moins une séance réalisée de la période.",
    "personnes.par_sexe": "Sexe déclaré.",
    "personnes.par_age": (
        "Âge en années entières au premier jour du premier parcours dans la période. Une année de naissance seule "
        "compte pour le 1er juillet ; une naissance un 29 février vieillit le 1er mars."
    ),
    "personnes.par_situation": "Ressource principale au dernier jour du dernier parcours dans la période.",
    "personnes.par_quartier": "Quartier d’habitation au dernier jour du dernier parcours dans la période.",
    "personnes.par_niveau_etudes": (
        "Niveau d’études au dernier jour du dernier parcours dans la période, dans les classes de 1969 : "
        "3 est V, 4 est IV, 5 est III, 6 à 8 sont I et II ; « infra 3 » sans autre détail reste à part."
    ),
    "personnes.par_logement": "Logement au dernier jour du dernier parcours dans la période.",
    "personnes.par_prescripteur": "Qui a orienté la personne, pour son dernier parcours dans la période.",
    "ateliers.seances": "Séances réalisées dans la période, tables solidaires à part.",
    "ateliers.heures": "Durée de ces séances, de leur début à leur fin.",
    "ateliers.par_type": "Séances réalisées, leur durée, et les personnes différentes qui y étaient présentes.",
    "ateliers.par_site": "Séances réalisées et leur durée, par lieu.",
    "presences.heures": "Minutes de présence des personnes présentes aux séances réalisées, divisées par 60.",
    "presences.personnes": "Personnes différentes notées présentes à au moins une séance réalisée.",
    "presences.moyenne_heures": "Heures de présence divisées par le nombre de personnes présentes.",
    "presences.par_site": "Heures de présence, par lieu de la séance.",
    "presences.par_participant": "Heures de présence de chaque personne, désignée par sa référence, et par lieu.",
    "sante.animations": "Séances réalisées de l’atelier « Promotion et éducation à la santé ».",
    "sante.participants": "Personnes différentes notées présentes à au moins une de ces séances.",
    "sante.bilans": (
        "Démarches de la thématique santé nommées « Bilan de santé » et devenues « aboutie » dans la période."
    ),
    "sante.themes": "Les thèmes différents de ces séances, et combien de séances ont porté sur chacun.",
    "parcours_relances.personnes": (
        "Personnes différentes dont une démarche a commencé dans la période, sans être seulement prévue, "
        "ou est devenue « aboutie » dans la période."
    ),
    "parcours_relances.par_thematique": (
        "Ces personnes et leurs démarches, par thématique. Une démarche commencée et aboutie dans la période "
        "compte une fois ; une personne peut figurer sur plusieurs lignes."
    ),
    "parcours_relances.emploi_par_contrat": (
        "Personnes différentes dont une démarche d’emploi est devenue « aboutie » dans la période, par contrat obtenu. "
        "Les sorties sont comptées à part."
    ),
    "sorties.total": "Parcours, et non personnes, dont le jour de sortie est dans la période.",
    "sorties.dynamiques": (
        "Sorties en CDI, CDD, CDDI, intérim, contrat aidé, création d’activité ou formation qualifiante."
    ),
    "sorties.par_motif": "Motif noté à la sortie.",
    "entretiens.nombre": (
        "Entretiens de la période où la personne est venue, y compris hors de tout parcours. "
        "Les rendez-vous manqués ne comptent pas."
    ),
    "entretiens.mois_parcours": (
        "Pour chaque parcours, les mois où il est ouvert au moins un jour de la période, jusqu’à aujourd’hui. "
        "Un mois suspendu d’un bout à l’autre n’est pas compté."
    ),
    "entretiens.mois_couverts": "Ceux de ces mois où un entretien a eu lieu pendant le parcours.",
    "entretiens.taux_couverture": "Mois couverts, rapportés aux mois de parcours.",
}
