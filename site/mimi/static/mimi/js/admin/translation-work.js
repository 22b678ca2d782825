// In the translation editor, opens the first segment that asks for work when the address ends in #to-translate, or the
// segment at a content path when it ends in #to-translate=path. Without this the editor opens at its top.

const MARK = "#to-translate";
const PATIENCE = 10_000;
const SEGMENTS = "li:has(> h3) > ul > li";

function segmentAt(editor, path) {
  const { segments, tabs } = JSON.parse(editor.dataset.props);
  // The editor shows tab by tab, and in each what belongs to a field or block together.
  const shown = tabs.flatMap((tab) => {
    const groups = new Map();
    for (const segment of segments.filter((one) => one.location.tab === tab.slug)) {
      const group = `${segment.location.field}/${segment.location.blockId || "null"}`;
      groups.set(group, [...(groups.get(group) || []), segment]);
    }
    return [...groups.values()].flat();
  });
  return editor.querySelectorAll(SEGMENTS)[shown.findIndex((segment) => segment.contentPath === path)];
}

function wanted(editor) {
  const path = decodeURIComponent(location.hash.slice(MARK.length + 1));
  const segment = path && segmentAt(editor, path);
  return segment || editor.querySelector("li.errored, li.incomplete");
}

function show(editor, segment) {
  const hidden = segment.closest("section[hidden]");
  if (hidden) editor.querySelector(`#${CSS.escape(hidden.id.replace(/^tab-/, "tab-label-"))}`)?.click();
  segment.querySelector("button")?.click();
  segment.scrollIntoView({ block: "center" });
  segment.querySelector("textarea")?.focus({ preventScroll: true });
}

function start() {
  const editor = document.querySelector(".js-translation-editor");
  if (!editor || !location.hash.startsWith(MARK)) return;
  const ready = () => editor.querySelector(SEGMENTS);
  const go = () => {
    const segment = wanted(editor);
    if (segment) show(editor, segment);
  };
  if (ready()) {
    go();
    return;
  }
  const observer = new MutationObserver(() => {
    if (!ready()) return;
    observer.disconnect();
    go();
  });
  observer.observe(editor, { childList: true, subtree: true });
  setTimeout(() => observer.disconnect(), PATIENCE);
}

start();
