// The print button: hidden without this file, since nothing else could make it work. Ctrl+P always does.
for (const bouton of document.querySelectorAll("[data-imprimer]")) {
  bouton.hidden = false;
  bouton.addEventListener("click", () => window.print());
}
