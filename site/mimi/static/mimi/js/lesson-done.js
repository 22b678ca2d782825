// Marks a lesson as read through the outbox, so that it counts even when the connection is gone just then.
import { flush, forget, put } from "./outbox.js";

const PATIENCE_MILLISECONDS = 4_000;

const soon = () => new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLISECONDS, "late"));

async function isKept(url) {
  try {
    return Boolean(await caches.match(url, { ignoreVary: true }));
  } catch {
    return false;
  }
}

async function send(form) {
  const next = form.elements.next.value;
  const entry = put(form.action, new FormData(form), `done:${new URL(form.action).pathname}`);
  if (!entry) {
    form.submit();
    return;
  }
  let wasRefused = false;
  const note = ({ detail }) => {
    wasRefused ||= detail.entry.id === entry.id;
  };
  document.addEventListener("outbox:refused", note);
  const left = await Promise.race([flush(), soon()]);
  document.removeEventListener("outbox:refused", note);
  if (wasRefused) {
    // The server's own page says why.
    forget(entry.id);
    form.submit();
    return;
  }
  const isWaiting = left !== "late" && left.some(({ id }) => id === entry.id);
  if (!isWaiting || (await isKept(next))) location.assign(next);
}

for (const form of document.querySelectorAll("[data-lesson-done]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}
