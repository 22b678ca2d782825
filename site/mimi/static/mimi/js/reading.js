// How a reader likes long texts: size, space, letters, a ruler. Kept on the device, and nowhere else. A classic script in
// the head, so that a text is never shown in another size first. Without storage it holds for the page at hand.
(() => {
  const root = document.documentElement;
  const key = "mimi:reading";
  // What may be chosen; the first is how the site comes.
  const choices = {
    textSize: ["0", "1", "2", "3", "4"],
    lineSpacing: ["0", "1", "2"],
    easyText: ["0", "1"],
    ruler: ["0", "1"],
  };
  const names = Object.keys(choices);

  const stored = () => {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? {};
    } catch {
      return {};
    }
  };

  const chosen = (name) => root.dataset[name] ?? choices[name][0];

  const apply = (settings) => {
    for (const name of names) {
      const value = String(settings[name] ?? "");
      if (choices[name].indexOf(value) > 0) root.dataset[name] = value;
      else delete root.dataset[name];
    }
    document.dispatchEvent(new CustomEvent("reading:changed"));
  };

  const keep = () => {
    const settings = Object.fromEntries(names.filter((name) => name in root.dataset).map((name) => [name, chosen(name)]));
    try {
      if (Object.keys(settings).length) localStorage.setItem(key, JSON.stringify(settings));
      else localStorage.removeItem(key);
    } catch {
      // A browser that keeps nothing still shows this page as the reader likes it.
    }
  };

  apply(stored());
  addEventListener("storage", (event) => {
    if (event.key === key) apply(stored());
  });

  document.addEventListener("DOMContentLoaded", () => {
    const panel = document.querySelector("[data-reading-settings]");
    if (!panel) return;
    const inputs = [...panel.querySelectorAll("input[data-setting]")];
    const said = panel.querySelector("[data-reading-said]");
    const show = () => {
      for (const input of inputs) input.checked = chosen(input.dataset.setting) === input.value;
    };
    const change = (settings) => {
      apply({ ...Object.fromEntries(names.map((name) => [name, chosen(name)])), ...settings });
      keep();
    };

    for (const input of inputs) {
      input.addEventListener("change", () => {
        said.textContent = "";
        change({ [input.dataset.setting]: input.checked ? input.value : "0" });
      });
    }
    panel.querySelector("[data-reading-reset]").addEventListener("click", () => {
      change(Object.fromEntries(names.map((name) => [name, "0"])));
      said.textContent = said.dataset.text;
    });
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !panel.open) return;
      panel.open = false;
      panel.querySelector("summary").focus();
    });
    document.addEventListener("reading:changed", show);
    show();
    panel.hidden = false;
  });
})();
