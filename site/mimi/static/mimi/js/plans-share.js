// Copies the address of a link that was just made, or hands it to another program of the device.

for (const box of document.querySelectorAll("[data-share]")) {
  const field = box.querySelector("[data-address]");
  const copy = box.querySelector("[data-copy]");
  const send = box.querySelector("[data-send]");
  const told = box.querySelector("[data-copied]");
  field.addEventListener("focus", () => field.select());

  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(field.value);
        told.textContent = box.dataset.copiedText;
      } catch {
        field.focus();
      }
    });
  }
  if (navigator.share) {
    send.hidden = false;
    send.addEventListener("click", () => {
      navigator.share({ title: send.dataset.title, url: field.value }).catch(() => {});
    });
  }
}
