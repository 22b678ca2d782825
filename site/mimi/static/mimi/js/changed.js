// Marks what has changed in a lesson since its reader read it: a tag on each changed block, and a notice with links.

import { facts } from "./personal.js";

const NAMES = "h2, h3, h4, label, dt";

function nameOf(block, notice, number) {
  const own = block.querySelector(NAMES)?.textContent.trim().replace(/\s+/g, " ");
  const part = notice.querySelector("[data-changed-part]").content.textContent;
  return own || part.replace("{number}", number);
}

function clear(notice) {
  notice.hidden = true;
  notice.querySelector("[data-changed-links]").replaceChildren();
  for (const tag of document.querySelectorAll(".block > .is-new")) tag.remove();
}

function show(notice, change) {
  const tag = notice.querySelector("[data-changed-tag]").content;
  const all = [...document.querySelectorAll(".block")];
  const changed = all.filter((block) => change.blocks.includes(block.id.replace("block-", "")));
  const list = notice.querySelector("[data-changed-list]");
  for (const block of changed) {
    const link = document.createElement("a");
    link.href = `#${block.id}`;
    link.textContent = nameOf(block, notice, all.indexOf(block) + 1);
    const row = document.createElement("li");
    row.append(link);
    list.querySelector("[data-changed-links]").append(row);
    block.prepend(tag.cloneNode(true));
  }
  list.hidden = !changed.length;
  const note = notice.querySelector("[data-changed-note]");
  note.textContent = change.note;
  note.hidden = !change.note;
  notice.hidden = false;
}

facts((told) => {
  for (const notice of document.querySelectorAll("[data-changed]")) {
    clear(notice);
    const change = told.changed?.[notice.dataset.changed];
    if (change) show(notice, change);
  }
});
