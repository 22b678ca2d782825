// Keeps the pages of a module in the browser, and answers with them when the connection is gone.
//
// A classic script, run by /service-worker.js, which says in `self.SITE` what there is to know of the site: `offline`, the
// page for what isn't kept, by language, and `files`, how the addresses of style sheets, scripts and pictures begin.
//
// Only pages that are the same for everyone (Cache-Control: public) are ever kept, and only those of modules that a reader
// has asked for. A page is kept together with the very files that it names, so that one of an older release still looks
// and works as it did, and it is replaced only when the files of the newer one are there as well.

const PAGES = "mimi:kept-pages";
const FILES = "mimi:kept-files";
// What is kept of each module, by the module's address: see `keep`.
const LISTS = "mimi:kept-lists";
const PATIENCE_MILLISECONDS = 6_000;
const DAY_MILLISECONDS = 24 * 3600 * 1000;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
const LEFT_OUT = ["content-encoding", "content-length", "set-cookie", "vary"];

class Problem extends Error {}

// --- Reading ---------------------------------------------------------------------------------------------------------

const address = (path) => new URL(path, self.location.origin).href;
const pathOf = (url) => new URL(url, self.location.origin).pathname;

async function lists() {
  if (!(await caches.has(LISTS))) return [];
  const cache = await caches.open(LISTS);
  const answers = await cache.matchAll();
  return Promise.all(answers.map((answer) => answer.json()));
}

// Looks without making the cache.
const kept = (name, path) => caches.match(address(path), { cacheName: name, ignoreVary: true });

function isPublic(answer) {
  const said = answer.headers.get("Cache-Control") ?? "";
  return answer.ok && !answer.redirected && said.includes("public") && !/no-store|private/.test(said);
}

// What a page, style sheet or script names among the site's files.
function references(text, type, base) {
  const found = [];
  if (type.includes("html")) {
    for (const [, one, many] of text.matchAll(/\s(?:href|src)="([^"]+)"|\ssrcset="([^"]+)"/g)) {
      found.push(...(one ? [one] : many.split(",").map((part) => part.trim().split(/\s/)[0])));
    }
  } else if (type.includes("css")) {
    for (const [, one] of text.matchAll(/url\(\s*["']?([^"')]+)/g)) found.push(one);
  } else if (type.includes("javascript")) {
    for (const [, one] of text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["'](\.{0,2}\/[^"']+)["']/g)) found.push(one);
  }
  return found.map((reference) => siteFile(reference, base)).filter(Boolean);
}

const isFile = (pathname) => self.SITE.files.some((beginning) => pathname.startsWith(beginning));

function siteFile(reference, base) {
  try {
    const { origin, pathname, search } = new URL(reference, base);
    return origin === self.location.origin && isFile(pathname) ? pathname + search : null;
  } catch {
    return null;
  }
}

// --- Fetching, before anything is changed ----------------------------------------------------------------------------

async function held(answer) {
  const headers = new Headers(answer.headers);
  for (const name of LEFT_OUT) headers.delete(name);
  return { blob: await answer.blob(), headers, type: answer.headers.get("Content-Type") ?? "" };
}

const asAnswer = ({ blob, headers }) => new Response(blob, { headers });

async function fetchFile(path) {
  const before = HASHED.test(path) ? await kept(FILES, path) : null;
  const answer = before ?? (await fetch(address(path), { credentials: "same-origin" }));
  // A picture that is missing is missing with a connection, too.
  return answer.ok ? held(answer) : null;
}

// Fetches the files that a text names, and those that they name, into `files`; returns [path, bytes] of each.
async function fetchFiles(text, type, base, files) {
  const found = new Map();
  const open = references(text, type, base);
  while (open.length) {
    const path = open.pop();
    if (found.has(path)) continue;
    if (!files.has(path)) files.set(path, await fetchFile(path));
    const file = files.get(path);
    if (!file) continue;
    found.set(path, file.blob.size);
    if (/css|javascript/.test(file.type)) open.push(...references(await file.blob.text(), file.type, address(path)));
  }
  return [...found];
}

// A page with its files; null where there is none that everyone may see.
async function fetchPage(path, files) {
  const answer = await fetch(address(path), { credentials: "same-origin", cache: "no-cache" });
  if (answer.status >= 500 || answer.status === 429) throw new Problem("failed");
  if (!isPublic(answer)) return null;
  return withFiles(path, answer, files);
}

async function withFiles(path, answer, files) {
  const page = await held(answer);
  const text = await page.blob.text();
  return { ...page, text, files: await fetchFiles(text, page.type, address(path), files) };
}

// --- Keeping ---------------------------------------------------------------------------------------------------------

const unescaped = (text) =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

// What belongs to a module, as its page says: { title, pages: [{ url, title, also: [url] }] }.
function plan(html) {
  const found = html.match(/\sdata-keep="([^"]*)"/);
  if (!found) throw new Problem("gone");
  return JSON.parse(unescaped(found[1]));
}

async function store(pages, files) {
  const fileCache = await caches.open(FILES);
  for (const [path, file] of files) if (file) await fileCache.put(address(path), asAnswer(file));
  const pageCache = await caches.open(PAGES);
  for (const { url, also, page } of pages) {
    for (const path of [url, ...also]) await pageCache.put(address(path), asAnswer(page));
  }
}

const saveList = async (list) => (await caches.open(LISTS)).put(address(list.url), new Response(JSON.stringify(list)));

// Drops what no list names any more.
async function prune() {
  const all = (await lists()).flatMap(({ pages }) => pages);
  const named = {
    [PAGES]: new Set(all.flatMap(({ url, also }) => [url, ...also])),
    [FILES]: new Set(all.flatMap(({ files }) => files.map(([path]) => path))),
  };
  for (const [name, wanted] of Object.entries(named)) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const { pathname, search } = new URL(request.url);
      if (!wanted.has(pathname + search)) await cache.delete(request);
    }
  }
}

// Keeps a module anew: all of it, or nothing is changed. Returns its list: { url, title, language, pages }, each page
// { url, title, also, isFrame, at, bytes, files: [[path, bytes]] }; a frame is no page of the module itself.
async function keep(url, tell = () => {}) {
  const files = new Map();
  const first = await fetchPage(url, files);
  if (!first) throw new Problem("gone");
  const { title, pages } = plan(first.text);
  const frames = Object.values(self.SITE.offline).map((path) => ({ url: path, title: "", also: [], isFrame: true }));
  const wanted = [...pages, ...frames];
  const fetched = [];
  for (const [done, entry] of wanted.entries()) {
    tell({ done, total: wanted.length });
    const page = entry.url === url ? first : await fetchPage(entry.url, files);
    if (page) fetched.push({ isFrame: false, ...entry, page });
  }
  await store(fetched, files);
  const at = new Date().toISOString();
  const list = {
    url,
    title,
    language: url.split("/")[1],
    pages: fetched.map(({ page, ...entry }) => ({ ...entry, at, bytes: page.blob.size, files: page.files })),
  };
  await saveList(list);
  await prune();
  return list;
}

async function remove(url) {
  await (await caches.open(LISTS)).delete(address(url));
  await prune();
  const left = (await lists()).length;
  if (!left) await Promise.all([PAGES, FILES, LISTS].map((name) => caches.delete(name)));
  return left;
}

// Replaces the copy of a page that was just shown by what was shown, in every list that names it.
async function freshen(path, copy, answer) {
  const etag = answer.headers.get("ETag");
  const files = new Map();
  const page = etag && etag === copy.headers.get("ETag") ? null : await withFiles(path, answer, files);
  for (const list of await lists()) {
    const entry = list.pages.find(({ url }) => url === path);
    if (!entry) continue;
    entry.at = new Date().toISOString();
    if (page) {
      Object.assign(entry, { bytes: page.blob.size, files: page.files });
      await store([{ url: path, also: entry.also, page }], files);
    }
    await saveList(list);
  }
  if (page) await prune();
}

// Keeps the module of a page anew where any of it is older than a day.
async function refreshOld(path) {
  for (const list of await lists()) {
    const isOld = list.pages.some(({ at }) => Date.now() - Date.parse(at) > DAY_MILLISECONDS);
    if (isOld && list.pages.some(({ url }) => url === path)) await keep(list.url);
  }
}

// One change at a time.
let last = Promise.resolve();

function inTurn(work) {
  const mine = last.then(work);
  last = mine.catch(() => {});
  return mine;
}

// --- Answering -------------------------------------------------------------------------------------------------------

async function offlinePage(path) {
  const { offline } = self.SITE;
  const own = offline[path.split("/")[1]];
  for (const candidate of [own, ...Object.values(offline)]) {
    const page = candidate && (await kept(PAGES, candidate));
    if (page) return page;
  }
  return null;
}

const late = () => new Promise((resolve, reject) => setTimeout(reject, PATIENCE_MILLISECONDS, new Problem("late")));
const isDown = ({ status }) => status >= 502 && status <= 504;

async function answerPage(event) {
  const path = pathOf(event.request.url);
  const copy = await kept(PAGES, path);
  const isOwn = copy && (await lists()).some(({ pages }) => pages.some(({ url }) => url === path));
  try {
    const asked = fetch(event.request);
    // A kept page is better than a long wait. A copy that only stands in for another page isn't.
    const answer = await (isOwn ? Promise.race([asked, late()]) : asked);
    if (isDown(answer) && copy) return copy;
    if (isOwn && isPublic(answer)) {
      const twin = answer.clone();
      event.waitUntil(inTurn(() => freshen(path, copy, twin).then(() => refreshOld(path))).catch(() => {}));
    }
    return answer;
  } catch {
    return copy ?? (await offlinePage(path)) ?? Response.error();
  }
}

// A file under a hashed name never changes; of any other the newest is wanted.
async function answerFile(request) {
  const { pathname, search } = new URL(request.url);
  const copy = await kept(FILES, pathname + search);
  if (copy && HASHED.test(pathname)) return copy;
  try {
    return await fetch(request);
  } catch (error) {
    if (copy) return copy;
    throw error;
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const isReaders = pathname.split("/")[1] in self.SITE.offline;
  if (request.mode === "navigate" && isReaders) event.respondWith(answerPage(event));
  else if (isFile(pathname)) event.respondWith(answerFile(request));
});

const DEEDS = {
  keep: ({ url }, tell) => keep(url, tell).then((list) => ({ list })),
  remove: ({ url }) => remove(url).then((left) => ({ left })),
};

function problem(error) {
  if (error instanceof Problem) return error.message;
  return error.name === "QuotaExceededError" ? "room" : "failed";
}

self.addEventListener("message", (event) => {
  const [port] = event.ports;
  const deed = DEEDS[event.data?.do];
  if (!port || !deed) return;
  const tell = (what) => port.postMessage(what);
  event.waitUntil(inTurn(() => deed(event.data, tell)).then(tell, (error) => tell({ problem: problem(error) })));
});
