// How many people are ticked, said in the sentence before the button. Without this file it says how many there were.
const formulaire = document.querySelector("[data-confier]");

if (formulaire) {
  const nombre = formulaire.querySelector("[data-nombre]");
  const verbe = formulaire.querySelector("[data-sera]");
  formulaire.addEventListener("change", () => {
    const coches = formulaire.querySelectorAll('input[name="personnes"]:checked').length;
    nombre.textContent = `${coches}\u00a0personne${coches > 1 ? "s" : ""}`;
    verbe.textContent = coches > 1 ? "seront suivies" : "sera suivie";
  });
}
