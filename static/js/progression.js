// Asks for this page again every two seconds while the work goes on, and shows what it says.
const PERIODE = 2000;
const annonce = document.querySelector("[data-progression-annonce]");
const zone = () => document.querySelector("[data-progression]");

function titre(element) {
  return element.querySelector("h2").textContent;
}

async function lire() {
  const reponse = await fetch(location.href, { credentials: "same-origin" });
  if (!reponse.ok || reponse.redirected) throw new Error("page perdue");
  const page = new DOMParser().parseFromString(await reponse.text(), "text/html");
  return page.querySelector("[data-progression]");
}

function montrer(nouvelle) {
  const avant = zone();
  const garder = avant.contains(document.activeElement);
  if (titre(avant) !== titre(nouvelle)) annonce.textContent = titre(nouvelle);
  avant.replaceWith(nouvelle);
  if (garder) nouvelle.querySelector("a")?.focus();
}

async function suivre() {
  if (zone().dataset.progression !== "suivre") return;
  try {
    if (!document.hidden) montrer(await lire());
  } catch {
    // The network or the session is gone: the page stays as it was, its link still works.
  }
  setTimeout(suivre, PERIODE);
}

setTimeout(suivre, PERIODE);
