// Names filtered while one types, on this machine; Enter opens the only one left. Without this file the form finds them.
const formulaire = document.querySelector(".chercher-nom");

if (formulaire) {
  const saisie = formulaire.querySelector("input[name=nom]");
  saisie.addEventListener("input", () => filtrer(mots(saisie.value)));
  formulaire.addEventListener("submit", (evenement) => {
    const trouves = visibles();
    if (!saisie.value.trim() || trouves.length !== 1) return;
    evenement.preventDefault();
    trouves[0].querySelector("a").click();
  });
}

// The same key as the server's: no accent, no case, no punctuation.
function mots(texte) {
  const cle = texte.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  return cle.replace(/[^a-z0-9]+/g, " ").trim().split(" ").filter(Boolean);
}

function filtrer(cherches) {
  for (const nom of document.querySelectorAll("[data-nom]")) {
    const siens = nom.dataset.nom.split(" ");
    nom.hidden = !cherches.every((mot) => siens.some((sien) => sien.startsWith(mot)));
  }
  for (const groupe of document.querySelectorAll("[data-groupe]")) {
    groupe.hidden = !groupe.querySelector("[data-nom]:not([hidden])");
  }
  const combien = visibles().length;
  const statut = document.querySelector("[data-trouves]");
  statut.textContent = cherches.length ? `${combien}\u00a0personne${combien > 1 ? "s" : ""}.` : "";
}

function visibles() {
  return [...document.querySelectorAll("[data-nom]:not([hidden])")];
}
