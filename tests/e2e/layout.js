// What is wrong with the page as it stands in the window now, as a list of sentences.
() => {
  const problems = [];
  const say = (text, element) => {
    const words = element ? ` (${element.outerHTML.slice(0, 140).replace(/\s+/g, " ")})` : "";
    problems.push(text + words);
  };
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const width = document.documentElement.clientWidth;

  if (document.scrollingElement.scrollWidth > width) {
    say(`the page is ${document.scrollingElement.scrollWidth} px wide in a window of ${width} px`);
  }
  // Nothing sticks out of the window, and no text is cut off.
  const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest("svg, .visually-hidden") || !shown(element)) continue;
    const box = element.getBoundingClientRect();
    // What is there for the ear alone.
    if (box.width <= 1 && box.height <= 1) continue;
    if (box.width && box.right > width + 1 && !element.closest("[aria-hidden=true]")) {
      let around = element.parentElement;
      while (around && !scrolls(around)) around = around.parentElement;
      if (!around) say(`it sticks out ${Math.round(box.right - width)} px on the right`, element);
    }
    const style = getComputedStyle(element);
    const cuts = style.overflowX === "hidden" || style.overflowX === "clip" || style.textOverflow === "ellipsis";
    if (cuts && element.scrollWidth > element.clientWidth + 1 && element.innerText?.trim()) {
      say("its text is cut off", element);
    }
  }

  // Nothing of the templates' own workings shows.
  const inner = document.body.innerText.match(/<[\w.]+ object at 0x|\{\{|\{%|%\(\w+\)s|\{\w+\}/);
  if (inner) say(`it says “${inner[0]}”`);

  // One heading of the first level, and none that jumps a level.
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(shown);
  const levels = headings.map((heading) => Number(heading.tagName[1]));
  const first = levels.filter((level) => level === 1).length;
  // The style guide shows what a heading of the first level looks like.
  if (first !== 1 && location.pathname !== "/styleguide/") say(`there are ${first} h1`);
  levels.forEach((level, n) => {
    if (level > (levels[n - 1] ?? 0) + 1) say(`a heading jumps from level ${levels[n - 1] ?? 0} to ${level}`, headings[n]);
    if (!headings[n].innerText.trim()) say("a heading is empty", headings[n]);
  });

  // The page's language is that of its address, and a language that differs is marked.
  const language = location.pathname.split("/")[1];
  if (/^(nb|en|de|el)$/.test(language) && document.documentElement.lang !== language) {
    say(`its lang is ${document.documentElement.lang}`);
  }
  for (const link of document.querySelectorAll("a[hreflang]")) {
    if (link.hreflang !== document.documentElement.lang && !link.closest(`[lang="${link.hreflang}"]`)) {
      say("a link to another language has no lang", link);
    }
  }

  // Drawings are hidden from those who can't see them, or named.
  for (const picture of document.querySelectorAll("svg, img")) {
    const named = picture.matches("img[alt], svg[aria-label], svg[aria-labelledby]") || picture.querySelector(":scope > title");
    if (!named && !picture.closest("[aria-hidden=true]")) say("a picture is neither hidden nor named", picture);
  }

  // No attribute that the Content-Security-Policy would stop, no id twice.
  for (const element of document.querySelectorAll("body [style]")) {
    if (element.getAttribute("style") && !element.closest("[data-order]")) say("it has a style attribute", element);
  }
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of new Set(ids.filter((id, n) => ids.indexOf(id) !== n))) say(`the id ${id} stands twice`);
  return problems;
};
