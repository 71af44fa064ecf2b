// Grading by keyboard: 1-4 level, j/k criterion, c remarks, n next, Ctrl+Enter sign, ? help. One switch turns all of it off (WCAG 2.1.4).
const form = document.querySelector("form[data-shortcuts]");
const toggle = document.querySelector("[data-shortcuts-toggle]");
if (form && toggle) {
  const help = document.querySelector("dialog[data-help]");
  const box = toggle.querySelector("input");
  const criteria = [...form.querySelectorAll("fieldset.rubric:not(:disabled)")];
  let at = -1;
  toggle.hidden = false;
  try { box.checked = localStorage.getItem("toetsen") !== "uit"; } catch { box.checked = true; }
  box.addEventListener("change", () => { try { localStorage.setItem("toetsen", box.checked ? "aan" : "uit"); } catch { /* remembered only where the browser keeps things */ } });

  const go = (place) => {
    at = Math.min(Math.max(place, 0), criteria.length - 1);
    const there = criteria[at];
    if (!there) return;
    there.scrollIntoView({ block: "center" });
    (there.querySelector("input:checked") || there.querySelector("input")).focus({ preventScroll: true });
  };
  const keys = {
    j: () => go(at + 1),
    k: () => go(at - 1),
    c: () => criteria[at]?.querySelector("textarea")?.focus(),
    n: () => document.querySelector("[data-next]")?.click(),
    "?": () => help.showModal(),
  };

  document.addEventListener("focusin", (event) => {
    const place = criteria.indexOf(event.target.closest("fieldset.rubric"));
    if (place >= 0) at = place;
  });
  document.addEventListener("keydown", (event) => {
    if (!box.checked || help.open || event.altKey || event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      form.querySelector("button[value=sign]")?.click();
      return;
    }
    const typing = event.target.closest("textarea, select, input:not([type=radio], [type=checkbox])");
    if (typing || event.ctrlKey || event.metaKey) return;
    const level = /^[1-4]$/.test(event.key) ? criteria[at]?.querySelectorAll("input[type=radio]")[event.key - 1] : null;
    if (level) level.click();
    else if (keys[event.key]) keys[event.key]();
    else return;
    event.preventDefault();
  });
}
