// Lets a reader move the items of a put-in-order question by buttons or by dragging. The lists underneath keep the places.

function start(list) {
  if (list.dataset.ready) return;
  list.dataset.ready = "yes";
  const items = () => [...list.querySelectorAll("[data-item]")];
  const status = document.querySelector("[data-quiz-status]");
  const how = list.parentElement.querySelector("[data-order-how]");
  let dragged = null;

  const number = () => {
    const all = items();
    all.forEach((item, index) => {
      item.querySelector("select").value = String(index + 1);
      item.querySelector("[data-place]").textContent = String(index + 1);
      item.querySelector("[data-move='-1']").setAttribute("aria-disabled", String(index === 0));
      item.querySelector("[data-move='1']").setAttribute("aria-disabled", String(index === all.length - 1));
    });
  };

  const tell = (item) => {
    if (!status) return;
    const all = items();
    status.textContent = list.dataset.movedText
      .replace("{item}", item.querySelector("[data-item-text]").textContent)
      .replace("{place}", String(all.indexOf(item) + 1))
      .replace("{total}", String(all.length));
  };

  const move = (item, by) => {
    const all = items();
    const other = all[all.indexOf(item) + by];
    if (!other) return;
    if (by < 0) other.before(item);
    else other.after(item);
    number();
    tell(item);
  };

  const chosen = items().map((item) => [item, Number(item.querySelector("select").value)]);
  if (chosen.every(([, place]) => place)) {
    chosen.sort((a, b) => a[1] - b[1]).forEach(([item]) => list.append(item));
  }

  for (const item of items()) {
    const select = item.querySelector("select");
    const place = document.createElement("span");
    place.className = "place";
    place.dataset.place = "";
    place.setAttribute("aria-hidden", "true");
    select.hidden = true;
    select.before(place);
    item.querySelector(".moves").hidden = false;
    item.draggable = true;

    for (const button of item.querySelectorAll("[data-move]")) {
      button.addEventListener("click", () => {
        move(item, Number(button.dataset.move));
        button.focus();
      });
    }
    item.addEventListener("dragstart", (event) => {
      dragged = item;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      requestAnimationFrame(() => item.classList.add("is-dragged"));
    });
    item.addEventListener("dragend", () => {
      item.classList.remove("is-dragged");
      number();
      tell(item);
      dragged = null;
    });
    item.addEventListener("dragover", (event) => {
      if (!dragged) return;
      event.preventDefault();
      if (dragged === item) return;
      const box = item.getBoundingClientRect();
      if (event.clientY < box.top + box.height / 2) item.before(dragged);
      else item.after(dragged);
    });
    item.addEventListener("drop", (event) => event.preventDefault());
  }

  if (how) how.textContent = how.dataset.text;
  number();
}

const startAll = () => document.querySelectorAll("[data-order]").forEach(start);

startAll();
for (const added of ["htmx:afterSettle", "quiz:added"]) document.addEventListener(added, startAll);
