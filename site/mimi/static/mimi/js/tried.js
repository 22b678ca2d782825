// Somebody who leaves the form of a report with words in it that aren't saved is asked first.

for (const form of document.querySelectorAll("[data-tried]")) {
  const seen = () => new URLSearchParams(new FormData(form)).toString();
  // What came back with an error, or was put aside, isn't saved either.
  const saved = "unsaved" in form.dataset ? null : seen();
  let sending = false;

  form.addEventListener("submit", () => {
    sending = true;
  });
  addEventListener("pageshow", () => {
    sending = false;
  });
  addEventListener("beforeunload", (event) => {
    if (!sending && seen() !== saved) event.preventDefault();
  });
}
