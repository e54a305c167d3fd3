// Search, filters, deep links and copying. The page can be read without any of it.
(() => {
  "use strict";
  const form = document.getElementById("filter");
  const matches = document.getElementById("matches");
  const nothing = document.getElementById("nothing");
  const toolbar = form.closest(".toolbar");
  const items = Array.from(document.querySelectorAll("[data-tags]"), (element) => ({
    element,
    tags: new Set(element.dataset.tags.split(" ")),
    text: null,
  }));
  const groups = Array.from(document.querySelectorAll("[data-group]")).reverse();
  // What a search has unfolded, to be folded when it is over.
  let unfolded = [];

  const textOf = (item) => (item.text ??= item.element.textContent.toLowerCase());

  const words = () => form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);

  const wanted = () => {
    const tags = [];
    for (const [name, value] of new FormData(form)) {
      if (name !== "q" && value !== "") tags.push(`${name}:${value}`);
    }
    return tags;
  };

  const open = (details) => {
    if (!details.open) {
      details.open = true;
      unfolded.push(details);
    }
  };

  // Unfolds what holds a word that was searched for, unless that is nearly everything.
  const unfold = (visible, sought) => {
    for (const details of unfolded.splice(0)) details.open = false;
    if (sought.length === 0 || visible.length > 12) return;
    for (const { element } of visible) {
      const all = Array.from(element.querySelectorAll("details"));
      if (element.matches("details")) all.unshift(element);
      for (const details of all) {
        const heading = details.querySelector("summary").textContent.toLowerCase();
        const text = details.textContent.toLowerCase();
        if (sought.some((word) => text.includes(word) && !heading.includes(word))) open(details);
      }
    }
  };

  // Colours what was found; nothing in the page is changed for it.
  const colour = (visible, sought) => {
    if (!window.Highlight || !CSS.highlights) return;
    CSS.highlights.delete("found");
    if (sought.length === 0) return;
    const found = new Highlight();
    for (const { element } of visible) {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (walker.nextNode() && found.size < 3000) {
        const node = walker.currentNode;
        const text = node.data.toLowerCase();
        for (const word of sought) {
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            if (at + word.length > node.length) break;
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            found.add(range);
          }
        }
      }
    }
    CSS.highlights.set("found", found);
  };

  const apply = () => {
    const sought = words();
    const tags = wanted();
    const visible = items.filter((item) => {
      const shown =
        tags.every((tag) => item.tags.has(tag)) &&
        sought.every((word) => textOf(item).includes(word));
      item.element.hidden = !shown;
      return shown;
    });
    for (const group of groups) {
      group.hidden = !group.querySelector("[data-tags]:not([hidden])") &&
        (group.querySelector("[data-tags]") !== null || tags.length + sought.length > 0);
    }
    const filtered = tags.length + sought.length > 0;
    toolbar.toggleAttribute("data-filtered", filtered);
    nothing.hidden = visible.length > 0 || !filtered;
    matches.textContent = filtered
      ? `${visible.length} of ${items.length} entries match`
      : `${items.length} entries`;
    unfold(visible, sought);
    colour(visible, sought);
  };

  // The address says what is shown, so that it can be sent to somebody.
  const address = () => {
    const said = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (value !== "") said.set(name, value);
    }
    const hash = said.toString();
    history.replaceState(null, "", hash === "" ? location.pathname + location.search : `#${hash}`);
  };

  const fill = (said) => {
    form.reset();
    for (const [name, value] of said) {
      const control = form.elements.namedItem(name);
      if (control && control.name !== undefined && control.tagName === "BUTTON") continue;
      if (control && "value" in control) control.value = value;
    }
    // A value that there is not would leave no choice at all.
    for (const select of form.querySelectorAll("select")) {
      if (select.selectedIndex < 0) select.selectedIndex = 0;
    }
    if (!form.querySelector("input[type=radio]:checked")) {
      for (const any of form.querySelectorAll("input[type=radio][value='']")) any.checked = true;
    }
  };

  const reveal = (id) => {
    const target = document.getElementById(id);
    if (!target) return;
    if (target.closest("[hidden]")) {
      form.reset();
      apply();
    }
    for (let at = target; at; at = at.parentElement?.closest("details")) {
      if (at.matches("details")) at.open = true;
    }
    target.scrollIntoView();
  };

  const read = () => {
    const hash = location.hash.slice(1);
    if (hash.includes("=")) {
      fill(new URLSearchParams(hash));
      apply();
    } else if (hash !== "") {
      let id = hash;
      try {
        id = decodeURIComponent(hash);
      } catch {
        // It is taken as it stands.
      }
      reveal(id);
    }
  };

  const tell = (button, said) => {
    const before = button.textContent;
    button.textContent = said;
    matches.textContent = said;
    setTimeout(() => { button.textContent = before; }, 1500);
  };

  const copy = async (button, text) => {
    try {
      await navigator.clipboard.writeText(text);
      tell(button, "copied");
    } catch {
      tell(button, "not allowed here");
    }
  };

  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { apply(); address(); }, 120);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    apply();
    address();
  });
  form.addEventListener("reset", () => setTimeout(() => { apply(); address(); }));
  const foldAll = (unfoldThem) => {
    unfolded = [];
    for (const details of document.querySelectorAll("main details")) details.open = unfoldThem;
  };
  document.getElementById("unfold").addEventListener("click", () => foldAll(true));
  document.getElementById("fold").addEventListener("click", () => foldAll(false));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-link], button[data-copy]");
    if (!button) {
      // A link to the place where one already is reveals it too.
      const link = event.target.closest("a[href^='#']");
      if (link && link.hash === location.hash) read();
      return;
    }
    // Within a heading that folds, it is not the heading that was meant.
    event.preventDefault();
    const link = button.dataset.link;
    const page = location.href.split("#")[0];
    copy(button, link ? `${page}#${link}` : button.parentElement.querySelector("code").textContent);
  });
  window.addEventListener("hashchange", read);

  let printed = [];
  window.addEventListener("beforeprint", () => {
    printed = Array.from(document.querySelectorAll("details:not([open])"));
    for (const details of printed) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of printed.splice(0)) details.open = false;
  });

  for (const button of document.querySelectorAll("button[hidden]")) button.hidden = false;
  toolbar.hidden = false;
  apply();
  read();
})();
