// Finds the texts of wagtail-localize's translation editor in its page. The editor marks nothing with ids, but it shows
// its segments in a fixed order that its own data tells: by tab, in there by field and block. What a place shows as
// English is compared with the data, so that a change of the editor makes us find nothing rather than the wrong place.

const editor = () => document.querySelector(".js-translation-editor");
const text = (element) => element.textContent.replace(/\s+/g, " ").trim();

function groups(segments) {
  const found = new Map();
  for (const segment of segments) {
    const key = `${segment.location.field}/${segment.location.blockId || "null"}`;
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(segment);
  }
  return [...found.values()].flat();
}

function ordered({ tabs, segments }) {
  const used = tabs.filter((tab) => segments.some(({ location }) => location.tab === tab.slug));
  if (used.length < 2) return groups(segments);
  return used.flatMap((tab) => groups(segments.filter(({ location }) => location.tab === tab.slug)));
}

// The items that show one segment each: those of the inner lists that have a toolbar at their end.
const items = (root) => [...root.querySelectorAll("li > ul > li")].filter((item) => item.querySelector(":scope > div + ul"));

function shows(item, segment) {
  if (segment.type !== "string") return true;
  const source = item.querySelector(":scope > p");
  return source !== null && text(source) === segment.source.replace(/\s+/g, " ").trim();
}

// Gives every text its id as `data-segment`, and returns the items by these ids; nothing where they don't agree.
export function segments() {
  const root = editor();
  if (!root?.dataset.props) return new Map();
  const told = ordered(JSON.parse(root.dataset.props));
  const shown = items(root);
  if (told.length !== shown.length || !told.every((segment, place) => shows(shown[place], segment))) return new Map();
  const found = new Map();
  told.forEach((segment, place) => {
    if (segment.type !== "string") return;
    const item = shown[place];
    item.dataset.segment = segment.id;
    item.id = `segment-${segment.id}`;
    found.set(String(segment.id), item);
  });
  return found;
}

// Resolves when the editor has drawn itself.
export function drawn() {
  return new Promise((resolve) => {
    const root = editor();
    if (!root) return;
    const look = () => root.querySelector("li > ul > li") !== null;
    if (look()) {
      resolve();
      return;
    }
    const observer = new MutationObserver(() => {
      if (!look()) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(root, { childList: true, subtree: true });
  });
}

export const field = (item) => item.querySelector(":scope > div textarea");
const button = (item) => item.querySelector(":scope > div + ul li:last-child button");

// Opens a text for editing and returns its field; null where it is locked.
export function open(item) {
  if (!field(item)) button(item)?.click();
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(() => resolve(field(item)), 0));
  });
}

// Goes to a text, on whichever tab it is.
export function show(item) {
  const panel = item.closest("[hidden]");
  if (panel) document.querySelector(`[role=tab][href="#${CSS.escape(panel.id)}"]`)?.click();
  requestAnimationFrame(() => {
    item.scrollIntoView({ block: "center" });
    button(item)?.focus({ preventScroll: true });
  });
}
