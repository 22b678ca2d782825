// Lists what is kept on this device, on the page that stands in for what isn't.
import { inWords, lists, remove } from "./kept.js";

const PAUSES = [1_000, 2_000, 5_000, 10_000, 30_000];
const page = document.querySelector("[data-offline]");
const isAsked = location.pathname === page.dataset.offline;

function link(url, text, tag) {
  const line = document.createElement(tag);
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.textContent = text;
  line.append(anchor);
  return line;
}

function item(list, pattern, show) {
  const row = pattern.content.cloneNode(true).firstElementChild;
  row.lang = list.language;
  row.querySelector("[data-module]").replaceChildren(link(list.url, list.title, "span").firstChild);
  const own = list.pages.filter(({ url, isFrame }) => !isFrame && url !== list.url);
  row.querySelector("[data-pages]").append(...own.map(({ url, title }) => link(url, title, "li")));
  const facts = row.querySelector("[data-facts]");
  facts.textContent = inWords(facts.dataset.text, list);
  const button = row.querySelector("[data-remove]");
  button.append(`: ${list.title}`);
  for (const part of [facts, button]) part.lang = document.documentElement.lang;
  button.addEventListener("click", async () => {
    await remove(list.url);
    await show();
    page.querySelector("h1").focus();
  });
  return row;
}

async function show() {
  const pattern = page.querySelector("template");
  const all = await lists();
  page.querySelector("[data-kept]").replaceChildren(...all.map((list) => item(list, pattern, show)));
  page.querySelector("[data-nothing-kept]").hidden = all.length > 0;
}

if (isAsked) {
  page.querySelector("h1").textContent = page.dataset.title;
  for (const part of page.querySelectorAll("[data-missing]")) part.hidden = true;
}
// It stands at the address of the page that was wanted, which comes as soon as it can.
async function comeBack() {
  for (const pause of PAUSES) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null);
    if (answer) {
      location.reload();
      return;
    }
  }
}

show();
if (!isAsked) {
  addEventListener("online", comeBack);
  if (navigator.onLine) comeBack();
}
