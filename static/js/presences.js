// The roll call by keyboard: P, A, E answer for the person in focus and go to the next; the counts follow.
// Without this file the radios and the one button do the same.
const LETTRES = { p: "present", a: "absent", e: "excuse" };
const formulaire = document.querySelector("form.appel");

if (formulaire) {
  formulaire.addEventListener("keydown", repondre);
  formulaire.addEventListener("change", (evenement) => {
    if (evenement.target.type === "radio") noter(evenement.target);
  });
  document.querySelector(".cherche input")?.focus();
}

function repondre(evenement) {
  const valeur = LETTRES[evenement.key.toLowerCase()];
  if (!valeur || evenement.target.type !== "radio") return;
  if (evenement.ctrlKey || evenement.metaKey || evenement.altKey) return;
  evenement.preventDefault();
  evenement.stopPropagation();
  const rangee = evenement.target.closest(".rangee");
  const choix = rangee.querySelector(`input[value="${valeur}"]`);
  choix.checked = true;
  noter(choix);
  suivante(rangee)?.focus();
}

// The checked radio of the next person whose row is shown, whatever the session.
function suivante(rangee) {
  const visibles = [...formulaire.querySelectorAll(".rangee")].filter((autre) => autre.checkVisibility());
  return visibles[visibles.indexOf(rangee) + 1]?.querySelector("input:checked");
}

function noter(choix) {
  const rangee = choix.closest(".rangee");
  rangee.classList.remove("propose");
  rangee.querySelector(".qui .pastille")?.remove();
  compter(choix.closest("fieldset"));
  dire();
}

function compter(section) {
  const nombre = (valeur, ou = "") => section.querySelectorAll(`${ou} input[value="${valeur}"]:checked`).length;
  const morceaux = [["present", "présent"], ["absent", "absent"], ["excuse", "excusé"]].map(([valeur, mot]) => {
    const combien = nombre(valeur);
    return `${combien}\u00a0${mot}${combien > 1 ? "s" : ""}`;
  });
  morceaux.push(`${nombre("", "[data-rangees]")}\u00a0à renseigner`);
  section.querySelector("[data-decompte]").textContent = morceaux.join(" · ");
}

// What is still hatched is what the button confirms.
function dire() {
  const proposees = formulaire.querySelectorAll(".propose").length;
  const bouton = formulaire.querySelector(".barre-compte .bouton");
  const mots = proposees > 1 ? "présences proposées" : "présence proposée";
  bouton.textContent = proposees
    ? `Confirmer ${proposees}\u00a0${mots} et enregistrer`
    : "Enregistrer les présences";
}
