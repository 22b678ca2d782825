// Counts the practices that are ticked to be compared, and keeps them, in the order in which they were ticked, while the
// reader filters and turns pages. Without this script the form sends the boxes that are on the page.

const KEY = "mimi:compare";
const MOST = 4;
const bar = document.querySelector("[data-compare]");
const boxes = () => [...document.querySelectorAll("[data-compare-box]")];

function read() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((key) => typeof key === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

let chosen = read();

function keep(keys) {
  chosen = keys;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(keys));
  } catch {
    // What isn't kept holds for this page.
  }
}

function show(said = "") {
  for (const box of boxes()) box.checked = chosen.includes(box.value);
  const go = bar.querySelector("[data-compare-go]");
  go.textContent = bar.dataset.countText.replace("{number}", String(chosen.length));
  bar.classList.toggle("is-afoot", chosen.length > 0);
  bar.querySelector("[data-compare-clear]").hidden = !chosen.length;
  const line = bar.querySelector("[data-compare-said]");
  if (said) line.textContent = said;
  else if (chosen.length) line.textContent = chosen.length === 1 ? bar.dataset.moreText : "";
  else line.textContent = bar.dataset.emptyText;
}

function tick(box) {
  if (!box.checked) {
    keep(chosen.filter((key) => key !== box.value));
    show();
  } else if (chosen.length < MOST) {
    keep([...chosen, box.value]);
    show();
  } else {
    show(bar.dataset.fullText);
  }
}

// The comparison itself says what is compared now, for when the reader goes back to choose others.
const compared = document.querySelector("[data-compared]")?.dataset.compared.split(" ").filter(Boolean);
if (compared?.length) keep(compared);

if (bar) {
  bar.dataset.emptyText = bar.querySelector("[data-compare-said]").textContent;
  document.addEventListener("change", (event) => {
    const box = event.target.closest("[data-compare-box]");
    if (box) tick(box);
  });
  bar.querySelector("[data-compare-clear]").addEventListener("click", () => {
    keep([]);
    show();
  });
  bar.addEventListener("submit", (event) => {
    event.preventDefault();
    const query = new URLSearchParams(chosen.map((key) => ["p", key]));
    location.assign(chosen.length ? `${bar.action}?${query}` : bar.action);
  });
  document.addEventListener("htmx:afterSettle", () => show());
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      chosen = read();
      show();
    }
  });
  show();
}
