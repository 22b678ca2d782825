// Runs first within an activity's frame: tells H5P's core what it plays. The frame has no origin, so browsers refuse it
// any store; H5P's core asks for one without care, and gets one that lasts as long as the frame.
//
// What somebody does in the frame, and where she leaves off, is told to the page around it, which keeps both; see
// `h5p-results.js`. Nothing is told before she has done something: who only reads the page leaves no trace.

function standIn() {
  const held = new Map();
  return {
    getItem: (name) => held.get(String(name)) ?? null,
    setItem: (name, value) => void held.set(String(name), String(value)),
    removeItem: (name) => void held.delete(String(name)),
    clear: () => held.clear(),
    key: (index) => [...held.keys()][index] ?? null,
    get length() {
      return held.size;
    },
  };
}

for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { value: standIn(), configurable: true });
}
const integration = JSON.parse(document.getElementById("integration").textContent);
window.H5PIntegration = integration;
// The core waits until the page has told where she left off.
window.H5P = { preventInit: true };

const CONTEXT = "mimi-activity";
const PATIENCE = 4_000;
const SOON = 400;
const MOST_HELD = 100;
const held = [];
let touched = false;
let saving;

const tell = (action, more) => window.parent.postMessage({ context: CONTEXT, action, ...more }, integration.siteUrl);

function say(action, more) {
  if (touched) tell(action, more);
  else if (held.length < MOST_HELD) held.push([action, more]);
}

function save() {
  for (const instance of window.H5P.instances ?? []) {
    const state = instance.getCurrentState?.();
    if (state !== undefined) window.H5P.setUserData(instance.contentId, "state", state, { deleteOnChange: true });
  }
}

function saveSoon() {
  clearTimeout(saving);
  saving = setTimeout(save, SOON);
}

function touch(event) {
  // A program can press its own buttons; going through the page with the tab key does nothing in it.
  if (!event.isTrusted || event.key === "Tab" || event.key === "Shift") return;
  touched = true;
  for (const [action, more] of held.splice(0)) tell(action, more);
  saveSoon();
}

for (const kind of ["pointerdown", "keydown", "click", "input", "change"]) addEventListener(kind, touch, true);

// In place of the core's, which ask a server. Source: H5P's `setUserData`, `deleteUserData`.
function keepUserData(H5P) {
  const told = {};
  const where = (id) => {
    const content = integration.contents[`cid-${id}`] ?? {};
    return (content.contentUserData ??= {});
  };
  H5P.setUserData = (id, type, data, { subContentId = 0, deleteOnChange = false, errorCallback } = {}) => {
    let text;
    try {
      text = JSON.stringify(data);
    } catch (error) {
      errorCallback?.(error);
      return;
    }
    const part = (where(id)[subContentId] ??= {});
    const known = told[`${subContentId} ${type}`] ?? part[type];
    part[type] = text;
    if (!touched || known === text) return;
    told[`${subContentId} ${type}`] = text;
    tell("state", { type, part: String(subContentId), text, ends: Boolean(deleteOnChange) });
  };
  H5P.deleteUserData = (id, type, subContentId = 0) => {
    delete where(id)[subContentId]?.[type];
    delete told[`${subContentId} ${type}`];
    tell("state", { type, part: String(subContentId), text: null });
  };
}

document.addEventListener("DOMContentLoaded", () => {
  const { H5P } = window;
  keepUserData(H5P);
  H5P.externalDispatcher.on("xAPI", (event) => {
    // Without what can't be sent, such as functions.
    say("statement", { statement: JSON.parse(JSON.stringify(event.data.statement)) });
    if (touched) saveSoon();
  });

  let begun = false;
  function begin(states) {
    if (begun) return;
    begun = true;
    for (const content of Object.values(integration.contents)) content.contentUserData = states;
    H5P.init(document.body);
  }

  addEventListener("message", ({ source, data }) => {
    if (source !== window.parent || data?.context !== CONTEXT || data.action !== "begin") return;
    begin(data.states && typeof data.states === "object" ? data.states : {});
  });
  tell("ready", { version: integration.contentVersion });
  setTimeout(begin, PATIENCE, {});
});
