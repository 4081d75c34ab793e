// Fields that only matter with the value of others are shown when they do. Without this file all of them are there.
// data-si="statut=aboutie|abandonnee thematique=emploi": every condition holds; data-si="partenaire": is not empty.
// What is hidden is not sent, and comes back as it was typed when it is shown again.
// data-liste-selon="thematique": the proposals are those of the list `<list>-<value>`, when there is one.

for (const groupe of document.querySelectorAll("[data-si]")) suivre(groupe);
for (const champ of document.querySelectorAll("[data-liste-selon]")) proposer(champ);

function suivre(groupe) {
  const formulaire = groupe.closest("form");
  // What a page was given to show stays in sight, even when it does not go with the rest: somebody must decide.
  let garde = garni(groupe);
  const accorder = () => {
    const montre = groupe.dataset.si.split(" ").every((condition) => vraie(formulaire, condition));
    if (montre) garde = false;
    const cache = !montre && !garde;
    if (groupe.hidden === cache) return;
    groupe.hidden = cache;
    for (const champ of champsDe(groupe)) champ.disabled = cache;
    // What hangs on a hidden field hangs on nothing: the other groups look again.
    groupe.dispatchEvent(new CustomEvent("bascule", { bubbles: true }));
  };
  for (const signal of ["input", "change", "bascule"]) {
    formulaire.addEventListener(signal, (evenement) => {
      if (!groupe.contains(evenement.target)) accorder();
    });
  }
  accorder();
}

function champsDe(groupe) {
  return groupe.querySelectorAll("input, select, textarea");
}

function garni(groupe) {
  const repondus = [...champsDe(groupe)].some((champ) => champ.type !== "radio" && champ.value);
  return repondus || Boolean(groupe.querySelector('[aria-invalid="true"], .errorlist'));
}

function vraie(formulaire, condition) {
  const [nom, attendues] = condition.split("=");
  const valeur = new FormData(formulaire).get(nom)?.trim() ?? "";
  return attendues === undefined ? valeur !== "" : attendues.split("|").includes(valeur);
}

function proposer(champ) {
  const liste = champ.getAttribute("list");
  const accorder = () => {
    const voulue = `${liste}-${new FormData(champ.form).get(champ.dataset.listeSelon)}`;
    champ.setAttribute("list", document.getElementById(voulue) ? voulue : liste);
  };
  champ.form.addEventListener("change", accorder);
  accorder();
}
