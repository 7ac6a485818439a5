/* Lists of rows on a form (people, actions): "Add another" and "Remove" in place of empty rows and ticks. */
(() => {
  "use strict";

  const number = (list) =>
    list.querySelectorAll(":scope > .one-row:not([hidden]) [data-number]").forEach((node, place) => {
      node.textContent = place + 1;
    });

  const removal = (row, list) => {
    const label = row.querySelector("[data-remove]");
    const tick = label.querySelector("input");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn plain";
    button.textContent = label.querySelector("span").textContent;
    button.addEventListener("click", () => {
      // The row is sent, ticked for removal: no other row is renumbered.
      tick.checked = true;
      row.hidden = true;
      number(list);
      list.dispatchEvent(new Event("input", { bubbles: true }));
      list.querySelector("[data-rows-add]").focus();
    });
    label.hidden = true;
    label.after(button);
  };

  const addition = (list, count) => {
    const html = list.querySelector("template").innerHTML.replaceAll("__row__", count.value);
    count.value = Number(count.value) + 1;
    const holder = document.createElement("div");
    holder.innerHTML = html;
    const row = holder.querySelector(".one-row");
    list.querySelector("[data-rows-add]").before(row);
    removal(row, list);
    number(list);
    row.querySelector("input, select, textarea").focus();
  };

  document.querySelectorAll("[data-rows]").forEach((list) => {
    const count = list.querySelector("[data-rows-count]");
    const add = list.querySelector("[data-rows-add]");
    const rows = [...list.querySelectorAll(":scope > .one-row")];
    // Empty rows are for browsers without this script. Their numbers may have gaps.
    rows.filter((row) => "blank" in row.dataset).forEach((row) => row.remove());
    rows.forEach((row) => removal(row, list));
    add.hidden = false;
    add.addEventListener("click", () => addition(list, count));
    number(list);
  });
})();
