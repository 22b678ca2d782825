// The checks beside a page: asked for anew when a draft is saved, put before the translation editor, which has no place
// for them, and with a button that shows the place of what they found.

const TRANSLATIONS = ".js-translation-editor";
const SHOWN_FOR = 3000;

// The page that is being edited, by its address.
function pageId() {
  const found = location.pathname.match(/\/pages\/(\d+)\/edit\//);
  return found ? found[1] : null;
}

// Return what stands inside an editor at a place; in the translation editor, where the words themselves stand.
function placeOf({ field, block, text }) {
  const section =
    (block && (document.getElementById(`block-${block}-section`) || document.querySelector(`[data-contentpath="${block}"]`))) ||
    document.getElementById(`panel-child-content-${field}-section`) ||
    document.querySelector(`[data-contentpath="${field}"]`);
  return section || holderOf(document.querySelector(TRANSLATIONS), text);
}

// The innermost element that holds a text; blanks and marks around words differ, so letters alone are compared.
function holderOf(root, text) {
  const letters = (words) => words.replace(/[^\p{L}\p{N}]/gu, "");
  const wanted = letters(text || "");
  if (!root || !wanted) return null;
  let holder = null;
  let inside = [root];
  while (inside.length) {
    const next = inside.find((element) => letters(element.textContent).includes(wanted));
    if (!next) break;
    holder = next;
    inside = [...next.children];
  }
  return holder === root ? null : holder;
}

function show(button) {
  const place = placeOf(button.dataset);
  if (!place) return;
  for (const closed of [...document.querySelectorAll("[aria-expanded=false][aria-controls]")]) {
    const content = document.getElementById(closed.getAttribute("aria-controls"));
    if (content && content.contains(place)) closed.click();
  }
  place.scrollIntoView({ block: "center" });
  place.classList.add("quality-shown");
  setTimeout(() => place.classList.remove("quality-shown"), SHOWN_FOR);
  const field = place.querySelector("textarea, input:not([type=hidden]), [contenteditable=true], button") || place;
  field.focus({ preventScroll: true });
}

async function refresh(holder, url) {
  const answer = await fetch(url, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  // Signed out meanwhile, or without the right: what stands there stays.
  if (answer.ok && !answer.redirected) holder.innerHTML = await answer.text();
}

function beforeTranslations(editor, id) {
  const bar = document.createElement("details");
  bar.className = "quality-bar";
  bar.dataset.quality = "";
  const template = document.querySelector("[data-quality-heading]");
  const summary = document.createElement("summary");
  summary.textContent = template ? template.dataset.qualityHeading : "";
  const holder = document.createElement("div");
  bar.append(summary, holder);
  editor.before(bar);
  const url = template.dataset.qualityBase.replace("/0/", `/${id}/`);
  bar.addEventListener("toggle", () => bar.open && refresh(holder, url));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-quality-show]");
  if (button) show(button);
});

document.addEventListener("w-autosave:success", () => {
  for (const holder of document.querySelectorAll("[data-quality]")) {
    const checks = holder.querySelector("[data-quality-url]");
    if (checks) refresh(holder, checks.dataset.qualityUrl);
  }
});

// A report leads to a field by the name that Wagtail gives its section, which is another one within a group of fields.
const linked = location.hash.match(/^#panel-child-content-(\w+)-section$/);
if (linked && !document.getElementById(location.hash.slice(1))) {
  window.addEventListener("load", () => show({ dataset: { field: linked[1] } }));
}

const editor = document.querySelector(TRANSLATIONS);
if (editor && pageId()) beforeTranslations(editor, pageId());
