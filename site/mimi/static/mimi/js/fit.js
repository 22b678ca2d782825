// Keeps what a reader has told about her organisation: with her account where she is signed in, else in this browser.
// The library's order "Fits us" leads on with it; without this script it stands in the address alone.

import { facts } from "./personal.js";

const KEY = "mimi:fit";
const form = document.querySelector("[data-fit-form]");
let account = null;

function read() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

function write(code) {
  try {
    if (code) localStorage.setItem(KEY, code);
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing still has the address.
  }
}

const known = () => account ?? read();

// The answers as they stand in an address; see practices/fit/profile.py.
function codeOf() {
  const answers = new Map();
  for (const [name, value] of new FormData(form)) {
    if (name !== "show" && value) answers.set(name, [...(answers.get(name) ?? []), value]);
  }
  return [...answers].map(([name, codes]) => [name, ...codes.sort()].join(".")).join("~");
}

function fill(code) {
  const answers = new Map(code.split("~").map((part) => [part.split(".")[0], part.split(".").slice(1)]));
  for (const control of form.querySelectorAll("select, [type=checkbox]")) {
    const codes = answers.get(control.name) ?? [];
    if (control.type === "checkbox") control.checked = codes.includes(control.value);
    else control.value = [...control.options].some(({ value }) => value === codes[0]) ? codes[0] : "";
  }
}

function showLinks() {
  const code = known();
  for (const link of document.querySelectorAll("#sort-fit")) {
    if (!code || new URLSearchParams(location.search).has("fit")) continue;
    const url = new URL(location.href);
    url.searchParams.delete("page");
    url.searchParams.set("sort", "fit");
    url.searchParams.set("fit", code);
    url.hash = "";
    link.href = url.pathname + url.search;
  }
}

function showForm() {
  const isShared = Boolean(form.dataset.profile);
  if (!isShared && codeOf() === "") fill(known());
  form.querySelector("[data-fit-forget]").hidden = !known() && !codeOf();
  if (account === null) return;
  form.method = "post";
  form.action = form.dataset.ownUrl;
}

if (form) {
  showForm();
  form.addEventListener("submit", () => {
    if (account === null) write(codeOf());
  });
  form.querySelector("[data-fit-forget]").addEventListener("click", async (event) => {
    fill("");
    write("");
    if (account !== null) {
      const body = new URLSearchParams({ show: "1" });
      const headers = { Accept: "application/json" };
      const told = await fetch(form.dataset.ownUrl, { method: "POST", body, headers }).catch(() => null);
      if (!told?.ok) return;
      account = "";
    }
    const said = form.querySelector("[data-fit-said]");
    said.textContent = said.dataset.text;
    form.querySelector("select").focus();
    event.target.hidden = true;
  });
}

facts((told) => {
  account = told.signed_in ? (told.fit ?? "") : null;
  if (form) showForm();
  showLinks();
});
document.addEventListener("htmx:afterSettle", showLinks);
showLinks();
