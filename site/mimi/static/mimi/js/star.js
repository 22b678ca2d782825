// Shows which practices are saved, and saves them in place. A star goes through the outbox, so that it counts even when
// the connection is gone just then; what is pressed last counts, however often it was pressed.

import { flush, forget, put, waiting } from "./outbox.js";
import { facts } from "./personal.js";

let saved = new Set();

const entryOf = (key) => `star:${key}`;
const forms = (key) => [...document.querySelectorAll("[data-star]")].filter((form) => !key || form.dataset.star === key);
const say = (form, text) => {
  form.querySelector("[role=status]").textContent = text;
};

function show(form) {
  form.querySelector("button").setAttribute("aria-pressed", String(saved.has(form.dataset.star)));
}

function note(key, keep) {
  if (keep) saved.add(key);
  else saved.delete(key);
  forms(key).forEach(show);
}

// What still waits in this browser is newer than what the site knows.
function noteWaiting() {
  for (const { id, fields } of waiting()) {
    if (id.startsWith("star:")) note(id.slice(5), new Map(fields).get("keep") === "1");
  }
}

facts((told) => {
  saved = new Set(told.saved ?? []);
  noteWaiting();
  forms().forEach(show);
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-star]");
  if (!form) return;
  const key = form.dataset.star;
  const keep = !saved.has(key);
  form.elements.keep.value = keep ? "1" : "0";
  if (!put(form.action, { keep: keep ? "1" : "0" }, entryOf(key))) return;
  event.preventDefault();
  note(key, keep);
  say(form, "");
  flush().then((left) => {
    if (left.some(({ id }) => id === entryOf(key))) say(form, form.dataset.waitingText);
  });
});

const keyOf = (entry) => (entry.id.startsWith("star:") ? entry.id.slice(5) : null);

document.addEventListener("outbox:sent", ({ detail }) => {
  const key = keyOf(detail.entry);
  if (!key || detail.entries.some(({ id }) => id === detail.entry.id)) return;
  for (const form of forms(key)) say(form, saved.has(key) ? form.dataset.savedText : form.dataset.removedText);
});

// The site's own page says why it was refused.
document.addEventListener("outbox:refused", ({ detail }) => {
  const key = keyOf(detail.entry);
  const form = key && forms(key)[0];
  if (!form) return;
  forget(detail.entry.id);
  form.elements.keep.value = saved.has(key) ? "1" : "0";
  form.submit();
});

document.addEventListener("htmx:afterSettle", () => forms().forEach(show));
