/* A session ends after a time of rest. Two minutes before, the page asks; when it is over it covers itself, because nobody may
   be there any more, and keeps what was typed. It asks the server first: another tab may have gone on. */
(() => {
  "use strict";

  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-print]")) {
      window.print();
    }
  });

  const dialog = document.getElementById("rest");
  if (!dialog) {
    return;
  }
  const WARN = 120;
  const part = (name) => dialog.querySelector(`[data-part=${name}]`);
  const timer = dialog.querySelector("[role=timer]");
  let end = Date.now() + Number(dialog.dataset.left) * 1000;
  let asking = false;

  const left = () => Math.round((end - Date.now()) / 1000);

  const inWords = (seconds) => {
    const minutes = Math.ceil(seconds / 60);
    return seconds > 60 ? `${minutes} minutes` : `${Math.max(seconds, 0)} seconds`;
  };

  // Seconds left of a session of the same person; 0 for none or another's; null when it cannot be known.
  const ask = async (address) => {
    try {
      const answer = await fetch(address, { cache: "no-store", redirect: "manual" });
      if (answer.status === 204) {
        return ask(dialog.dataset.ask);
      }
      if (!answer.ok) {
        return answer.type === "opaqueredirect" || [401, 404].includes(answer.status) ? 0 : null;
      }
      const said = await answer.json();
      return said.person === dialog.dataset.person ? said.seconds : 0;
    } catch {
      return null;
    }
  };

  const show = (name) => {
    ["warning", "over"].forEach((one) => { part(one).hidden = one !== name; });
    dialog.classList.toggle("over", name === "over");
    dialog.setAttribute("aria-labelledby", name === "over" ? "rest-over" : "rest-title");
    if (!dialog.open) {
      dialog.showModal();
    }
  };

  const goOn = (seconds) => {
    end = Date.now() + seconds * 1000;
    if (dialog.open) {
      dialog.close();
    }
  };

  const look = async () => {
    if (asking || dialog.classList.contains("over")) {
      return;
    }
    if (left() > WARN) {
      return;
    }
    if (!dialog.open || left() <= 0) {
      asking = true;
      const seconds = await ask(dialog.dataset.ask);
      asking = false;
      if (seconds === null && left() > 0) {
        return;
      }
      if (!seconds) {
        show("over");
        return;
      }
      end = Date.now() + seconds * 1000;
      if (seconds > WARN) {
        goOn(seconds);
        return;
      }
    }
    show("warning");
    timer.textContent = inWords(left());
  };

  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.addEventListener("click", async ({ target }) => {
    const chosen = target.closest("button")?.value;
    if (!chosen) {
      return;
    }
    const seconds = await ask(chosen === "stay" ? dialog.dataset.stay : dialog.dataset.ask);
    if (seconds) {
      dialog.classList.remove("over");
      goOn(seconds);
    } else if (chosen === "stay") {
      show("over");
    } else {
      dialog.querySelector("[role=status]").hidden = false;
    }
  });
  setInterval(look, 1000);
  // A computer that slept: look at once.
  document.addEventListener("visibilitychange", () => { look(); });
})();
