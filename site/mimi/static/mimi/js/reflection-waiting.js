// What has been written in private notes and isn't saved yet waits here, in this browser, until the site has it.
//
// An entry is {slot, note, url, version, seen, text, owner, at}. Each open page has a slot of its own for each note, so
// that no window overwrites what another still has to save. `owner` names the account that it was written in, and is empty
// without one: what one person writes is never saved into the account of another who uses the same browser.

const WAITING = "mimi:note:";
const OWNER = "mimi:note-owner";
// Where notes stood until they were saved on the site.
const OLD = "mimi:reflection:";

const guarded = (act, otherwise) => {
  try {
    return act();
  } catch {
    return otherwise;
  }
};

// A random UUID (RFC 9562, version 4); browsers offer their own only where the connection is encrypted.
export function newVersion() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export const newSlot = (note) => `${WAITING}${note}:${newVersion()}`;

// Says whether the entry is kept now.
export const put = (entry) =>
  guarded(() => {
    localStorage.setItem(entry.slot, JSON.stringify({ ...entry, at: Date.now() }));
    return true;
  }, false);

// Forgets an entry, unless something newer has taken its slot meanwhile.
export const drop = (entry) =>
  guarded(() => {
    const kept = JSON.parse(localStorage.getItem(entry.slot) ?? "null");
    if (kept?.version === entry.version) localStorage.removeItem(entry.slot);
  });

// All that waits and belongs to an owner, the oldest first.
export const waiting = (owner) =>
  guarded(
    () =>
      Object.keys(localStorage)
        .filter((key) => key.startsWith(WAITING))
        .map((key) => guarded(() => JSON.parse(localStorage.getItem(key)), null))
        .filter((entry) => entry?.slot && (!entry.owner || entry.owner === owner))
        .sort((one, other) => one.at - other.at),
    [],
  );

export const lastOwner = () => guarded(() => localStorage.getItem(OWNER) ?? "", "");

export const rememberOwner = (owner) =>
  guarded(() => {
    if (owner) localStorage.setItem(OWNER, owner);
    else localStorage.removeItem(OWNER);
  });

// Lets a note from before notes were saved on the site wait its turn.
export const takeOver = (note, url) =>
  guarded(() => {
    const text = localStorage.getItem(OLD + note);
    if (!text) return;
    const entry = { slot: newSlot(note), note, url, version: newVersion(), seen: [], text, owner: "" };
    if (put(entry)) localStorage.removeItem(OLD + note);
  });
