/* Uploading several files, each with a kind, a heading and a time of its own (R026).

What the page has to have is a form that works without this script, for all chosen files together:

  form "data-upload-url" (where each file is posted), "data-done-url" (where to go when all are filed; without it
       the first link beside the button), method=post, enctype=multipart/form-data
    input type=hidden name="_authenticator"
    .drop                  area to drop files on, with label, hint and
      input type=file name="file" multiple
    .field, .field, ..     one for each of "kind" (a select), "heading" and "happened_at" (-date, -time, and .which with
                           radio buttons, hidden until the server asks), and for emails "is_record" (a select) and "led_to"; data-for="document" or "message" says which
    button type=submit

The script takes the .field blocks out and gives a copy of those that are for it to every chosen file.

Each file is posted as multipart/form-data: file, its fields, submission (16 hexadecimal digits;
the same again means the same file again), ajax=1, _authenticator. The answer is JSON:
{"url": .., "title": .., "warnings": [sentence, ..]} or, with status 422, {"errors": {field: [sentence, ..]}, "which": true
where the time came twice that day and the person has to say which it was}. */
(() => {
  "use strict";

  const WORDS = {
    kind: "Choose what kind of document this is",
    is_record: "Say whether this email led to something",
    none: "Choose at least one file",
    remove: "Take out",
    sent: "Sent",
    waiting: "Not sent yet",
    sending: (percent) => `Sending, ${percent} %`,
    checking: "Sent, being filed",
    done: "Filed",
    broken: "The connection broke. Press the button again: nothing is filed twice",
    signedOut: "This was not accepted. Sign in again in another tab, then press the button again",
    tooBig: "This file is larger than the server takes",
    settle: (number) => `Everything is filed. Look at ${number === 1 ? "the one" : `the ${number}`} below before you sign`,
    some: (filed, left) => `${filed} filed, ${left} still to be put right`,
  };

  const form = document.querySelector("form[data-upload-url]");
  if (!form) {
    return;
  }
  const element = (tag, attributes = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), attributes);
    node.append(...children);
    return node;
  };

  const chooser = form.querySelector("input[type=file]");
  const drop = chooser.closest(".drop");
  const button = form.querySelector("button[type=submit]");
  const asked = [...form.querySelectorAll(".field:not(.drop)")];
  const list = element("ul", { className: "uploads" });
  const summary = element("p", { className: "quiet", role: "status" });
  const items = [];
  let busy = false;

  chooser.required = false;
  asked.forEach((field) => field.remove());
  drop.after(list, summary);

  const token = () => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

  const say = (text) => {
    summary.textContent = text;
  };

  const show = (item, state, error = "") => {
    item.state.textContent = state;
    item.why.textContent = error;
    item.why.hidden = !error;
    item.node.classList.toggle("wrong", Boolean(error));
    item.node.querySelectorAll("[aria-invalid]").forEach((input) => input.removeAttribute("aria-invalid"));
  };

  const kindOf = (name) => (/\.(eml|msg)$/i.test(name) ? "message" : "document");

  // The copies of the page's fields, with ids of their own.
  const copies = (number, described, name) =>
    asked.filter(({ dataset }) => (dataset.for || kindOf(name)) === kindOf(name)).map((field) => {
      const copy = field.cloneNode(true);
      copy.querySelectorAll("[id]").forEach((node) => (node.id += `-${number}`));
      copy.querySelectorAll("label[for]").forEach((label) => (label.htmlFor += `-${number}`));
      copy.querySelectorAll("select, input, textarea").forEach((input) => input.setAttribute("aria-describedby", described));
      // All copies stand in one form: radio buttons of one name would be one choice.
      copy.querySelectorAll("[type=radio]").forEach((input) => {
        input.dataset.name = input.name;
        input.name += `-${number}`;
      });
      return copy;
    });

  const add = (file) => {
    const number = (add.number = (add.number || 0) + 1);
    const item = {
      file,
      submission: token(),
      done: false,
      name: element("p", { className: "file" }, `${file.name} (${size(file.size)})`),
      why: element("p", { className: "why", id: `upload-error-${number}`, hidden: true }),
      bar: element("progress", { max: 100, value: 0, hidden: true, ariaLabel: `${WORDS.sent}: ${file.name}` }),
      state: element("small"),
      remove: element("button", { type: "button", className: "btn plain", ariaLabel: `${WORDS.remove}: ${file.name}` }, WORDS.remove),
    };
    item.fields = copies(number, item.why.id, file.name);
    const progress = element("div", { className: "progress-line" }, item.bar, item.state);
    item.node = element("li", {}, item.name, item.why, ...item.fields, item.remove, progress);
    item.remove.addEventListener("click", () => {
      items.splice(items.indexOf(item), 1);
      item.node.remove();
      (list.querySelector("select") || chooser).focus();
    });
    items.push(item);
    list.append(item.node);
    show(item, WORDS.waiting);
    return item;
  };

  const take = (files) => {
    const added = [...files].map(add);
    say("");
    added[0]?.node.querySelector("select").focus();
  };

  chooser.addEventListener("change", () => {
    take(chooser.files);
    chooser.value = "";
  });
  ["dragenter", "dragover"].forEach((name) =>
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    }),
  );
  ["dragleave", "drop"].forEach((name) => drop.addEventListener(name, () => drop.classList.remove("over")));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  });

  const fields = (item) => {
    const data = new FormData();
    data.append("_authenticator", form.elements._authenticator.value);
    data.append("submission", item.submission);
    data.append("ajax", "1");
    const given = [...item.node.querySelectorAll("[name]")].filter(({ type, checked }) => type !== "radio" || checked);
    given.forEach((input) => data.append(input.dataset.name || input.name, input.value));
    data.append("file", item.file);
    return data;
  };

  const refuse = (item, errors, which) => {
    show(item, "", Object.values(errors).flat().join(". "));
    const named = (name) => item.node.querySelector(`[name="${name}"], [name="${name}-date"]`);
    Object.keys(errors).forEach((name) => named(name)?.setAttribute("aria-invalid", "true"));
    item.node.querySelectorAll(".which").forEach((choice) => (choice.hidden = !which));
  };

  const filed = (item, answer) => {
    item.done = true;
    show(item, WORDS.done);
    [...item.fields, item.remove, item.bar].forEach((node) => node.remove());
    item.name.replaceChildren(element("a", { href: answer.url }, item.file.name));
    if (answer.warnings?.length) {
      item.warned = true;
      item.name.after(element("p", { className: "message warn" }, answer.warnings.join(" ")));
    }
  };

  const answered = (item, request) => {
    let answer = {};
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      answer = { errors: { file: [request.status === 413 ? WORDS.tooBig : WORDS.signedOut] } };
    }
    if (answer.url && request.status < 300) {
      filed(item, answer);
    } else {
      refuse(item, answer.errors || { file: [WORDS.signedOut] }, answer.which);
    }
  };

  const send = (item) =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const { bar } = item;
      bar.value = 0;
      bar.hidden = false;
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        bar.value = Math.floor((100 * loaded) / total);
        show(item, bar.value < 100 ? WORDS.sending(bar.value) : WORDS.checking);
      });
      request.addEventListener("load", () => answered(item, request));
      request.addEventListener("error", () => refuse(item, { file: [WORDS.broken] }));
      request.addEventListener("loadend", () => {
        bar.hidden = true;
        resolve();
      });
      request.open("POST", form.dataset.uploadUrl);
      request.send(fields(item));
    });

  const ready = (item) => {
    const { name, value } = item.node.querySelector("select");
    if (!value) {
      refuse(item, { [name]: [WORDS[name]] });
    }
    return Boolean(value);
  };

  const sendAll = async () => {
    const waiting = items.filter((item) => !item.done);
    // One after the other: they go into one file, and a slow line is not made slower.
    for (const item of waiting.filter(ready)) {
      await send(item);
    }
    const left = items.filter((item) => !item.done);
    if (left.length) {
      say(WORDS.some(items.length - left.length, left.length));
      (left[0].node.querySelector("[aria-invalid]") || left[0].node.querySelector("select"))?.focus();
    } else if (items.some((item) => item.warned)) {
      const warned = items.filter((item) => item.warned);
      say(WORDS.settle(warned.length));
      warned[0].node.querySelector("a").focus();
    } else {
      window.location.assign(form.dataset.doneUrl || form.querySelector(".do a[href]").href);
    }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (busy) {
      return;
    }
    if (!items.length) {
      say(WORDS.none);
      chooser.focus();
      return;
    }
    busy = true;
    button.setAttribute("aria-disabled", "true");
    await sendAll();
    busy = false;
    button.removeAttribute("aria-disabled");
  });

  window.addEventListener("beforeunload", (event) => {
    if (items.some((item) => !item.done)) {
      event.preventDefault();
    }
  });
})();
