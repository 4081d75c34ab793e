// The draft of what is typed: kept two seconds after one stops, at most every ten, one request at a time. What is on
// the page is kept on the page: nothing is written in the browser. Without this file the one button saves.

const REPOS = 2000;
const INTERVALLE = 10_000;
const PATIENCE = 15_000; // beyond this a request is taken for lost
const RESEAU = "Pas de réseau\u00a0: le texte reste sur cette page.";
const SERVEUR = "Le serveur ne répond pas\u00a0: le texte reste sur cette page.";
const SESSION = "Votre session a pris fin\u00a0: le texte reste sur cette page.";

const formulaire = document.querySelector("form[data-brouillon]");
const etat = formulaire.querySelector("[data-etat]");
const conflit = document.querySelector("[data-conflit]");
const conseils = formulaire.querySelector("[data-conseils]");
const champ = (nom) => formulaire.querySelector(`input[name="${nom}"]`);

// `ecrit` is when the first text not kept was typed; `envoi` the request in flight; `deux`: two texts wait for a choice;
// `arrete`: the server will not have it; `termine`: the form is going.
let ecrit = 0, dernier = 0, echec = false, arrete = false, termine = false, envoi = null, minuterie;
let deux = "deux" in formulaire.dataset;

if (!etat.textContent) dire("Ce que vous écrivez se garde tout seul.");
if ("aGarder" in formulaire.dataset) noter();
formulaire.addEventListener("input", noter);
formulaire.addEventListener("submit", soumettre);
document.addEventListener("visibilitychange", revenir);
addEventListener("online", revenir);
addEventListener("beforeunload", (evenement) => {
  if ((ecrit || envoi) && !termine) evenement.preventDefault();
});
const etroit = matchMedia("(max-width: 1080px)");
replier(document.querySelector("[data-rappels]"));
// A new interview on a desk: one writes at once. A page with something to read first keeps its own focus.
if (!etroit.matches && !champ("entretien") && !document.querySelector("main [autofocus]")) {
  formulaire.querySelector("[name=compte_rendu]").focus({ preventScroll: true });
}

function noter() {
  ecrit ||= Date.now();
  prevoir(REPOS);
}

// The page is seen again, or the network is back: what failed is tried at once.
function revenir() {
  if (!ecrit) return;
  if (echec) dernier = 0;
  arrete = false;
  prevoir(0);
}

function dire(phrase, ton = "") {
  etat.dataset.ton = ton;
  if (etat.textContent !== phrase) etat.textContent = phrase;
}

// The next save: so long after the last letter, at the latest ten seconds after the first, never within ten of another.
function prevoir(delai) {
  clearTimeout(minuterie);
  if (envoi || deux || arrete || termine) return;
  const maintenant = Date.now();
  const quand = Math.max(dernier + INTERVALLE, Math.min(maintenant + delai, ecrit + INTERVALLE));
  minuterie = setTimeout(garder, quand - maintenant);
}

// Keep what is typed; gives the answer's status, 0 when none came. Whoever asks meanwhile waits for the one in flight.
function garder() {
  clearTimeout(minuterie);
  envoi ||= envoyer().finally(() => {
    envoi = null;
    if (ecrit) prevoir(echec ? INTERVALLE : REPOS);
  });
  return envoi;
}

async function envoyer() {
  const debut = ecrit;
  ecrit = 0;
  dernier = Date.now();
  const reponse = await demander(formulaire.dataset.brouillon).catch(() => null);
  const statut = reponse?.type === "opaqueredirect" ? 403 : (reponse?.status ?? 0);
  const contenu = await lire(reponse);
  echec = statut !== 200 || !contenu;
  if (echec) {
    ecrit = Math.min(debut || dernier, ecrit || Infinity);
    arrete = statut >= 400 && statut < 500;
    if (statut === 409 && contenu) montrerLesDeux(contenu);
    else dire(contenu?.etat ?? (statut === 403 ? SESSION : statut ? SERVEUR : RESEAU), "ambre");
  } else garde(contenu);
  return echec ? statut : 200;
}

function demander(adresse) {
  return fetch(adresse, {
    method: "POST",
    body: new FormData(formulaire),
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE),
  });
}

// The answer of the view itself; null for any other page, such as that of a session that ended.
async function lire(reponse) {
  if (!reponse?.headers.get("Content-Type")?.startsWith("application/json")) return null;
  return reponse.json().catch(() => null);
}

function garde(contenu) {
  champ("revision_lue").value = contenu.revision;
  dire(contenu.etat);
  const lignes = contenu.conseils.map((conseil) => Object.assign(document.createElement("p"), { textContent: conseil }));
  if (conseils.textContent !== contenu.conseils.join("")) conseils.replaceChildren(...lignes);
}

// Another tab wrote in this draft: both texts, and nothing is kept before one of them is chosen.
function montrerLesDeux(contenu) {
  deux = true;
  conflit.innerHTML = contenu.fragment;
  const section = conflit.firstElementChild;
  const choix = document.createElement("div");
  choix.className = "actions";
  choix.append(
    creerBouton("Garder ce texte-ci", () => {
      champ("brouillon").value = contenu.brouillon;
      champ("revision_lue").value = contenu.revision;
      reprendre();
      dernier = 0;
      garder();
    }),
    creerBouton("Prendre l’autre texte", () => {
      termine = true;
      location.replace(formulaire.action);
    }),
  );
  section.append(choix);
  dire("Deux textes\u00a0: choisissez celui que vous gardez.", "ambre");
  section.focus();
}

function reprendre() {
  deux = arrete = false;
  conflit.replaceChildren();
  formulaire.querySelector("[name=compte_rendu]").focus();
}

function creerBouton(mot, faire) {
  const bouton = Object.assign(document.createElement("button"), { type: "button", className: "bouton", textContent: mot });
  bouton.addEventListener("click", faire);
  return bouton;
}

// What is typed is kept first, so that a network that is down leaves the page where it is; then the form goes, once.
async function soumettre(evenement) {
  if (termine) return evenement.preventDefault();
  if (evenement.submitter?.hasAttribute("data-sans-brouillon")) return supprimer(evenement);
  termine = true;
  if (deux || !(ecrit || envoi)) return;
  evenement.preventDefault();
  dire("Enregistrement…");
  await envoi;
  const statut = ecrit ? await garder() : 200;
  if (statut && !deux) return formulaire.submit();
  termine = false;
  if (!statut) {
    etat.scrollIntoView({ block: "nearest" });
    prevoir(INTERVALLE);
  }
}

// A draft that is on its way would come back after it is deleted.
async function supprimer(evenement) {
  clearTimeout(minuterie);
  termine = true;
  if (!envoi) return;
  evenement.preventDefault();
  await envoi;
  formulaire.action = evenement.submitter.formAction;
  formulaire.submit();
}

// On a narrow screen, what stands beside the form comes after it, folded.
function replier(rappels) {
  const suivre = () => { rappels.open = !etroit.matches; };
  etroit.addEventListener("change", suivre);
  suivre();
}
