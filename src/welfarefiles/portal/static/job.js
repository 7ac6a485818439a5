/* The page of a job: asks how far it has come, and loads the page anew once it has ended. Without this file the page
   loads itself anew every few seconds. */
(() => {
  "use strict";

  const box = document.querySelector("[data-job-state]");
  if (!box) {
    return;
  }
  const part = (name) => box.querySelector(`[data-job-${name}]`);
  let wait = 300;

  const put = (node, text) => {
    // Only what has changed: a screen reader says it each time.
    if (node && node.textContent !== text) {
      node.textContent = text;
    }
  };

  const show = (job) => {
    put(part("title"), job.state_title);
    put(part("progress"), job.progress);
    put(part("saying"), job.saying);
    put(part("reason"), job.reason);
    const bar = part("bar");
    bar.hidden = job.percent === null;
    bar.value = job.percent || 0;
  };

  const ask = async () => {
    try {
      const answer = await fetch(box.dataset.jobState, { cache: "no-store", redirect: "manual" });
      if (!answer.ok) {
        return; // signed out, or gone: what is shown was true
      }
      const job = await answer.json();
      if (job.has_ended) {
        window.location.reload();
        return;
      }
      show(job);
    } catch {
      // no connection for the moment
    }
    wait = Math.min(wait * 1.2, 5000);
    window.setTimeout(ask, wait);
  };

  window.setTimeout(ask, wait);
})();
