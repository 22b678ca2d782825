// Brings the page of a plan to what the site has, row by row, and leaves alone what is being written.

const all = (root, selector) => [...root.querySelectorAll(selector)];
const byRow = (root) => new Map(all(root, "[data-row]").map((item) => [item.dataset.row, item]));

export async function load(answer) {
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// Takes over a part that nobody writes in.
function take(selector, fresh) {
  const here = document.querySelector(selector);
  const there = fresh.querySelector(selector);
  if (!here || !there || here.contains(document.activeElement)) return;
  here.hidden = there.hidden;
  if (here.innerHTML !== there.innerHTML) here.replaceChildren(...there.cloneNode(true).childNodes);
}

// The buttons of a row; the one that has the focus keeps it.
function takeFoot(item, fresh) {
  const here = item.querySelector(".plan-foot");
  const there = fresh.querySelector(".plan-foot")?.cloneNode(true);
  if (!here || !there) return;
  const focused = here.contains(document.activeElement) ? document.activeElement : null;
  for (const plain of all(there, "[data-plain]")) plain.hidden = true;
  here.replaceWith(there);
  if (!focused) return;
  const twin =
    there.querySelector(`[value="${focused.value}"]:not(:disabled)`) ??
    (focused.classList.contains("plan-tick") ? there.querySelector(".plan-tick") : null) ??
    there.querySelector(".move:not(:disabled)");
  twin?.focus({ preventScroll: true });
}

function takeRow(item, fresh, row) {
  const values = Object.fromEntries(all(fresh, "[data-field] [name]").map((field) => [field.name, field.defaultValue]));
  const version = Number(fresh.dataset.version);
  item.className = fresh.className;
  for (const part of [".plan-number"]) {
    const number = fresh.querySelector(part);
    if (number) item.querySelector(part).textContent = number.textContent;
  }
  const name = fresh.querySelector("form").getAttribute("aria-label");
  if (name) item.querySelector("form").setAttribute("aria-label", name);
  takeFoot(item, fresh);
  if (version <= row.version) return false;
  row.take(values, version);
  return true;
}

// Calls back for each row that is new; says whether anything is as this page didn't know it. What has just been done is
// shown only where it was done here.
export function bring(fresh, rows, begin, done) {
  const focused = document.activeElement;
  let changed = false;
  for (const part of [".plan-head", "[data-undo]", ...(done ? ["[data-did]"] : [])]) take(part, fresh);
  const known = byRow(fresh);
  for (const [id, row] of rows) {
    if (known.has(id)) continue;
    changed = true;
    if (row.dirty.length) row.isGone();
    else {
      row.item.remove();
      rows.delete(id);
    }
  }
  for (const section of all(fresh, "[data-section]")) {
    const here = document.querySelector(`[data-section="${section.dataset.section}"]`);
    here.hidden = section.hidden;
    const list = here.querySelector("[data-rows]");
    all(section, "[data-rows] > [data-row]").forEach((item, place) => {
      const row = rows.get(item.dataset.row);
      const own = row?.item ?? document.importNode(item, true);
      if (list.children[place] !== own) list.insertBefore(own, list.children[place] ?? null);
      if (row) changed = takeRow(own, item, row) || changed;
      else {
        begin(own);
        changed = true;
      }
    });
  }
  const head = known.get(document.querySelector("[data-row]:not(li)")?.dataset.row);
  if (head) changed = takeRow(rows.get(head.dataset.row).item, head, rows.get(head.dataset.row)) || changed;
  // Moving a row takes the focus from it.
  if (focused?.isConnected && focused !== document.activeElement && document.activeElement === document.body) {
    focused.focus({ preventScroll: true });
  }
  return changed;
}

// A new row's form, after it was sent: empty again, or with what is wrong.
export function bringForm(fresh, form) {
  // Not form.id: a field of the name "id" hides it.
  const id = form.getAttribute("id");
  const there = fresh.getElementById(id);
  if (there) form.replaceWith(document.importNode(there, true));
  return document.getElementById(id);
}

export function bringReading(fresh) {
  for (const part of [".plan-head", "[data-reading]"]) take(part, fresh);
}
