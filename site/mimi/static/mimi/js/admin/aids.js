// Puts the help of the server beside each text of the translation editor, and what is chosen there into the text's field.

import { drawn, field, open, segments, show } from "./segments.js";

const bar = document.querySelector("[data-aids]");
const status = bar?.querySelector("[data-aids-status]");
let items = new Map();

const say = (words) => {
  status.textContent = "";
  requestAnimationFrame(() => (status.textContent = words));
};
const boxOf = (item) => item.querySelector(":scope > [data-aids-box]");

async function ask(segment = "") {
  const address = new URL(bar.dataset.aids, window.location.href);
  if (segment) address.searchParams.set("segment", segment);
  const answer = await fetch(address, { credentials: "same-origin", headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return (await answer.json()).segments;
}

function put(item, { html, unconfirmed }) {
  let box = boxOf(item);
  if (!box) {
    box = document.createElement("div");
    box.dataset.aidsBox = "";
    box.className = "aids-box";
    item.append(box);
  }
  // Who reads in it goes on reading.
  const before = box.querySelector("details");
  const inSummary = before?.querySelector("summary") === document.activeElement;
  box.innerHTML = html;
  const details = box.querySelector("details");
  if (before?.open) details.open = true;
  if (inSummary) details.querySelector("summary").focus();
  item.toggleAttribute("data-unconfirmed", unconfirmed);
}

async function refresh(item) {
  const { segment } = item.dataset;
  try {
    const told = await ask(segment);
    if (told[segment]) put(item, told[segment]);
  } catch {
    say(bar.dataset.failed);
  }
}

// Writes as if typed, so that the editor sees it and one can undo it.
function type(area, words, whole) {
  area.focus();
  if (whole) area.select();
  if (document.execCommand("insertText", false, words)) return;
  const [start, end] = whole ? [0, area.value.length] : [area.selectionStart, area.selectionEnd];
  const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  set.call(area, area.value.slice(0, start) + words + area.value.slice(end));
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function spaced(area, words) {
  const before = area.value.slice(0, area.selectionStart);
  return before && !/\s$/.test(before) ? ` ${words}` : words;
}

async function use(button) {
  const item = button.closest("[data-segment]");
  const whole = button.hasAttribute("data-aids-replace");
  const words = whole ? button.dataset.aidsReplace : button.dataset.aidsInsert;
  const wasOpen = field(item) !== null;
  const area = await open(item);
  if (!area) {
    await navigator.clipboard?.writeText(words);
    say(bar.dataset.copied);
    return;
  }
  if (!wasOpen) area.setSelectionRange(area.value.length, area.value.length);
  type(area, whole ? words : spaced(area, words), whole);
  say(bar.dataset.inserted);
}

function confirmedOnce(item, left) {
  item.removeAttribute("data-unconfirmed");
  boxOf(item).querySelector("[data-aids-confirm]")?.remove();
  boxOf(item).querySelector("summary").focus();
  if (left === 0) document.querySelector("[data-aids-waiting]")?.remove();
  say(bar.dataset.confirmed);
}

async function confirm(form) {
  const item = form.closest("[data-segment]");
  try {
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin", headers });
    if (!answer.ok) throw new Error(`${answer.status}`);
    confirmedOnce(item, (await answer.json()).left);
  } catch {
    say(bar.dataset.failed);
  }
}

function listen(root) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-aids-insert], [data-aids-replace]");
    if (button) use(button);
  });
  root.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-aids-confirm]");
    if (!form) return;
    event.preventDefault();
    confirm(form);
  });
  // Earlier translations of what is done already are looked up when somebody wants to see them, or begins to write.
  root.addEventListener(
    "toggle",
    (event) => {
      const details = event.target;
      if (details.open && details.matches("[data-aids-more]")) refresh(details.closest("[data-segment]"));
    },
    true,
  );
  root.addEventListener("focusin", (event) => {
    const item = event.target.matches("textarea") ? event.target.closest("[data-segment]") : null;
    const details = item && boxOf(item)?.querySelector("details");
    if (details && !details.open) details.open = true;
  });
}

// What has been saved is confirmed by that.
function watch(item) {
  new MutationObserver(() => {
    const saved = item.classList.contains("complete") && !field(item) && item.dataset.edited;
    if (field(item)) item.dataset.edited = "1";
    else if (saved) {
      delete item.dataset.edited;
      refresh(item);
    }
  }).observe(item.querySelector(":scope > div"), { childList: true, subtree: true });
}

function goToHash() {
  const item = items.get(window.location.hash.replace("#segment-", ""));
  if (item) show(item);
}

async function start() {
  // Above the editor, which is nothing without a script anyway.
  document.querySelector(".js-translation-editor").before(bar);
  await drawn();
  items = segments();
  if (!items.size) return;
  listen(document.querySelector(".js-translation-editor"));
  items.forEach(watch);
  goToHash();
  window.addEventListener("hashchange", goToHash);
  try {
    const told = await ask();
    for (const [segment, item] of items) if (told[segment]) put(item, told[segment]);
  } catch {
    say(bar.dataset.failed);
  }
}

if (bar) start();
