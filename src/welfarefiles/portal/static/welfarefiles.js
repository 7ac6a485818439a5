/* What every page of ours does beyond HTML: "/" goes to the search, errors get the focus, one press sends once,
   and a page with unsaved text asks before it is left. Each form works without this file. */
(() => {
  "use strict";

  const typing = (node) => node.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(node.tagName);

  document.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const find = document.getElementById("find-text");
    if (event.key === "/" && plain && find && !typing(event.target)) {
      event.preventDefault();
      find.focus();
    }
    if (event.key === "Escape") {
      document.querySelectorAll("details.more[open]").forEach((menu) => {
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    }
  });

  document.querySelector(".sum[role=alert]")?.focus();

  // On a narrow screen the tabs and the places of the bar scroll sideways: show the present one.
  document.querySelectorAll("nav.tabs [aria-current], .places [aria-current]").forEach((here) => {
    const row = here.parentElement.closest("nav, ul") || here.parentElement;
    row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
  });

  // A row shown as a card leaves out what has no answer: `td:empty` sees no white space.
  document.querySelectorAll("table:is(.cards, .register) td").forEach((cell) => {
    if (!cell.textContent.trim() && !cell.querySelector("a, button, input, select, img, svg")) {
      cell.replaceChildren();
    }
  });

  // Browsers without `field-sizing` let a text area grow by this.
  if (!CSS.supports("field-sizing", "content")) {
    document.addEventListener("input", ({ target }) => {
      if (target.tagName === "TEXTAREA") {
        target.style.height = `${target.scrollHeight + 2}px`;
      }
    });
  }

  // What would be refused is said to be too large before it is sent, which can take minutes.
  document.addEventListener("change", ({ target }) => {
    const most = Number(target.dataset.mostBytes);
    if (most) {
      const tooLarge = [...target.files].some((file) => file.size > most);
      target.setCustomValidity(tooLarge ? target.dataset.tooLarge : "");
      target.reportValidity();
    }
  });

  const unsaved = new Set();
  const sent = new WeakSet();

  document.addEventListener("input", ({ target }) => {
    if (target.form?.dataset.leaveCheck === "1") {
      unsaved.add(target.form);
    }
  });
  // A form that came back with errors holds text that is saved nowhere.
  document.querySelectorAll("form[data-leave-check='1']").forEach((form) => {
    if (document.querySelector(".sum[role=alert]") || form.dataset.unsaved) {
      unsaved.add(form);
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size) {
      event.preventDefault();
    }
  });

  // What somebody wrote is lost when it is sent signed out, or into a broken line: ask first.
  const home = document.querySelector(".bar .name")?.href;
  const asked = new WeakSet();
  const WORDS = {
    broken: "Nothing was sent: there is no connection. What you wrote is still here. Press the button again later.",
    signedOut: "Nothing was sent, because you have been signed out. What you wrote is still here.",
    how: "Sign in in another tab",
    then: ", then come back and press the button again.",
  };

  const obstacle = async () => {
    try {
      const answer = await fetch(`${home}/@@signed-in`, { cache: "no-store", redirect: "manual" });
      return answer.type === "opaqueredirect" || answer.status === 401 ? "signedOut" : null;
    } catch {
      return "broken";
    }
  };

  const explain = (form, what) => {
    const box = form.querySelector(".not-sent") || document.createElement("div");
    box.className = "sum not-sent";
    box.setAttribute("role", "alert");
    box.replaceChildren(WORDS[what]);
    if (what === "signedOut") {
      const link = Object.assign(document.createElement("a"), { href: `${home}/login`, target: "_blank", textContent: WORDS.how });
      box.append(" ", link, WORDS.then);
    }
    (form.querySelector(".formControls, .do") || form.lastElementChild).before(box);
  };

  const askFirst = async (form, button) => {
    const what = await obstacle();
    asked.delete(form);
    if (what) {
      explain(form, what);
    } else {
      form.dataset.mayGo = "1";
      form.requestSubmit(button);
    }
  };

  const chosenFile = (form) => [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") {
      return;
    }
    // A chosen file is lost when the form comes back: look for what is missing before sending it.
    if (chosenFile(form) && !form.checkValidity()) {
      event.preventDefault();
      form.reportValidity();
      return;
    }
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    if (form.dataset.leaveCheck === "1" && !form.dataset.mayGo) {
      event.preventDefault();
      if (!asked.has(form)) {
        asked.add(form);
        askFirst(form, event.submitter);
      }
      return;
    }
    delete form.dataset.mayGo;
    sent.add(form);
    unsaved.clear();
    // Not "disabled": a disabled button would not be sent, and its name says what to do.
    form.querySelectorAll("button[type=submit]").forEach((button) => button.setAttribute("aria-disabled", "true"));
  });

  // Back from the next page: the form may be sent again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      document.querySelectorAll("form").forEach((form) => sent.delete(form));
      document.querySelectorAll("[aria-disabled=true]").forEach((button) => button.removeAttribute("aria-disabled"));
    }
  });
})();
