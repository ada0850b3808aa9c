// What is being typed is kept for its writer every 20 seconds; the form works the same without it.
(() => {
  const form = document.querySelector("form[data-keep-typing]");
  if (!form) return;
  const now = () => new URLSearchParams(new FormData(form)).toString();
  let kept = now();
  let sent = false; // what is being saved needs no keeping, unless one comes back to the form
  const keep = async () => {
    const typed = now();
    if (sent || typed === kept) return;
    const answer = await fetch(form.dataset.keepTyping, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: typed,
    }).catch(() => null);
    if (answer?.status === 204) kept = typed;
  };
  form.addEventListener("submit", () => (sent = true));
  addEventListener("pageshow", () => (sent = false));
  setInterval(keep, 20000);
  addEventListener("visibilitychange", () => document.hidden && keep());
})();
