/* Body maps: marks put on the drawing by a touch, a click or keys. Needs rows.js before it.

  details [data-bodymap]              JSON: reach, size, places {token: [title, x, y]}
    svg [data-side]                   the drawing of one side
    [data-rows] .one-row              a mark: select .place, hidden .x and .y, in per mille

The rows are the truth: the drawing is made of them again after every change. */
(() => {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const RADIUS = 8;
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const LABEL = (number, title) => `Mark ${number}, ${title}. Move it with the arrow keys; Enter goes to its description`;

  const shape = (name, attributes, ...children) => {
    const made = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
  };

  const within = (number) => Math.min(1000, Math.max(0, Math.round(number)));

  const start = (root) => {
    const { reach, size, places } = JSON.parse(root.dataset.bodymap);
    const [width, height] = size;
    const list = root.querySelector("[data-rows]");
    const add = list.querySelector("[data-rows-add]");
    const drawings = Object.fromEntries([...root.querySelectorAll("svg[data-side]")].map((svg) => [svg.dataset.side, svg]));

    const part = (row, name) => row.querySelector(`[name$=".${name}"], [name$=".${name}:list"]`);
    const rows = () => [...list.querySelectorAll(":scope > .one-row:not([hidden])")];
    const side = (place) => place.split("-", 1)[0];
    const far = (token, x, y) => Math.hypot(((places[token][1] - x) * width) / 1000, ((places[token][2] - y) * height) / 1000);

    const nearest = (where, x, y) =>
      Object.keys(places)
        .filter((token) => side(token) === where)
        .reduce((best, token) => (far(token, x, y) < far(best, x, y) ? token : best));

    const point = (row) => {
      const [x, y] = [part(row, "x").value, part(row, "y").value];
      return x === "" || y === "" ? places[part(row, "place").value].slice(1) : [Number(x), Number(y)];
    };

    const put = (row, where, x, y) => {
      [x, y] = [within(x), within(y)];
      const place = nearest(where, x, y);
      if (far(place, x, y) > reach) {
        return false;
      }
      part(row, "place").value = place;
      part(row, "x").value = x;
      part(row, "y").value = y;
      return true;
    };

    const changed = () => list.dispatchEvent(new Event("input", { bubbles: true }));

    const spot = (svg, event) => {
      const box = svg.getBoundingClientRect();
      return [((event.clientX - box.left) * 1000) / box.width, ((event.clientY - box.top) * 1000) / box.height];
    };

    const focus = (row, where) => drawings[where].querySelector(`[data-mark="${row.dataset.row}"]`)?.focus();

    let dropped = -1000;
    const drag = (mark, row, where) => {
      const svg = drawings[where];
      const move = (event) => {
        if (put(row, where, ...spot(svg, event))) {
          mark.setAttribute("transform", place(row));
        }
      };
      mark.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        mark.setPointerCapture(event.pointerId);
        mark.addEventListener("pointermove", move);
      });
      mark.addEventListener("pointerup", (event) => {
        mark.removeEventListener("pointermove", move);
        dropped = event.timeStamp;
        changed();
        focus(row, where);
      });
    };

    const place = (row) => {
      const [x, y] = point(row);
      return `translate(${(x * width) / 1000} ${(y * height) / 1000})`;
    };

    const keys = (event, row, where) => {
      const step = STEPS[event.key];
      if (event.key === "Enter") {
        event.preventDefault();
        part(row, "kind").focus();
      } else if (step) {
        event.preventDefault();
        const [x, y] = point(row);
        const by = event.shiftKey ? 40 : 10;
        put(row, where, x + step[0] * by, y + (step[1] * by) / 2);
        changed();
        focus(row, where);
      }
    };

    const marked = (row, number) => {
      const token = part(row, "place").value;
      const digits = number < 10 ? 11 : 9;
      row.dataset.side = side(token);
      const mark = shape(
        "g",
        { class: "mark", transform: place(row), tabindex: 0, role: "button", "aria-label": LABEL(number, places[token][0]), "data-mark": row.dataset.row },
        shape("circle", { r: RADIUS, fill: "#a4001d", stroke: "#fff", "stroke-width": 1.5 }),
        shape("text", { y: digits * 0.36, fill: "#fff", "font-size": digits, "font-weight": "bold", "text-anchor": "middle" }, String(number)),
      );
      mark.addEventListener("keydown", (event) => keys(event, row, side(token)));
      drag(mark, row, side(token));
      return mark;
    };

    const draw = () => {
      root.querySelectorAll("svg .mark").forEach((mark) => mark.remove());
      rows().forEach((row, index) => {
        const token = part(row, "place").value;
        if (places[token]) {
          drawings[side(token)].append(marked(row, index + 1));
        }
      });
    };

    Object.entries(drawings).forEach(([where, svg]) => {
      svg.removeAttribute("aria-hidden");
      svg.setAttribute("role", "group");
      svg.setAttribute("aria-label", svg.parentNode.querySelector("figcaption").textContent);
      svg.addEventListener("click", (event) => {
        const [x, y] = spot(svg, event);
        // The end of dragging a mark is no new one.
        if (event.timeStamp - dropped < 100 || event.target.closest(".mark") || far(nearest(where, x, y), x, y) > reach) {
          return;
        }
        add.click();
        const row = rows().at(-1);
        put(row, where, x, y);
        changed();
        part(row, "kind").focus();
      });
    });

    // A place chosen from the list moves the mark there, unless it is near enough already.
    list.addEventListener("input", ({ target }) => {
      const row = target.closest(".one-row");
      if (row && target === part(row, "place") && places[target.value]) {
        const here = side(target.value) === row.dataset.side && far(target.value, ...point(row)) < reach / 3;
        if (!here) {
          part(row, "x").value = part(row, "y").value = "";
        }
      }
      draw();
    });

    root.querySelector("[data-bodymap-how]").hidden = false;
    draw();
  };

  document.querySelectorAll("[data-bodymap]").forEach(start);
})();
