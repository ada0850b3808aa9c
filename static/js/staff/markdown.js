// A small toolbar that writes Markdown's signs; without it people write them, as the hint says.
(() => {
  const tools = [
    ["Heading", "## ", ""],
    ["Bold", "**", "**"],
    ["List", "- ", ""],
    ["Link", "[", "](https://)"],
  ];
  for (const area of document.querySelectorAll("textarea[data-module=markdown]")) {
    const bar = document.createElement("div");
    bar.className = "toolbar";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Format the text");
    for (const [name, before, after] of tools) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.addEventListener("click", () => {
        const { selectionStart: from, selectionEnd: to, value } = area;
        area.setRangeText(before + value.slice(from, to) + after, from, to, "end");
        area.focus();
        area.dispatchEvent(new Event("input", { bubbles: true }));
      });
      bar.append(button);
    }
    area.before(bar);
  }
})();
