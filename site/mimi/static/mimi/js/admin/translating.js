// Around wagtail-localize's editor of a translation: gives each text an address, puts what has changed in English beside
// it, and looks again whether the page is ready whenever a text was saved.

const editor = document.querySelector(".js-translation-editor");
const around = document.querySelector("[data-beside-editor]");
const SAVED = /\/localize\/translate\/\d+\/(strings|overrides)\/\d+\/edit\/$/;

/** Return the segments in the order in which the editor shows those of a tab: by field and block. */
function inOrder(segments) {
  const groups = new Map();
  for (const segment of segments) {
    const key = `${segment.location.field}/${segment.location.blockId || "null"}`;
    groups.set(key, [...(groups.get(key) || []), segment]);
  }
  return [...groups.values()].flat();
}

/** Give the rows of the editor the addresses of their segments; say whether there were any. */
function nameRows(props) {
  const tabs = props.tabs.filter((tab) => props.segments.some((segment) => segment.location.tab === tab.slug));
  const panes = [...editor.querySelectorAll(".tab-content section[id^='tab-'] > section, .tab-content section[id^='tab-']")];
  let named = 0;
  for (const tab of tabs) {
    const own = panes.filter((pane) => pane.id === `tab-${tab.slug}` && !pane.querySelector("section[id^='tab-']"));
    const pane = tabs.length > 1 ? own[0] : editor.querySelector(".tab-content");
    const segments = tabs.length > 1 ? props.segments.filter((segment) => segment.location.tab === tab.slug) : props.segments;
    const rows = pane ? [...pane.querySelectorAll("h3 + ul > li")] : [];
    inOrder(segments).forEach((segment, n) => {
      if (!rows[n]) return;
      rows[n].id = `segment-${segment.id}`;
      rows[n].dataset.block = segment.location.blockId || "";
      rows[n].dataset.tab = tabs.length > 1 ? tab.slug : "";
      named += 1;
    });
  }
  return named > 0;
}

function putBeside() {
  for (const difference of document.querySelectorAll("[data-difference]")) {
    const row = document.getElementById(`segment-${difference.dataset.difference}`);
    if (row) row.append(difference);
  }
}

/** Return the row that an address leads to: that of a segment, or the first of a block. */
function rowOf(hash) {
  const block = /^#block-(.+)-section$/.exec(hash);
  if (block) return editor.querySelector(`[data-block="${CSS.escape(block[1])}"]`);
  return /^#segment-\d+$/.test(hash) ? document.getElementById(hash.slice(1)) : null;
}

function goTo(hash) {
  const row = rowOf(hash);
  if (!row) return;
  if (row.dataset.tab) document.getElementById(`tab-label-${row.dataset.tab}`)?.click();
  for (const other of editor.querySelectorAll(".is-led-to")) other.classList.remove("is-led-to");
  row.classList.add("is-led-to");
  requestAnimationFrame(() => {
    row.scrollIntoView({ block: "center" });
    row.querySelector("button")?.focus({ preventScroll: true });
  });
}

async function lookAgain() {
  const panel = document.querySelector("[data-readiness]");
  if (!panel) return;
  const answer = await fetch(panel.dataset.url, { credentials: "same-origin" });
  if (answer.ok) panel.querySelector("[data-readiness-body]").innerHTML = await answer.text();
}

function begin() {
  const props = JSON.parse(editor.dataset.props);
  if (!nameRows(props)) return false;
  putBeside();
  goTo(location.hash);
  return true;
}

if (editor && around) {
  editor.before(around);
  // The editor draws itself when its own script runs.
  if (!begin()) {
    const watcher = new MutationObserver(() => {
      if (begin()) watcher.disconnect();
    });
    watcher.observe(editor, { childList: true, subtree: true });
  }
  addEventListener("hashchange", () => goTo(location.hash));
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".beside a[href*='#']");
    if (!link || link.pathname !== location.pathname) return;
    event.preventDefault();
    history.replaceState(null, "", link.hash);
    goTo(link.hash);
  });
  let waiting = 0;
  new PerformanceObserver((list) => {
    if (!list.getEntries().some((entry) => SAVED.test(entry.name))) return;
    clearTimeout(waiting);
    waiting = setTimeout(lookAgain, 300);
  }).observe({ type: "resource" });
}
