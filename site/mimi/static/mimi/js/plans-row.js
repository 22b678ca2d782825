// One row of a plan: saves its texts as they are typed. A save names the version of the row that its text stems from, so
// that the site can tell when somebody else has changed the same; then both texts stand here, and the writer chooses.

const PAUSE = 900;
const RETRIES = [2000, 5000, 15000, 30000];
const PATIENCE = 20000;

// As the site keeps a text: without spaces around it, and on one line where there is only one.
const tidy = (field) => {
  const text = field.value.trim();
  return field.matches("textarea") ? text : text.replace(/\s+/g, " ");
};

export class Row {
  constructor(item, plan) {
    this.item = item;
    this.plan = plan; // texts, drafts, say(), gone()
    this.id = item.dataset.row;
    this.form = item.querySelector("form");
    this.fields = new Map([...this.form.querySelectorAll("[data-field] [name]")].map((field) => [field.name, field]));
    this.known = new Map(); // what the site has, by field
    this.base = new Map(); // the version of the row that a text stems from, by field
    this.sent = new Map(); // what was sent of a field and not heard of
    this.waiting = new Map(); // what came for a field that has the focus
    this.clashing = new Set();
    this.version = Number(item.dataset.version);
    this.tries = 0;
    for (const [name, field] of this.fields) {
      this.known.set(name, field.defaultValue);
      this.base.set(name, this.version);
      field.addEventListener("input", () => this.edit(name));
      field.addEventListener("change", () => this.save());
      field.addEventListener("blur", () => this.settle(name));
      this.restore(name, field);
    }
    for (const plain of item.querySelectorAll("[data-plain]")) plain.hidden = true;
  }

  // Goes on with what an earlier visit couldn't save.
  restore(name, field) {
    const draft = this.plan.drafts.get(this.id, name);
    if (draft && draft.text !== field.value) {
      field.value = draft.text;
      this.base.set(name, draft.base);
      field.closest("details")?.setAttribute("open", "");
      this.soon(0);
    } else if (draft) {
      this.plan.drafts.drop(this.id, name);
    }
  }

  isDirty(name) {
    const field = this.fields.get(name);
    return field.value !== this.known.get(name) && !field.validity.badInput;
  }

  get dirty() {
    return [...this.fields.keys()].filter((name) => this.isDirty(name));
  }

  edit(name) {
    this.tries = 0;
    this.refuse(name, "");
    this.kept = this.plan.drafts.put(this.id, name, { text: this.fields.get(name).value, base: this.base.get(name) });
    this.plan.say("");
    this.soon(PAUSE);
  }

  soon(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  // Comes back when what is written is saved, or can't be now; says which.
  async save({ leaving = false } = {}) {
    clearTimeout(this.timer);
    if (this.sending && !leaving) return this.sending.then(() => this.save());
    const names = this.dirty.filter((name) => !this.clashing.has(name));
    if (!names.length) return !this.dirty.length;
    const base = this.base.get(names[0]);
    const values = new Map();
    for (const name of names) if (this.base.get(name) === base) values.set(name, this.fields.get(name).value);
    const sending = this.send(base, values, leaving);
    this.sending = sending;
    const arrived = await sending;
    if (this.sending === sending) this.sending = null;
    return arrived && this.dirty.some((name) => !this.clashing.has(name)) && !this.refused ? this.save() : arrived;
  }

  async send(base, values, keepalive) {
    const body = new FormData();
    body.set("version", base);
    for (const [name, text] of values) {
      body.set(name, text);
      this.sent.set(name, [...(this.sent.get(name) ?? []), tidy(this.fields.get(name))]);
    }
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      const headers = { Accept: "application/json" };
      const answer = await fetch(this.form.action, { method: "POST", body, headers, keepalive, signal });
      const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
      return this.heard(answer.status, isJson ? await answer.json() : {}, values);
    } catch {
      return this.later();
    }
  }

  heard(status, answer, values) {
    this.refused = status === 422;
    if (status === 422) {
      for (const [name, problem] of Object.entries(answer.errors)) this.refuse(name, problem);
      this.plan.say(this.plan.texts.refusedText);
      return false;
    }
    if (status === 410) return this.isGone();
    if (status === 403 || status === 404) return this.plan.gone();
    if (status === 429 && answer.error) {
      this.plan.say(answer.error);
      this.soon(1000 * (answer.retry_after ?? 60));
      return false;
    }
    if (status !== 200 && status !== 409) return this.later();
    this.tries = 0;
    for (const [name, text] of values) {
      const field = this.fields.get(name);
      const own = this.sent.get(name) ?? [];
      if (answer.clashes[name] && !own.includes(answer.values[name])) {
        this.clash(name, answer);
        continue;
      }
      // What was saved before, without our hearing of it, is no one else's.
      if (!answer.clashes[name]) {
        this.known.set(name, text);
        this.sent.delete(name);
        if (field.value === text) this.plan.drafts.drop(this.id, name);
      }
      this.base.set(name, answer.version);
    }
    this.take(answer.values, answer.version);
    if (!this.dirty.length) this.plan.say(this.plan.texts.savedText);
    return true;
  }

  later() {
    const { waitingText, failedText, unkeptText } = this.plan.texts;
    this.plan.say(this.kept === false ? unkeptText : navigator.onLine ? failedText : waitingText);
    this.soon(RETRIES[Math.min(this.tries++, RETRIES.length - 1)]);
    return false;
  }

  // Puts what the site has into the fields, but for those that are being written in.
  take(values, version) {
    this.version = version;
    this.item.dataset.version = version;
    for (const [name, field] of this.fields) {
      if (!(name in values) || this.isDirty(name) || this.clashing.has(name)) continue;
      if (field === document.activeElement && values[name] !== tidy(field)) {
        this.waiting.set(name, [values[name], version]);
        continue;
      }
      this.put(name, values[name], version);
    }
  }

  put(name, value, version) {
    const field = this.fields.get(name);
    if (field !== document.activeElement && field.value !== value) field.value = value;
    this.known.set(name, field.value);
    this.base.set(name, version);
    this.waiting.delete(name);
  }

  // Takes in what came while the field had the focus, unless something was written.
  settle(name) {
    const waiting = this.waiting.get(name);
    this.waiting.delete(name);
    if (!waiting || this.isDirty(name)) return;
    const field = this.fields.get(name);
    [field.value] = waiting;
    this.known.set(name, field.value);
    this.base.set(name, waiting[1]);
  }

  // --- Two texts

  clash(name, { values, version, clashes }) {
    const field = this.fields.get(name);
    const theirs = values[name];
    this.clashing.add(name);
    this.sent.delete(name);
    const child = document.querySelector("template[data-clash]").content.firstElementChild.cloneNode(true);
    const told = child.querySelector("[data-told]");
    told.textContent = told.dataset.text.replace("{who}", clashes[name].who).replace("{at}", clashes[name].at);
    child.querySelector("[data-theirs]").textContent = theirs || "–";
    if (field.type === "date") child.querySelector("[data-choice=joined]").remove();
    const joined = field.matches("textarea") ? "\n\n" : " / ";
    child.addEventListener("click", (event) => {
      const { choice } = event.target.closest("[data-choice]")?.dataset ?? {};
      if (!choice) return;
      child.remove();
      this.clashing.delete(name);
      this.base.set(name, version);
      if (choice === "joined") field.value = [field.value, theirs].filter(Boolean).join(joined);
      if (choice === "theirs") {
        field.value = theirs;
        this.known.set(name, theirs);
        this.plan.drafts.drop(this.id, name);
      } else {
        this.plan.drafts.put(this.id, name, { text: field.value, base: version });
      }
      field.focus();
      if (choice !== "joined") this.save();
      else this.edit(name);
    });
    field.closest("[data-field]").append(child);
    this.plan.say(this.plan.texts.clashText);
  }

  isGone() {
    this.removed = true;
    const save = this.item.querySelector("button[data-plain]");
    if (save) save.hidden = false;
    this.item.querySelector("[data-said]").textContent = this.plan.texts.removedText;
    return false;
  }

  refuse(name, problem) {
    const field = this.fields.get(name);
    const place = field?.closest("[data-field]").querySelector("[data-problem]");
    if (!place) return;
    place.textContent = problem;
    if (problem) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}
