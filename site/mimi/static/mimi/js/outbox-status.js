// Says plainly what waits for the connection, and when it has been sent.
import { forget, waiting } from "./outbox.js";

// What goes through at once needs no words.
const SOON_MILLISECONDS = 1_500;
const boxes = [...document.querySelectorAll("[data-outbox-status]")];
const refused = new Set();
let timer;

function fill(box, count, wasSent) {
  const note = box.querySelector("[data-outbox-note]");
  const text = box.querySelector("[data-outbox-text]");
  const { one, many, sent } = box.dataset;
  text.textContent = count ? (count === 1 ? one : many).replace("{count}", String(count)) : wasSent ? sent : "";
  box.querySelector("[data-outbox-refused]").hidden = !refused.size;
  note.classList.toggle("is-part", count > 0 || refused.size > 0);
  note.classList.toggle("is-good", wasSent && !count && !refused.size);
  note.hidden = !text.textContent && !refused.size;
}

function show(wasSent = false) {
  clearTimeout(timer);
  const count = waiting().filter(({ id }) => !refused.has(id)).length;
  for (const box of boxes) fill(box, count, wasSent);
}

document.addEventListener("outbox:waiting", () => {
  clearTimeout(timer);
  timer = setTimeout(show, navigator.onLine ? SOON_MILLISECONDS : 0);
});
document.addEventListener("outbox:sent", ({ detail }) => {
  refused.delete(detail.entry.id);
  const wasShown = boxes.some((box) => !box.querySelector("[data-outbox-note]").hidden);
  if (wasShown) show(true);
});
document.addEventListener("outbox:refused", ({ detail }) => {
  refused.add(detail.entry.id);
  show();
});
for (const button of document.querySelectorAll("[data-outbox-forget]")) {
  button.addEventListener("click", () => {
    for (const id of [...refused]) {
      refused.delete(id);
      forget(id);
    }
    show();
  });
}

if (waiting().length) show();
