// What every signed-in page shares: the narrow menu, the help panel, search suggestions, keyboard shortcuts.
// All of it also works without this file: menu and help are addresses (#menu, #aide), search is a form.

const menu = document.querySelector("#menu");
const aide = document.querySelector("#aide");
const champ = document.querySelector("#recherche-texte");

for (const [panneau, classe] of [[menu, "ouvert"], [aide, "ouverte"]]) {
  const lien = panneau && document.querySelector(`.outils [href="#${panneau.id}"]`);
  if (lien) basculer(lien, panneau, classe);
}
if (champ) suggerer(champ, champ.form);
document.addEventListener("keydown", raccourci);

// A link to a hidden panel becomes the button that opens and closes it; the address does not change.
function basculer(lien, panneau, classe) {
  const montrer = (ouvert) => {
    panneau.classList.toggle(classe, ouvert);
    lien.setAttribute("aria-expanded", ouvert);
    (ouvert ? panneau : lien).focus({ preventScroll: true });
  };
  lien.setAttribute("role", "button");
  lien.setAttribute("aria-expanded", "false");
  lien.setAttribute("aria-controls", panneau.id);
  lien.addEventListener("click", (evenement) => {
    evenement.preventDefault();
    montrer(!panneau.classList.contains(classe));
  });
  lien.addEventListener("keydown", (evenement) => {
    if (evenement.key !== " ") return;
    evenement.preventDefault();
    lien.click();
  });
  panneau.addEventListener("keydown", (evenement) => evenement.key === "Escape" && montrer(false));
  panneau.querySelector('[href="#contenu"]')?.addEventListener("click", (evenement) => {
    evenement.preventDefault();
    montrer(false);
  });
}

// Results under the box while one types: arrows move, Enter opens the one marked, Escape closes.
function suggerer(saisie, formulaire) {
  const liste = document.createElement("div");
  Object.assign(liste, { className: "suggestions", id: "recherche-suggestions", hidden: true });
  formulaire.append(liste);
  for (const [nom, valeur] of [["role", "combobox"], ["aria-controls", liste.id], ["aria-expanded", "false"], ["aria-autocomplete", "list"]]) {
    saisie.setAttribute(nom, valeur);
  }
  let attente, marque = -1, demande = 0;
  const liens = () => [...liste.querySelectorAll("a")];

  const fermer = () => {
    liste.hidden = true;
    marque = -1;
    saisie.setAttribute("aria-expanded", "false");
    saisie.removeAttribute("aria-activedescendant");
  };
  const marquer = (rang) => {
    const tous = liens();
    if (!tous.length) return;
    marque = (rang + tous.length) % tous.length;
    tous.forEach((lien, place) => lien.setAttribute("aria-selected", place === marque));
    saisie.setAttribute("aria-activedescendant", tous[marque].id);
    tous[marque].scrollIntoView({ block: "nearest" });
  };
  const montrer = (fragment) => {
    liste.innerHTML = fragment;
    const vide = !liens().length;
    liste.setAttribute("role", vide ? "status" : "listbox");
    liste.setAttribute("aria-label", "Résultats");
    if (!vide) liste.querySelectorAll("ul, li, h3").forEach((element) => element.setAttribute("role", "presentation"));
    liens().forEach((lien, rang) => Object.assign(lien, { id: `suggestion-${rang}`, role: "option", tabIndex: -1 }));
    liste.hidden = false;
    saisie.setAttribute("aria-expanded", !vide);
    marquer(0);
  };
  const chercher = async () => {
    const mienne = ++demande;
    if (saisie.value.trim().length < 2) return fermer();
    const envoi = { method: "POST", body: new FormData(formulaire) };
    const reponse = await fetch(formulaire.dataset.suggestions, envoi).catch(() => null);
    if (mienne === demande && reponse?.ok && !reponse.redirected) montrer(await reponse.text());
  };

  saisie.addEventListener("input", () => {
    // What is shown answers another text: Enter must open nobody before the next answer.
    demande += 1;
    marque = -1;
    saisie.removeAttribute("aria-activedescendant");
    clearTimeout(attente);
    attente = setTimeout(chercher, 120);
  });
  saisie.addEventListener("keydown", (evenement) => {
    const pas = { ArrowDown: 1, ArrowUp: -1 }[evenement.key];
    const choisi = liens()[marque];
    if (evenement.key === "Escape") fermer();
    else if (pas) marquer(marque + pas);
    else if (evenement.key === "Enter" && !liste.hidden && choisi) location.assign(choisi.href);
    else return;
    evenement.preventDefault();
  });
  formulaire.addEventListener("focusout", (evenement) => {
    if (!formulaire.contains(evenement.relatedTarget)) setTimeout(fermer, 150);
  });
}

// Ctrl+Enter sends the form one is typing in. Single keys act only when the account wants them, and never while typing.
let apresG = false;
function raccourci(evenement) {
  const { key, ctrlKey, altKey, metaKey, target } = evenement;
  if (ctrlKey && key === "Enter" && target.form) return target.form.requestSubmit();
  const occupe = target.closest("input, select, textarea, [contenteditable]");
  if (!("raccourcis" in document.body.dataset) || ctrlKey || altKey || metaKey || occupe) return;
  const simples = { "/": champ, "?": document.querySelector('.outils [href="#aide"]'), n: document.querySelector("[data-nouveau]") };
  const cible = apresG ? document.querySelector(`[data-touche="${CSS.escape(key)}"]`) : simples[key];
  apresG = key === "g" && !apresG;
  if (!cible) return;
  evenement.preventDefault();
  if (cible === champ) champ.focus();
  else cible.click();
}
