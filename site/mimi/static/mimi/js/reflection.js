// Saves private notes as they are typed. What can't be saved yet waits in this browser; see reflection-waiting.js.
//
// Every state of a text has a version of its own, and a save names the versions that its writer had seen. The site replaces
// only those, so a text that was written elsewhere meanwhile comes back beside this one, and the writer decides.

import { drop, lastOwner, newSlot, newVersion, put, rememberOwner, takeOver, waiting } from "./reflection-waiting.js";
import { inTurn } from "./turns.js";

const PAUSE = 800;
const RETRIES = [2000, 5000, 15000, 60000];
const PATIENCE = 20000;
let owner = lastOwner();
let isKnown = false; // whether the site knows this learner by her cookie or her account

async function send(entry, keepalive = false) {
  const body = new FormData();
  body.set("text", entry.text);
  body.set("version", entry.version);
  for (const version of entry.seen) body.append("seen", version);
  const signal = AbortSignal.timeout(PATIENCE);
  const headers = { Accept: "application/json" };
  const answer = await fetch(entry.url, { method: "POST", body, keepalive, signal, headers, credentials: "same-origin" });
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  return { status: answer.status, ...(isJson ? await answer.json() : {}) };
}

class Notebook {
  constructor(section) {
    this.section = section;
    this.texts = section.dataset;
    this.note = section.dataset.reflection;
    this.form = section.querySelector("form");
    this.field = section.querySelector("textarea");
    this.url = this.form.action;
    this.slot = newSlot(this.note);
    this.seen = new Set([...this.form.querySelectorAll("[name=seen]")].map((input) => input.value));
    this.version = null; // of what isn't saved yet
    this.sending = false;
    this.tries = 0;
    this.turn = 0; // goes up whenever the text or what is known of it changes
    section.querySelector("[data-plain]").hidden = true;
    this.field.addEventListener("input", () => this.edit());
    this.field.addEventListener("change", () => this.save());
    section.addEventListener("click", (event) => this.choose(event));
    for (const form of section.querySelectorAll("form")) form.addEventListener("submit", () => this.leave(form));
  }

  get entry() {
    const { slot, note, url, version } = this;
    const seen = [...this.seen].filter((id) => id !== version);
    return { slot, note, url, version, seen, text: this.field.value, owner };
  }

  edit() {
    this.version = newVersion();
    this.turn += 1;
    this.tries = 0;
    this.kept = put(this.entry);
    this.say("");
    this.refuse("");
    this.soon(PAUSE);
  }

  soon(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  async save({ leaving = false } = {}) {
    clearTimeout(this.timer);
    if (!this.version || (this.sending && !leaving)) return;
    // Who leaves waits for no turn. Until the site knows her, her first note stays here, and the next page sends it.
    if (leaving && !isKnown && this.kept) return;
    const sent = this.entry;
    // From now on it may have arrived, whatever we hear of it.
    this.seen.add(sent.version);
    this.sending = true;
    try {
      const answer = leaving ? await send(sent, true) : await inTurn(() => send(sent));
      this.arrived(sent, answer);
    } catch {
      this.later();
    } finally {
      this.sending = false;
    }
    if (this.version && this.version !== sent.version) this.soon(PAUSE);
  }

  arrived(sent, answer) {
    if (answer.status === 422) {
      if (this.version === sent.version) this.refuse(answer.error);
    } else if (answer.texts) {
      isKnown ||= answer.texts.length > 0;
      drop(sent);
      this.tries = 0;
      this.turn += 1;
      for (const version of sent.seen) this.seen.delete(version);
      this.seen.add(sent.version);
      if (this.version === sent.version) {
        this.version = null;
        this.say(this.texts.savedText);
      }
      this.show(answer.texts);
    } else {
      this.later();
    }
  }

  later() {
    const text = navigator.onLine ? this.texts.failedText : this.texts.waitingText;
    this.say(this.kept ? text : this.texts.unkeptText);
    if (this.tries < RETRIES.length) this.soon(RETRIES[this.tries++]);
  }

  // Puts what the site holds into the page: the latest into the field, unless something there is still to be saved.
  show(texts) {
    this.loaded = true;
    const readable = texts.filter((row) => row.text !== null);
    if (!this.version && !readable.some((row) => this.seen.has(row.version))) {
      this.field.value = readable[0]?.text ?? "";
      this.seen = new Set(readable.slice(0, 1).map((row) => row.version));
    }
    this.showOthers(readable.filter((row) => !this.seen.has(row.version)));
    if (readable.length < texts.length) this.say(this.texts.unreadableText);
    else if (this.said === this.texts.hiddenText) this.say("");
  }

  showOthers(rows) {
    const box = this.section.querySelector("[data-others]");
    const known = new Map([...box.children].map((child) => [child.dataset.version, child]));
    const shown = rows.map((row) => known.get(row.version) ?? this.other(row));
    for (const [version, child] of known) if (!rows.some((row) => row.version === version)) child.remove();
    for (const child of shown) if (!child.isConnected) box.append(child);
  }

  other({ version, text, written }) {
    const child = this.section.querySelector("template[data-other]").content.firstElementChild.cloneNode(true);
    child.dataset.version = version;
    const head = child.querySelector("[data-written]");
    head.textContent = head.dataset.text.replace("{written}", written);
    child.querySelector("[data-words]").textContent = text;
    return child;
  }

  choose(event) {
    const button = event.target.closest("[data-choice]");
    if (!button) return;
    event.preventDefault();
    const child = button.closest("[data-version]");
    const words = child.querySelector("[data-words]").textContent;
    const { choice } = button.dataset;
    if (choice === "both") this.field.value = [this.field.value, words].filter(Boolean).join("\n\n");
    if (choice === "this") this.field.value = words;
    this.seen.add(child.dataset.version);
    child.remove();
    this.edit();
    this.save();
    this.field.focus();
  }

  // A form that is sent the ordinary way takes along what this page knows.
  leave(form) {
    clearTimeout(this.timer);
    const seen = this.entry.seen;
    if (this.version) drop(this.entry);
    this.version = null;
    if (form === this.form) return;
    for (const version of seen) {
      const input = Object.assign(document.createElement("input"), { type: "hidden", name: "seen", value: version });
      form.append(input);
    }
  }

  // Goes on with what another window has left, when the site doesn't take it now.
  adopt(entry) {
    if (this.version || this.field.value) return false;
    this.field.value = entry.text;
    this.seen = new Set(entry.seen);
    this.version = entry.version;
    this.kept = put(this.entry);
    if (this.kept) drop(entry);
    return true;
  }

  get said() {
    return this.section.querySelector("[data-status]").textContent;
  }

  say(text) {
    if (this.said !== text) this.section.querySelector("[data-status]").textContent = text;
  }

  refuse(problem) {
    this.section.querySelector("[data-problem]").textContent = problem;
    if (problem) this.field.setAttribute("aria-invalid", "true");
    else this.field.removeAttribute("aria-invalid");
  }
}

const notebooks = new Map();
for (const section of document.querySelectorAll("[data-reflection]")) {
  notebooks.set(section.dataset.reflection, new Notebook(section));
}
const addresses = new Set([...document.querySelectorAll("[data-notes]")].map((section) => section.dataset.notes));

// Sends what waits from windows that were closed, and from visits without a connection.
async function flush() {
  const own = new Set([...notebooks.values()].map((notebook) => notebook.slot));
  const entries = waiting(owner).filter((one) => !own.has(one.slot));
  for (const entry of entries) {
    const notebook = notebooks.get(entry.note);
    const answer = await inTurn(() => send(entry)).catch(() => null);
    if (!answer) {
      // There is no connection: the latest of each note is shown.
      for (const left of entries.reverse()) if (notebooks.get(left.note)?.adopt(left)) notebooks.get(left.note).later();
      return;
    }
    if (answer.texts) {
      drop(entry);
      notebook?.show(answer.texts);
    } else if (answer.status === 422 && notebook?.adopt(entry)) {
      notebook.refuse(answer.error);
    }
  }
}

async function load() {
  for (const address of addresses) {
    const turns = new Map([...notebooks.values()].map((notebook) => [notebook, notebook.turn]));
    const answer = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!answer.ok) continue;
    const facts = await answer.json();
    owner = facts.owner;
    isKnown = facts.known;
    rememberOwner(owner);
    for (const [notebook, turn] of turns) {
      // What was asked before a change says nothing about it.
      if (notebook.section.dataset.notes !== address || notebook.turn !== turn) continue;
      notebook.show(facts.notes[notebook.note.split("/")[1]] ?? []);
    }
  }
}

async function refresh() {
  try {
    await load();
  } catch {
    for (const notebook of notebooks.values()) if (!notebook.loaded) notebook.say(notebook.texts.hiddenText);
  }
  await flush();
}

const ownPage = document.querySelector("[data-reflections]");
if (ownPage) {
  owner = ownPage.dataset.owner;
  isKnown = notebooks.size > 0;
  rememberOwner(owner);
} else if (!notebooks.size) {
  // This page doesn't say whose it is: only what was written without an account is sent from here.
  owner = "";
}
for (const notebook of notebooks.values()) takeOver(notebook.note, notebook.url);
refresh();

const saveAll = (how) => Promise.all([...notebooks.values()].map((notebook) => notebook.save(how)));
addEventListener("pagehide", () => saveAll({ leaving: true }));
addEventListener("online", () => saveAll().then(refresh));
addEventListener("pageshow", (event) => event.persisted && refresh());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") saveAll({ leaving: isKnown });
  else saveAll().then(refresh);
});
