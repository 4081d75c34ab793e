// The month by keyboard: arrows for the months around, t for today; and the button that prints it for the wall.
const bouton = document.querySelector("[data-imprimer]");
bouton.hidden = false;
bouton.addEventListener("click", () => window.print());

document.addEventListener("keydown", (evenement) => {
  if (evenement.ctrlKey || evenement.metaKey || evenement.altKey || evenement.shiftKey) return;
  if (evenement.target.closest("input, select, textarea")) return;
  if (evenement.key.length === 1 && !document.body.hasAttribute("data-raccourcis")) return;
  document.querySelector(`[data-touche-fleche="${evenement.key}"]`)?.click();
});
