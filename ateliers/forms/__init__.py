"""The forms of sessions."""

from ateliers.forms.filtres import FiltreForm
from ateliers.forms.programme import AnnulationForm, JourneeForm, PreparationForm, SeanceForm, SemblablesForm

__all__ = ["AnnulationForm", "FiltreForm", "JourneeForm", "PreparationForm", "SeanceForm", "SemblablesForm"]
