// Ticking a démarche without leaving the page: the list is read again, and a bar offers to undo for ten seconds.
// Without this file the same buttons send their forms, and the page that follows has the same bar.

const DELAI = 10_000;
const LIMITE = 100_000; // a bar held by the pointer or the keyboard leaves before the server refuses (two minutes)
const PAS = 250;

const annonce = document.querySelector("#annonce");
const messages = document.querySelector(".messages");
let clavier = false;
let horloge;

document.addEventListener("click", (evenement) => (clavier = evenement.detail === 0));
document.addEventListener("submit", (evenement) => {
  if (!evenement.target.matches("form[data-coche]")) return;
  evenement.preventDefault();
  envoyer(evenement.target);
});
tenir(document.querySelector("[data-annuler]"));

async function envoyer(formulaire) {
  if (formulaire.getAttribute("aria-busy")) return;
  formulaire.setAttribute("aria-busy", "true");
  const auClavier = clavier;
  const envoi = { method: "POST", body: new FormData(formulaire) };
  const reponse = await fetch(formulaire.action, envoi).catch(() => null);
  if (!reponse) {
    formulaire.removeAttribute("aria-busy");
    return dire("Le réseau ne répond pas. Rien n’est changé : attendez un instant, puis recommencez.");
  }
  const page = new DOMParser().parseFromString(await reponse.text(), "text/html");
  if (!reponse.ok || !page.querySelector("#projet")) return formulaire.submit(); // the server says why, in its own page
  montrer(page, formulaire.dataset.coche, auClavier);
}

function montrer(page, cle, auClavier) {
  document.querySelector("#projet").replaceWith(page.querySelector("#projet"));
  document.querySelector(".onglets").replaceWith(page.querySelector(".onglets"));
  messages.replaceChildren(...page.querySelector(".messages").children);
  const barre = document.querySelector("[data-annuler]");
  const titre = barre?.querySelector("b").textContent;
  annonce.textContent = barre ? `Démarche aboutie : ${titre}. Vous pouvez annuler pendant dix secondes.` : "";
  tenir(barre);
  (auClavier && barre ? barre.querySelector("form button") : suivante(cle))?.focus({ preventScroll: true });
}

// The button of this démarche when it is open again, else the first that may be ticked.
function suivante(cle) {
  return document.querySelector(`#demarche-${CSS.escape(cle)} button`) ?? document.querySelector(".demarche button");
}

// The bar stays ten seconds during which nobody is on it, and never longer than the server will undo.
function tenir(barre) {
  clearInterval(horloge);
  if (!barre) return;
  barre.classList.add("flottante");
  const fin = Date.now() + LIMITE;
  let reste = DELAI;
  horloge = setInterval(() => {
    if (!barre.matches(":hover, :focus-within")) reste -= PAS;
    if (reste > 0 && Date.now() < fin) return;
    clearInterval(horloge);
    const tenue = barre.contains(document.activeElement);
    barre.remove();
    if (tenue) document.querySelector("#projet button")?.focus();
  }, PAS);
}

function dire(phrase) {
  const alerte = document.createElement("div");
  alerte.className = "alerte error";
  alerte.textContent = phrase;
  messages.replaceChildren(alerte);
}
