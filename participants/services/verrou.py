"""One writer of a person's file at a time: every service that writes in it takes this lock first."""

from participants.models import Participant
from socle.erreurs import Anomalie, refuser_si


def verrouiller(participant: Participant) -> Participant:
    """The person as she is now, locked until the end of the transaction.

    Refuses (SaisieRefusee) a file merged into another since its page was shown.
    """
    actuel = Participant.objects.select_for_update().get(pk=participant.pk)
    if actuel.fondu_dans_id:
        raison = "ce dossier vient d’être réuni à un autre : ouvrez cet autre dossier, puis recommencez"
        refuser_si([Anomalie(0, "", "dossier_reuni", raison)])
    return actuel
