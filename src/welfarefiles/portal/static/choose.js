/* Choosing a pupil while typing: a combobox with a list, as WAI-ARIA describes it.

  .choose [data-choose-url]
    input type=text              what is typed; without this script it is the name, written out
    input type=hidden            key of the one chosen

The words typed are posted, never put into an address: {text} to data-choose-url, answered by
[{"key": .., "label": ..}, ..]. */
(() => {
  "use strict";

  const WORDS = {
    found: (number) => (number === 1 ? "1 pupil found" : `${number} pupils found`),
    none: "Nobody of this name on the list. You can send it as it is written",
  };

  const element = (tag, attributes = {}) => Object.assign(document.createElement(tag), attributes);

  const combobox = (box, number) => {
    const [input, chosen] = box.querySelectorAll("input");
    const list = element("ul", { id: `choose-list-${number}`, hidden: true, role: "listbox", ariaLabel: input.labels[0]?.textContent || "" });
    const status = element("p", { className: "unseen", role: "status" });
    box.append(list, status);
    Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id }).forEach((pair) => input.setAttribute(...pair));

    let active = -1;
    let asked = 0;
    let label = chosen.value ? input.value : "";

    const options = () => [...list.children];

    const show = (on) => {
      list.hidden = !on;
      input.setAttribute("aria-expanded", String(on));
      if (!on) {
        active = -1;
        input.removeAttribute("aria-activedescendant");
      }
    };

    const move = (to) => {
      const all = options();
      active = (to + all.length) % all.length;
      all.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
      input.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    };

    const choose = (option) => {
      label = option.textContent;
      input.value = label;
      chosen.value = option.dataset.key;
      show(false);
      status.textContent = label;
    };

    const fill = (found) => {
      list.replaceChildren(
        ...found.map((one, place) => {
          const option = element("li", { id: `${list.id}-${place}`, role: "option", textContent: one.label, ariaSelected: "false" });
          option.dataset.key = one.key;
          return option;
        }),
      );
      show(found.length > 0);
      status.textContent = found.length ? WORDS.found(found.length) : WORDS.none;
    };

    const ask = async () => {
      const mine = (asked += 1);
      const text = input.value.trim();
      if (text.length < 2) {
        show(false);
        return;
      }
      try {
        const answer = await fetch(box.dataset.chooseUrl, { method: "POST", body: new URLSearchParams({ text }) });
        const found = await answer.json();
        if (mine === asked && input.value.trim() === text) {
          fill(found);
        }
      } catch {
        show(false); // what is typed is sent as it is
      }
    };

    let timer;
    input.addEventListener("input", () => {
      if (input.value !== label) {
        chosen.value = "";
      }
      clearTimeout(timer);
      timer = setTimeout(ask, 120);
    });
    input.addEventListener("keydown", (event) => {
      const open = !list.hidden && options().length;
      if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
        event.preventDefault();
        move(active + (event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1));
      } else if (open && event.key === "Enter" && active >= 0) {
        event.preventDefault();
        choose(options()[active]);
      } else if (open && event.key === "Escape") {
        event.preventDefault();
        show(false);
      }
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) {
        choose(option);
      }
    });
    input.addEventListener("blur", () => show(false));
  };

  document.querySelectorAll(".choose[data-choose-url]").forEach(combobox);
})();
