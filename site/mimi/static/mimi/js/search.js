// Says once how many results there are when they have been put into the page in place, and lets the address name the words.

document.addEventListener("htmx:afterSettle", () => {
  const count = document.querySelector("[data-search-count]");
  const status = document.querySelector("[data-search-status]");
  const text = count ? count.textContent.trim().replace(/\s+/g, " ") : "";
  if (status && status.textContent !== text) status.textContent = text;
});

// A field that is emptied shows the ways in again, and none of its name stays in the address.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.target.matches("[data-search]") && !event.detail.parameters.q) delete event.detail.parameters.q;
});
