// Keeps what is done in an activity, and where somebody left off, through the outbox; shows what she has reached.
//
// A frame plays somebody else's program, so all that it says is measured here and checked again by the server. Who does
// it and in which activity isn't for the frame to say: the first is known by the session, the second by whose frame it is.

import { forget, newId, put, waiting } from "./outbox.js";

const BASE = "http://adlnet.gov/expapi/verbs/";
const CONSUMED = "http://activitystrea.ms/schema/1.0/consume";
const PART = "http://h5p.org/x-api/h5p-subContentId";
// The verbs that the server keeps, and those of them by which a try ends.
const ENDS = [...["answered", "completed", "passed", "failed", "mastered"].map((name) => BASE + name), CONSUMED];
const VERBS = new Set([...ENDS, ...["attempted", "interacted", "progressed", "experienced"].map((name) => BASE + name)]);
const LARGEST_STATEMENT = 24 * 1024;
const LONGEST_STATE = 64 * 1024;
const LONGEST_NAME = 64;
// As often as no person does something.
const MOST_A_MINUTE = 240;
// What belongs to the end of a try comes within this time.
const SAME_MOMENT = 1_000;

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

async function ask(url) {
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

function show(box, told) {
  const line = box.querySelector("[data-h5p-standing]");
  if (!told?.done) return;
  const { done, one, many } = line.dataset;
  const text = told.best == null ? done : told.attempts > 1 ? many : one;
  line.querySelector("[data-text]").textContent = fill(text, told);
  line.hidden = false;
  box.dataset.done = "";
  document.dispatchEvent(new CustomEvent("activity:done", { detail: { box } }));
}

function send(url, fields, id) {
  if (put(url, fields, id)) return;
  // This browser keeps nothing: it is sent now, or not at all.
  fetch(url, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "X-Requested-With": "outbox", Accept: "application/json" },
    credentials: "same-origin",
    keepalive: true,
  }).catch(() => {});
}

function isWhole({ object, context }) {
  return !object?.definition?.extensions?.[PART] && !context?.contextActivities?.parent;
}

// The statement as it is sent; null for one that isn't kept. Who did it is left out.
function asText({ verb, object, result, context }) {
  try {
    const text = JSON.stringify({ verb, object, result, context });
    return new TextEncoder().encode(text).length <= LARGEST_STATEMENT ? text : null;
  } catch {
    return null;
  }
}

const isName = (value) => typeof value === "string" && value.length > 0 && value.length <= LONGEST_NAME;

// Returns what to do with the messages of an activity's frame, by their action.
export function keeper(box) {
  const { standing, results, state } = box.dataset;
  const stateId = (part, type) => `h5p-state:${state}:${part}:${type}`;
  let first = results ? ask(standing) : Promise.resolve(null);
  let version = "";
  let registration = null;
  let ended = null;
  let minute = 0;
  let count = 0;

  first.then((told) => show(box, told));
  document.addEventListener("outbox:sent", ({ detail }) => {
    if (results && detail.entry.url === results && detail.answer) show(box, detail.answer);
  });
  document.addEventListener("outbox:refused", ({ detail }) => {
    // Where she left off is no loss that anybody must be told of.
    if (state && detail.entry.url === state) forget(detail.entry.id);
  });

  function isTooOften() {
    const now = Math.floor(Date.now() / 60_000);
    count = now === minute ? count + 1 : 1;
    minute = now;
    return count > MOST_A_MINUTE;
  }

  // What waits in this browser is newer than what the site knows.
  function newest(states) {
    const found = structuredClone(states ?? {});
    for (const { url, fields } of waiting()) {
      if (url !== state) continue;
      const { part, type, text } = Object.fromEntries(fields);
      (found[part] ??= {})[type] = text;
      if (text === undefined) delete found[part][type];
    }
    return found;
  }

  // A try goes on until it has ended; what is done after that belongs to the next.
  function noteTry(verb, ends) {
    registration ??= newId();
    if (ended && performance.now() - ended.at > SAME_MOMENT && !(ends && !ended.verbs.has(verb))) {
      registration = newId();
      ended = null;
    }
    if (!ends) return;
    ended ??= { at: performance.now(), verbs: new Set() };
    ended.verbs.add(verb);
  }

  return {
    async ready(data, answer) {
      version = Number.isSafeInteger(data.version) ? String(data.version) : "";
      const told = results ? await (first ?? ask(standing)) : null;
      first = null;
      registration = told?.registration ?? null;
      ended = null;
      answer({ action: "begin", states: newest(told?.states) });
    },
    statement({ statement }) {
      const verb = statement?.verb?.id;
      if (!results || !VERBS.has(verb) || isTooOften()) return;
      const text = asText(statement);
      if (!text) return;
      noteTry(verb, isWhole(statement) && ENDS.includes(verb) && statement.result?.completion !== false);
      const id = newId();
      send(results, { statement: text, registration, version, send: id }, id);
    },
    state({ type, part, text, ends }) {
      if (!state || !isName(type) || !isName(part) || isTooOften()) return;
      const forgets = text === null;
      if (!forgets && (typeof text !== "string" || text.length > LONGEST_STATE)) return;
      const fields = { type, part, version, ends: ends ? "1" : "0" };
      send(state, forgets ? fields : { ...fields, text }, stateId(part, type));
    },
  };
}
