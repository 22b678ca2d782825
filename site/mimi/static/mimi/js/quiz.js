// Moves the reader to what has changed when a question, its feedback or the result is put into the page. Where an answer
// was sent too often, the form stays as it is, with a notice in it.

function arrive(stage) {
  const alert = stage.querySelector("[role=alert]");
  if (alert) {
    stage.querySelector("input:not([type=hidden]), select")?.focus();
    return;
  }
  const target = stage.querySelector("[data-focus]");
  if (!target) return;
  target.focus({ preventScroll: true });
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  stage.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
}

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  for (const notice of document.querySelectorAll("[data-limit]")) notice.remove();
  if (detail.xhr.status !== 429) return;
  detail.shouldSwap = true;
  detail.isError = false;
});

document.addEventListener("htmx:afterSettle", () => {
  const stage = document.querySelector("[data-quiz]");
  if (stage) arrive(stage);
});
