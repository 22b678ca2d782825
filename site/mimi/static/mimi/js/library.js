// Says how many practices were found when a filter has been applied in place. Keeps open what was open, and folds the
// filters away on a small screen.

const wide = matchMedia("(min-width: 62rem)");
const folds = ["[data-filters]", "[data-map]"];
const states = new Map([["[data-filters]", wide.matches]]);

function fold(library) {
  for (const [name, open] of states) {
    const box = library.querySelector(name);
    if (box) box.open = open;
  }
}

const first = document.querySelector("[data-library]");
if (first) fold(first);

document.addEventListener("htmx:beforeSwap", () => {
  for (const name of folds) {
    const box = document.querySelector(name);
    if (box) states.set(name, box.open);
  }
});
document.addEventListener("htmx:afterSettle", () => {
  const library = document.querySelector("[data-library]");
  if (!library) return;
  fold(library);
  const status = document.querySelector("[data-library-status]");
  if (status) status.textContent = library.querySelector("[data-library-count]").textContent.trim();
});
