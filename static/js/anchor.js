// An address that names a part opens it: /what-is-co-production/#engage.
(() => {
  const open = () => {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (named instanceof HTMLDetailsElement) named.open = true;
  };
  addEventListener("hashchange", open);
  open();
})();
