// Lets a mouse drag a row of a plan to another place, beside the buttons that move it.

export function makeDraggable(list, handleText, put) {
  let dragged = null;

  const begin = (item) => {
    const moves = item.querySelector(".plan-moves");
    if (!moves?.querySelector("[value=up]") || moves.querySelector(".plan-handle")) return;
    const handle = document.createElement("span");
    handle.className = "plan-handle";
    handle.setAttribute("aria-hidden", "true");
    handle.title = handleText;
    handle.textContent = "⠿";
    moves.prepend(handle);
  };

  // Only the handle starts a drag: elsewhere a mouse selects text.
  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".plan-handle");
    if (handle) handle.closest("[data-row]").draggable = true;
  });
  list.addEventListener("pointerup", (event) => {
    const item = event.target.closest("[data-row]");
    if (item) item.draggable = false;
  });
  list.addEventListener("dragstart", (event) => {
    if (!event.target.draggable || !event.target.matches?.("[data-row]")) return;
    dragged = event.target;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    requestAnimationFrame(() => dragged?.classList.add("is-dragged"));
  });
  list.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const item = event.target.closest("[data-row]");
    if (!item || item === dragged || item.parentElement !== list) return;
    const box = item.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) item.before(dragged);
    else item.after(dragged);
  });
  list.addEventListener("drop", (event) => event.preventDefault());
  list.addEventListener("dragend", () => {
    if (!dragged) return;
    const item = dragged;
    dragged = null;
    item.draggable = false;
    item.classList.remove("is-dragged");
    put(item, item.previousElementSibling?.dataset.row ?? "");
  });

  return begin;
}
