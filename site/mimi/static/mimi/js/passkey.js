// Says so when a passkey did not work; the rest is done by the scripts of the sign-in library.

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const notice of document.querySelectorAll("[data-passkey-failed]")) {
    notice.hidden = false;
    notice.scrollIntoView({ block: "center" });
  }
});
