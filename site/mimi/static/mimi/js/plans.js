// Makes the page of a plan save by itself, and learn what others change meanwhile. Its forms work without this.

import { Drafts } from "./plans-drafts.js";
import { makeDraggable } from "./plans-order.js";
import { bring, bringForm, bringReading, load } from "./plans-page.js";
import { Row } from "./plans-row.js";

const POLL = 10000;
const LONGEST_POLL = 120000;
const root = document.querySelector("[data-plan]");
const texts = root.dataset;
const onlyRead = "onlyRead" in root.dataset;
const status = document.querySelector("[data-plan-status]");
const drafts = new Drafts(root.dataset.plan);
const rows = new Map();
const begins = new Map(); // by list: what makes a row of it draggable
let revision = root.dataset.revision;
let closed = false;
let pause = POLL;
let timer;

const say = (text) => {
  if (status.textContent !== text) status.textContent = text;
};

const plan = {
  texts,
  drafts,
  say,
  gone() {
    closed = true;
    clearTimeout(timer);
    say(texts.goneText);
    return false;
  },
};

function begin(item) {
  rows.set(item.dataset.row, new Row(item, plan));
  begins.get(item.parentElement)?.(item);
}

function handles() {
  for (const [list, make] of begins) for (const item of list.children) make(item);
}

function show(fresh, done = true) {
  revision = fresh.querySelector("[data-plan]")?.dataset.revision ?? revision;
  const changed = bring(fresh, rows, begin, done);
  handles();
  return changed;
}

// --- Buttons

async function post(url, body) {
  try {
    const answer = await fetch(url, { method: "POST", body });
    if (answer.status === 404 || answer.status === 403) return plan.gone() || null;
    const isPage = answer.headers.get("Content-Type")?.startsWith("text/html");
    if (isPage && (answer.ok || answer.status === 422)) return answer;
    say(texts.undoneText);
  } catch {
    say(texts.undoneText);
  }
  return null;
}

function tellPlace(item) {
  const all = [...item.parentElement.children];
  const name = item.querySelector("[name=title]")?.value ?? item.querySelector(".plan-lesson")?.textContent ?? "";
  const words = { item: name.trim(), place: all.indexOf(item) + 1, total: all.length };
  say(texts.movedText.replace(/\{(\w+)\}/g, (_whole, key) => words[key]));
}

async function act(item, fields) {
  const row = rows.get(item.dataset.row);
  if (!(await row.save()) && row.dirty.length) return;
  const body = new FormData();
  body.set("version", row.version);
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const answer = await post(row.form.action, body);
  if (!answer) return;
  const next = item.nextElementSibling ?? item.previousElementSibling;
  show(await load(answer));
  if (fields.do === "remove") (document.querySelector("[data-did] button") ?? next)?.focus();
  else if (fields.do !== "done" && fields.do !== "undone") tellPlace(item);
}

async function add(form) {
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  const answer = await post(form.action, new FormData(form));
  button.disabled = false;
  if (!answer) return;
  const fresh = await load(answer);
  for (const field of form.querySelectorAll("[data-field] [name]")) drafts.drop(idOf(form), field.name);
  show(fresh);
  const again = bringForm(fresh, form);
  const id = new URL(answer.url).searchParams.get("row");
  const target = answer.ok && id ? document.getElementById(`row-${id}`) : again.querySelector("[aria-invalid], [name]:not([type=hidden])");
  target?.focus();
}

async function swap(form) {
  const answer = await post(form.action, new FormData(form));
  if (!answer) return;
  // What is pressed goes with what was told before.
  document.activeElement?.blur();
  show(await load(answer));
  document.querySelector("[data-did]").focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const item = form.closest("[data-row]");
  const row = item && rows.get(item.dataset.row);
  const what = event.submitter?.name === "do" ? event.submitter.value : "";
  if (row && row.removed) return; // the site shows what was written, and asks
  if (row) {
    event.preventDefault();
    if (what) act(item, { do: what });
    else row.save();
  } else if ("add" in form.dataset) {
    event.preventDefault();
    add(form);
  } else if ("swap" in form.dataset) {
    event.preventDefault();
    swap(form);
  }
});

// --- What others do meanwhile

async function look() {
  clearTimeout(timer);
  if (closed || document.visibilityState !== "visible") return;
  try {
    const answer = await fetch(root.dataset.state, { headers: { "If-None-Match": `W/"${revision}"` }, cache: "no-store" });
    if (answer.status === 404) return void plan.gone();
    pause = answer.ok || answer.status === 304 ? POLL : Math.min(pause * 2, LONGEST_POLL);
    if (answer.ok) await catchUp();
  } catch {
    pause = Math.min(pause * 2, LONGEST_POLL);
  }
  clearTimeout(timer);
  if (!closed) timer = setTimeout(look, pause);
}

async function catchUp() {
  const answer = await fetch(location.pathname, { cache: "no-store" });
  if (!answer.ok) return;
  const fresh = await load(answer);
  if (onlyRead) {
    revision = fresh.querySelector("[data-plan]").dataset.revision;
    bringReading(fresh);
    say(texts.changedText);
  } else if (show(fresh, false)) {
    say(texts.changedText);
  }
}

// --- Beginning and leaving

// Its own id, which a field of the name "id" hides.
const idOf = (form) => form.getAttribute("id");

function keepNew(form) {
  for (const field of form.querySelectorAll("[data-field] [name]")) {
    const draft = drafts.get(idOf(form), field.name);
    if (draft && !field.value) field.value = draft.text;
  }
}

// What was written into a row that has been removed since, and never saved.
function showLeft(row, field, draft) {
  const child = document.querySelector("template[data-left]").content.firstElementChild.cloneNode(true);
  child.querySelector("[data-words]").textContent = draft.text;
  const form = child.querySelector("form");
  form.action = form.dataset.rows + `${row}/`;
  form.querySelector("[name=version]").value = draft.base;
  form.querySelector("[data-text]").name = field;
  form.querySelector("[data-text]").value = draft.text;
  const drop = () => drafts.drop(row, field);
  form.addEventListener("submit", drop);
  child.querySelector("[data-leave]").addEventListener("click", () => {
    drop();
    child.remove();
  });
  document.querySelector("[data-did]").after(child);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-add]");
  if (form && event.target.name) drafts.put(idOf(form), event.target.name, { text: event.target.value, base: 0 });
});

if (!onlyRead) {
  for (const list of document.querySelectorAll("[data-rows]")) {
    begins.set(list, makeDraggable(list, texts.handleText, (item, after) => act(item, { do: "put", after })));
  }
  for (const item of document.querySelectorAll("[data-row]")) begin(item);
  for (const form of document.querySelectorAll("[data-add]")) keepNew(form);
  for (const [row, field, draft] of drafts.all()) {
    if (draft?.text && !rows.has(row) && !row.startsWith("add-")) showLeft(row, field, draft);
  }
}

const saveAll = (how) => Promise.all([...rows.values()].map((row) => row.save(how)));
// What is taken along holds what was written just now.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-export]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (![...rows.values()].some((row) => row.dirty.length)) return;
  event.preventDefault();
  await saveAll();
  location.assign(link.href);
});
addEventListener("pagehide", () => saveAll({ leaving: true }));
addEventListener("online", () => saveAll().then(look));
addEventListener("pageshow", (event) => event.persisted && look());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") saveAll({ leaving: true });
  else look();
});
timer = setTimeout(look, POLL);
