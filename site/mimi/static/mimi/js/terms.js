// Shows a glossary term's definition beside the word. Without JavaScript the link leads to the foot of the page.

let shown = null;

function close() {
  if (!shown) return;
  shown.box.remove();
  shown.link.removeAttribute("aria-describedby");
  shown = null;
}

function open(link, term) {
  close();
  const box = document.createElement("span");
  box.className = "term-box";
  box.id = "term-box";
  box.setAttribute("role", "status");
  const name = document.createElement("strong");
  name.textContent = term.querySelector("dt").textContent;
  box.append(name, " ", term.querySelector("dd").textContent);
  link.after(box);
  link.setAttribute("aria-describedby", box.id);
  shown = { link, box };
}

for (const link of document.querySelectorAll('a[href^="#term-"]')) {
  const term = document.getElementById(link.hash.slice(1));
  if (!term) continue;
  link.classList.add("term");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    if (shown?.link === link) close();
    else open(link, term);
  });
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
addEventListener("click", (event) => {
  if (shown && !shown.link.contains(event.target) && !shown.box.contains(event.target)) close();
});
