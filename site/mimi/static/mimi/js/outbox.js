// Keeps what a reader sends until the server has acknowledged it: through a lost connection, a reload, a closed browser.
//
// It offers put, waiting, flush, forget and newId:
//   put(url, fields, id)  keeps an entry and begins to send; fields are a FormData, pairs or an object. Returns the entry,
//                         or null where this browser keeps nothing. An id that waits already keeps its place in the row.
//   waiting()             the entries not yet acknowledged, in their order: [{ id, url, fields: [[name, value]], at }]
//   flush()               tries now; resolves with the entries that still wait
//   forget(id)            drops an entry unsent
//
// An entry is posted as a form with "X-Requested-With: outbox" and "Accept: application/json", one after the other,
// never by two tabs at once. It may arrive twice (an answer gets lost, a tab hears late that another has sent it), so its
// address must count it once. Acknowledged means 204, or 2xx with JSON. No connection, 408, 425, 429 and 5xx: the row
// waits, and is tried again when the browser is online, when a page is opened or looked at again, and after growing
// pauses. Any other answer is a refusal: the entry is set aside, so that those behind it go on, and is tried once more on
// the next page.
//
// Events on document, in every tab: "outbox:waiting" { entries }, "outbox:sent" { entry, answer, entries } and, in the tab
// that sent it, "outbox:refused" { entry, status, entries }. `answer` is the JSON, where this tab was the sender.

import { inTurn as afterOthers } from "./turns.js";

const PREFIX = "mimi:outbox:";
const LOCK = "mimi:outbox";
const TURN = "mimi:outbox-turn";
const TURN_MILLISECONDS = 40_000;
const PATIENCE_MILLISECONDS = 30_000;
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 5 * 60_000;
const TRY_LATER = new Set([408, 425, 429]);

const refused = new Set();
let pause = FIRST_PAUSE;
let timer;
let running = null;

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`outbox:${name}`, { detail }));

// An id that no other entry has; `crypto.randomUUID` exists only where the connection is safe.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function read(text) {
  try {
    const entry = JSON.parse(text);
    return entry && typeof entry.url === "string" && Array.isArray(entry.fields) ? entry : null;
  } catch {
    return null;
  }
}

// Each entry has a place of its own in the storage, so that two tabs can't overwrite each other's.
function rows() {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => [key, localStorage.getItem(key)])
      .map(([key, text]) => ({ key, text, entry: read(text) }))
      .filter(({ entry }) => entry)
      .sort((a, b) => a.entry.place - b.entry.place || (a.entry.id < b.entry.id ? -1 : 1));
  } catch {
    return [];
  }
}

const shown = ({ entry: { id, url, fields, at } }) => ({ id, url, fields, at });

export function waiting() {
  return rows().map(shown);
}

function pairs(fields) {
  const given = typeof fields?.[Symbol.iterator] === "function" ? [...fields] : Object.entries(fields ?? {});
  return given.map(([name, value]) => [name, String(value)]);
}

export function put(url, fields, id = newId()) {
  const all = rows();
  const before = all.find(({ entry }) => entry.id === id);
  // A clock that is set back must not change the order.
  const last = all.length ? all[all.length - 1].entry.place : 0;
  const place = before?.entry.place ?? Math.max(Date.now(), last + 1);
  const address = new URL(url, location.href);
  const entry = { id, url: address.pathname + address.search, fields: pairs(fields), at: new Date().toISOString(), place };
  try {
    localStorage.setItem(PREFIX + id, JSON.stringify(entry));
  } catch {
    return null;
  }
  refused.delete(id);
  tell("waiting", { entries: waiting() });
  flush();
  return shown({ entry });
}

export function forget(id) {
  try {
    // Emptied first, so that other tabs don't take it for sent.
    localStorage.setItem(PREFIX + id, "");
    localStorage.removeItem(PREFIX + id);
  } catch {
    return;
  }
  refused.delete(id);
  tell("waiting", { entries: waiting() });
}

const ask = (entry) =>
  fetch(entry.url, {
    method: "POST",
    body: new URLSearchParams(entry.fields),
    headers: { "X-Requested-With": "outbox", Accept: "application/json" },
    credentials: "same-origin",
    redirect: "manual",
    signal: AbortSignal.timeout?.(PATIENCE_MILLISECONDS),
  });

async function post(entry) {
  const answer = await afterOthers(() => ask(entry));
  const isJson = (answer.headers.get("Content-Type") ?? "").includes("application/json");
  // Somebody else's page in between, such as that of a hotel's network, acknowledges nothing.
  const acknowledged = answer.status === 204 || (answer.ok && isJson);
  return { status: answer.status, acknowledged, answer: acknowledged && isJson ? await answer.json() : null };
}

function isRefusal({ status }) {
  return status >= 400 && status < 500 && !TRY_LATER.has(status);
}

// Sends what waits, the oldest first; stops at the first that can't be sent now.
async function drain() {
  for (;;) {
    const row = rows().find(({ entry }) => !refused.has(entry.id));
    if (!row) return true;
    renewTurn();
    let told;
    try {
      told = await post(row.entry);
    } catch {
      return false;
    }
    if (told.acknowledged) {
      // What was written anew while it was under way is sent as well.
      if (localStorage.getItem(row.key) === row.text) localStorage.removeItem(row.key);
      pause = FIRST_PAUSE;
      tell("sent", { entry: shown(row), answer: told.answer, entries: waiting() });
    } else if (isRefusal(told)) {
      refused.add(row.entry.id);
      tell("refused", { entry: shown(row), status: told.status, entries: waiting() });
    } else {
      return false;
    }
  }
}

// A tab hears a moment later what another has taken out of the storage.
const newsTravels = () => new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 100));

async function workAndHandOn(work) {
  const done = await work();
  const { pending } = await navigator.locks.query();
  if (pending.some(({ name }) => name === LOCK)) await newsTravels();
  return done;
}

// Without Web Locks a note in the storage says which tab is sending, and until when.
const me = newId();
let holdsTurn = false;

function renewTurn() {
  if (holdsTurn) localStorage.setItem(TURN, JSON.stringify({ owner: me, until: Date.now() + TURN_MILLISECONDS }));
}

async function inTurn(work) {
  if (navigator.locks) return navigator.locks.request(LOCK, () => workAndHandOn(work));
  const turn = () => JSON.parse(localStorage.getItem(TURN) ?? "{}");
  const now = Date.now();
  const { owner, until } = turn();
  // A time further away than a turn lasts was noted by a clock that has since been set back.
  if (owner && owner !== me && until > now && until - now <= TURN_MILLISECONDS) return false;
  try {
    holdsTurn = true;
    renewTurn();
    // Two tabs may have taken it in the same moment: the later note holds.
    await newsTravels();
    return turn().owner === me ? await work() : false;
  } finally {
    holdsTurn = false;
    if (turn().owner === me) localStorage.removeItem(TURN);
  }
}

export function flush() {
  clearTimeout(timer);
  running ??= inTurn(drain)
    .catch(() => false)
    .then((done) => {
      running = null;
      const left = rows();
      if (!left.length) return [];
      const entries = left.map(shown);
      if (!done) tell("waiting", { entries });
      if (left.some(({ entry }) => !refused.has(entry.id))) {
        // What was put in while the last one was acknowledged goes at once.
        timer = setTimeout(flush, done ? 0 : pause);
        if (!done) pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
      return entries;
    });
  return running;
}

function tryAgain() {
  pause = FIRST_PAUSE;
  if (rows().length) flush();
}

addEventListener("online", tryAgain);
addEventListener("pageshow", (event) => {
  if (event.persisted) tryAgain();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") tryAgain();
});

// What other tabs put in or send.
addEventListener("storage", ({ key, oldValue, newValue }) => {
  if (!key?.startsWith(PREFIX)) return;
  const entry = read(oldValue);
  if (newValue === null && entry) tell("sent", { entry: shown({ entry }), answer: null, entries: waiting() });
  else tell("waiting", { entries: waiting() });
});

if (rows().length) {
  tell("waiting", { entries: waiting() });
  flush();
}
