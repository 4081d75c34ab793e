// The end of an idle session: told two minutes before, in every tab, and put off from any of them.
// The server decides alone (SESSION_INACTIVITE, in seconds on <body data-inactivite>); this only warns.

const PREAVIS = 120_000;
const FRAPPE = 300_000; // somebody who types is there: the server hears of it at most this often
const RETARD = 60_000; // the server notes a visit at most once a minute: its half hour may have begun so much earlier

const dialogue = document.querySelector("#fin-de-session");
const rester = document.querySelector("#rester-connecte");
const titre = dialogue.querySelector("h2");
const texte = dialogue.querySelector("#fin-texte");
const annonce = dialogue.querySelector('[role="status"]');
const canal = new BroadcastChannel("session");

let vue, horloge, saisie = Boolean(document.querySelector(".resume-erreurs, [data-texte-garde]"));
const echeance = () => vue + Number(document.body.dataset.inactivite) * 1000 - RETARD;

repousser();
horloge = setInterval(surveiller, 1000);
canal.postMessage("vue");
canal.addEventListener("message", repousser);
document.addEventListener("visibilitychange", surveiller);
document.addEventListener("input", taper);
dialogue.addEventListener("cancel", (evenement) => {
  evenement.preventDefault();
  if (horloge) prolonger();
  else dialogue.close();
});
rester.addEventListener("submit", (evenement) => {
  evenement.preventDefault();
  if (horloge) prolonger();
  else dialogue.close();
});

// A request just reached the server, from this tab or another.
function repousser() {
  if (horloge === null) return;
  vue = Date.now();
  if (dialogue.open) dialogue.close();
}

function surveiller() {
  const reste = echeance() - Date.now();
  if (horloge === null || reste > PREAVIS) return;
  if (reste <= 0) finir();
  else if (!dialogue.open) dialogue.showModal();
  else if (reste <= 60_000) annoncer("Moins d’une minute.");
}

// Written only when it changes, so that a screen reader says it once.
function annoncer(phrase) {
  if (annonce.textContent !== phrase) annonce.textContent = phrase;
}

function taper({ target }) {
  if (!target.form || target.form.method !== "post" || target.form.matches('[role="search"]')) return;
  saisie = true;
  if (horloge && Date.now() - vue > FRAPPE) prolonger();
}

async function prolonger() {
  const reponse = await fetch(rester.action, { method: "POST", body: new FormData(rester) }).catch(() => null);
  if (reponse?.status === 204) {
    annoncer("");
    repousser();
    canal.postMessage("vue");
  } else if (dialogue.open) {
    if (reponse) finir();
    else annoncer("Le serveur ne répond pas. Attendez un instant, puis recommencez.");
  }
}

// The session is over. What was typed stays where it is, behind a curtain; a page without any goes to the sign-in.
function finir() {
  clearInterval(horloge);
  horloge = null;
  if (!saisie) return location.replace(location.pathname + location.search);
  dialogue.classList.add("rideau");
  titre.textContent = "Votre session a pris fin";
  texte.textContent = "Votre texte est resté sur cette page. Enregistrez-le : votre mot de passe vous sera demandé, puis votre texte vous sera rendu.";
  annoncer("");
  rester.querySelector("button").textContent = "Revenir à mon texte";
  dialogue.querySelector("form:not(#rester-connecte)").remove();
  if (!dialogue.open) dialogue.showModal();
}
