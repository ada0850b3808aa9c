// The filter is one closed line on a phone; where there is room it starts open.
(() => {
  if (!window.matchMedia("(width >= 769px)").matches) return;
  for (const details of document.querySelectorAll("[data-open-when-wide]")) details.open = true;
})();
