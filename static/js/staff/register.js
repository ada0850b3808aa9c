// A tick of the register is sent on its own: where it fails, the list stays and says so, and the
// button can be pressed again. Without this, each tick loads the page anew.
(() => {
  const list = () => document.querySelector(".register");
  if (!list()) return;
  const say = (row, words) => {
    row.querySelector(".register__failed")?.remove();
    const line = document.createElement("p");
    line.className = "nhsuk-error-message register__failed";
    line.setAttribute("role", "alert");
    line.textContent = words;
    row.append(line);
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest(".register__ticks");
    if (!form) return;
    event.preventDefault();
    const row = form.closest(".register__row");
    const body = new FormData(form, event.submitter);
    const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
    const page = answer?.ok ? await answer.text().catch(() => "") : "";
    const made = new DOMParser().parseFromString(page, "text/html");
    const theirs = made.getElementById(row.id);
    if (!theirs) return say(row, "Not saved: no answer from the portal. Please press again.");
    const refused = made.querySelector(".notice--error");
    row.replaceWith(theirs);
    document.querySelector("[data-came]").textContent = made.querySelector("[data-came]").textContent;
    if (refused) say(theirs, refused.textContent.trim());
    theirs.querySelector("button")?.focus();
  });
})();
