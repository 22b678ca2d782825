// Puts practices of the reader's country first. Which country that is she says herself; it is kept on her device alone.

const key = "mimi:country";

function known() {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function keep(country) {
  try {
    if (country) localStorage.setItem(key, country);
    else localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing still puts this list in order.
  }
}

for (const box of document.querySelectorAll("[data-related]")) {
  const choice = box.querySelector("[data-related-choice]");
  if (!choice) continue;
  const select = choice.querySelector("select");
  const list = box.querySelector("ul");
  const items = [...list.children];
  const show = (country) => {
    const first = items.filter((item) => item.dataset.country === country);
    list.append(...first, ...items.filter((item) => !first.includes(item)));
  };
  const country = known();
  if ([...select.options].some((option) => option.value === country)) {
    select.value = country;
    show(country);
  }
  select.addEventListener("change", () => {
    keep(select.value);
    show(select.value);
  });
  choice.hidden = false;
}
