/* What is typed into a form is kept on the server, a moment after typing stops and when the page is left; nothing stays in
   the browser.

  form [data-draft-url][data-draft-form]   where it is kept, and how the form is called there
    [data-draft-status]                    says when it was kept, or why not */
(() => {
  "use strict";

  const PAUSE = 2000;
  const LONGEST = 15000;
  const KEEPALIVE = 60000; // browsers send no more once a page is left
  const WORDS = {
    broken: "Not kept: no connection",
    signedOut: "Not kept: you have been signed out",
    refused: "Not kept: this form cannot be saved any more",
  };

  const watch = (form) => {
    const status = form.querySelector("[data-draft-status]");
    let timer = null;
    let since = 0;
    let changed = false;
    let busy = false;
    let sent = false;

    const say = (text) => {
      if (status.textContent !== text) {
        status.textContent = text;
      }
    };

    const texts = () => {
      const found = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "draft-form");
      return new URLSearchParams([...found, ["draft-form", form.dataset.draftForm]]);
    };

    const later = (pause) => {
      clearTimeout(timer);
      timer = setTimeout(() => keep(), pause);
    };

    const post = async (leaving) => {
      const body = texts();
      const keepalive = leaving && body.toString().length < KEEPALIVE;
      const answer = await fetch(form.dataset.draftUrl, { method: "POST", body, keepalive, cache: "no-store", redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 401) {
        return WORDS.signedOut;
      }
      return answer.ok ? (await answer.json()).said : WORDS.refused;
    };

    const keep = async (leaving = false) => {
      if (!changed || sent || (busy && !leaving)) {
        return;
      }
      clearTimeout(timer);
      [changed, busy, since] = [false, true, 0];
      try {
        const said = await post(leaving);
        changed ||= said === WORDS.signedOut;
        say(said);
      } catch {
        changed = true;
        say(WORDS.broken);
        later(LONGEST);
      }
      busy = false;
      if (since) {
        later(PAUSE);
      }
    };

    const note = () => {
      changed = true;
      since ||= Date.now();
      later(Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
    };

    form.addEventListener("input", note);
    form.addEventListener("change", note);
    window.addEventListener("online", () => keep());
    window.addEventListener("beforeunload", () => keep(true));
    window.addEventListener("pagehide", () => keep(true));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") {
        keep(true);
      }
    });
    // Sent at last, and not held back to ask something first.
    document.addEventListener("submit", (event) => {
      if (event.target !== form) {
        return;
      }
      sent = !event.defaultPrevented;
      keep();
    });
    window.addEventListener("pageshow", () => { sent = false; });
    // It came back with errors: what it holds is saved nowhere.
    if (document.querySelector(".sum[role=alert]") || form.dataset.unsaved) {
      note();
    }
  };

  document.querySelectorAll("form[data-draft-url]").forEach(watch);
})();
