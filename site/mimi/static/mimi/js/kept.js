// What is kept on this device of the modules, and the way to the service worker that keeps it (`service-worker.js`).

const LISTS = "mimi:kept-lists";
const WORKER = "/service-worker.js";

// Looking leaves nothing behind: no cache is made, no worker registered.
export async function lists() {
  if (!("caches" in globalThis) || !(await caches.has(LISTS))) return [];
  const cache = await caches.open(LISTS);
  const found = await Promise.all((await cache.matchAll()).map((answer) => answer.json()));
  return found.sort((a, b) => (a.url < b.url ? -1 : 1));
}

// In bytes; a file that several pages name is counted once.
function size({ pages }) {
  const files = new Map(pages.flatMap((page) => page.files));
  return [...pages.map(({ bytes }) => bytes), ...files.values()].reduce((sum, bytes) => sum + bytes, 0);
}

// When the oldest of a module's pages was last fetched.
const age = ({ pages }) => new Date(Math.min(...pages.map(({ at }) => Date.parse(at))));

// The page's language, in the reader's country where her browser names one; English is otherwise that of Europe.
function locale() {
  const { lang } = document.documentElement;
  const own = navigator.languages.find((code) => code.split("-")[0] === lang && code !== lang);
  return own ?? (lang === "en" ? "en-GB" : lang);
}

function sizeInWords(bytes) {
  const [count, unit] = bytes < 1_000_000 ? [bytes / 1000, "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  const digits = unit === "kilobyte" ? 0 : 1;
  return new Intl.NumberFormat(locale(), { style: "unit", unit, maximumFractionDigits: digits }).format(count);
}

function whenInWords(date) {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeStyle: "short" }).format(date);
}

// The sentence of a template about a kept module: {pages}, {size} and {when} are filled in.
export function inWords(text, list) {
  const values = {
    pages: list.pages.filter(({ isFrame }) => !isFrame).length,
    size: sizeInWords(size(list)),
    when: whenInWords(age(list)),
  };
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

async function worker() {
  await navigator.serviceWorker.register(WORKER, { scope: "/", updateViaCache: "none" });
  return (await navigator.serviceWorker.ready).active;
}

// Asks the worker to do something; `onProgress` hears of what is done on the way. Resolves with what it says at the end:
// { list }, { left } or { problem: "gone" | "room" | "failed" }.
async function ask(message, onProgress = () => {}) {
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((resolve) => {
    port1.onmessage = ({ data }) => ("done" in data ? onProgress(data) : resolve(data));
  });
  (await worker()).postMessage(message, [port2]);
  return answer.finally(() => port1.close());
}

export const keep = (url, onProgress) => ask({ do: "keep", url }, onProgress).catch(() => ({ problem: "failed" }));

// When the last module goes, the worker goes too.
export async function remove(url) {
  const { left } = await ask({ do: "remove", url });
  if (left) return;
  const registration = await navigator.serviceWorker.getRegistration("/");
  await registration?.unregister();
}

export const isPossible = "serviceWorker" in navigator && "caches" in globalThis;
