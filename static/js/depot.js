// A file dropped anywhere on the zone goes into the ordinary field; its name and size are told.
const zone = document.querySelector("[data-depot-zone]");
const champ = zone.querySelector("input[type=file]");
const nom = zone.querySelector("[data-depot-nom]");

function dire() {
  const [fichier] = champ.files;
  const taille = fichier && Math.max(1, Math.round(fichier.size / 1024)).toLocaleString("fr-FR");
  nom.textContent = fichier ? `Fichier choisi : ${fichier.name} (${taille} ko).` : "";
}

function survoler(evenement) {
  if (!evenement.dataTransfer.types.includes("Files")) return;
  evenement.preventDefault();
  zone.classList.add("survol");
}

function lacher(evenement) {
  evenement.preventDefault();
  zone.classList.remove("survol");
  if (evenement.dataTransfer.files.length > 1) {
    nom.textContent = "Déposez un seul fichier à la fois.";
  } else if (evenement.dataTransfer.files.length) {
    champ.files = evenement.dataTransfer.files;
    dire();
  }
}

zone.querySelector("[data-depot-invite]").hidden = false;
zone.addEventListener("dragenter", survoler);
zone.addEventListener("dragover", survoler);
zone.addEventListener("dragleave", (evenement) => {
  if (!zone.contains(evenement.relatedTarget)) zone.classList.remove("survol");
});
zone.addEventListener("drop", lacher);
champ.addEventListener("change", dire);
dire();
