// Divides a text on a page into the sentences that a voice reads, each with the place where it stands.

// A sentence is read with the block that it stands in, and never runs on into the next.
const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, dt, dd, figcaption, caption, blockquote, label, legend, .block-name, div, section";
// Controls, what only looks nice, and what one must open first.
const SKIPPED = `
  button, input, textarea, select, form, nav, svg, script, style, template, summary, [hidden], [aria-hidden="true"],
  .visually-hidden, .facts-row, .reading-tools, .way, .term-box, .film, .source, .foot, .done-mark, [data-not-read]`;
// A full stop after one of these ends no sentence, nor one after a single letter or a short number ("22. November").
const ABBREVIATIONS = "bzw ca dr e.g etc evtl f.eks ggf i.e inkl jf kl mr mrs mv nr osv pkt usw vgl vs κ κα χ κ.λπ π.χ";
const UNENDED = new RegExp(
  `(?:^|[\\s(“„«])(?:\\p{L}|\\d{1,2}|${ABBREVIATIONS.replaceAll(".", "\\.").split(" ").join("|")})\\.\\s*$`,
  "iu",
);
const ENDED = /.+?[.!?;…]+["'”»“)\]]*(?=\s|$)\s*|.+$/gsu;
const GREEK_QUESTION = /;/;

function pieces(text, language) {
  if (Intl.Segmenter) {
    const segmenter = new Intl.Segmenter(language, { granularity: "sentence" });
    return [...segmenter.segment(text)].map(({ segment }) => segment);
  }
  // A semicolon is the question mark of Greek, and no end of a sentence elsewhere.
  const found = text.match(ENDED) ?? [];
  if (language.startsWith("el")) return found;
  return joined(found, (piece) => GREEK_QUESTION.test(piece.trim().slice(-1)));
}

function joined(parts, goesOn) {
  const whole = [];
  for (const part of parts) {
    if (whole.length && goesOn(whole[whole.length - 1], part)) whole[whole.length - 1] += part;
    else whole.push(part);
  }
  return whole;
}

// Returns the sentences of a text as [start, end], without the space around them.
export function divide(text, language) {
  const found = [];
  let at = 0;
  // Nor does one end before a small letter: “Really?” she asked.
  const goesOn = (part, next) => UNENDED.test(part) || /^\p{Ll}/u.test(next);
  for (const piece of joined(pieces(text, language), goesOn)) {
    const start = at + piece.length - piece.trimStart().length;
    const end = at + piece.trimEnd().length;
    at += piece.length;
    if (/[\p{L}\p{N}]/u.test(text.slice(start, end))) found.push([start, end]);
  }
  return found;
}

const inOneLine = (text) => text.replace(/[\s\u00ad]+/gu, (space) => (space === "\u00ad" ? "" : " ")).trim();

function rangeOf(nodes, start, end) {
  const range = document.createRange();
  let at = 0;
  for (const node of nodes) {
    const after = at + node.data.length;
    if (start >= at && start < after) range.setStart(node, start - at);
    if (end > at && end <= after) {
      range.setEnd(node, end - at);
      break;
    }
    at = after;
  }
  return range;
}

function ofBlock(block, nodes, language) {
  const text = nodes.map((node) => node.data).join("");
  return divide(text, language).map(([start, end]) => ({
    text: inOneLine(text.slice(start, end)),
    range: rangeOf(nodes, start, end),
    block,
  }));
}

// A row of a table is read as one sentence: its name, and then each cell under the name of its column where there are several.
function ofTable(table) {
  const names = [...table.querySelectorAll("thead th")].map((cell) => inOneLine(cell.textContent));
  return [...table.querySelectorAll("tr")]
    .filter((row) => !row.closest("thead"))
    .map((row) => {
      const range = document.createRange();
      range.selectNodeContents(row);
      const cells = [...row.cells].map((cell) => inOneLine(cell.textContent));
      const [first, ...others] = cells;
      const told = others.length > 1 ? others.map((text, n) => (names[n + 1] ? `${names[n + 1]}: ${text}` : text)) : others;
      return { text: [first, told.join(", ")].filter(Boolean).join(": "), range, block: row };
    })
    .filter(({ text }) => text);
}

// The figures behind a chart are its text, so they are read even while their table is closed.
function isClosed(element) {
  const details = element.closest("details:not([open])");
  return Boolean(details) && !(element.closest("table") && details.closest(".figure"));
}

// Returns the sentences of a text in their order: [{ text, range, block }].
export function sentences(root, language) {
  const found = [];
  let block = null;
  let nodes = [];
  const finish = () => {
    if (block) found.push(...ofBlock(block, nodes, language));
    block = null;
    nodes = [];
  };
  const accept = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    if (node.matches("table")) return isClosed(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
    return node.matches(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  };
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, accept);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.ELEMENT_NODE) {
      finish();
      found.push(...ofTable(node));
    } else if (!node.parentElement.closest("table") && !isClosed(node.parentElement)) {
      const own = node.parentElement.closest(BLOCKS) ?? root;
      if (own !== block) finish();
      block = own;
      nodes.push(node);
    }
  }
  finish();
  return found;
}
