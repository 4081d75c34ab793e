// What is typed beside the chips checks « un autre »; a chip chosen empties what was typed. The server judges the same.
for (const choix of document.querySelectorAll("[data-puces]")) {
  const champ = choix.querySelector(".a-cote > input:not([type=hidden])");
  const autre = choix.querySelector('input[value="autre"]');
  champ.addEventListener("input", () => {
    if (champ.value) autre.checked = true;
  });
  choix.addEventListener("change", (evenement) => {
    if (evenement.target.type !== "radio") return;
    if (evenement.target === autre) champ.focus();
    else champ.value = "";
  });
}
