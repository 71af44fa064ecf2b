// Grading by keyboard: 1-4 level, j/k criterion, c sentences, o remark, w the work, n next, Ctrl+Enter sign, ? help. One switch turns it all off (WCAG 2.1.4).
const form = document.querySelector("form[data-shortcuts]");
const toggle = document.querySelector("[data-shortcuts-toggle]");
if (form && toggle) {
  const help = document.querySelector("dialog[data-help]");
  const box = toggle.querySelector("input");
  const criteria = [...form.querySelectorAll("fieldset.rubric")];
  const stops = [...criteria, form.querySelector("#rating")].filter(Boolean);
  let at = -1;
  toggle.hidden = false;
  try { box.checked = localStorage.getItem("toetsen") !== "uit"; } catch { box.checked = true; }
  box.addEventListener("change", () => { try { localStorage.setItem("toetsen", box.checked ? "aan" : "uit"); } catch { /* remembered only where the browser keeps things */ } });
  document.querySelector("[data-help-open]")?.addEventListener("click", () => help.showModal());

  const land = (there) => {
    there.scrollIntoView({ block: there.offsetHeight > innerHeight * 0.7 ? "start" : "center" });
    (there.querySelector("input[type=radio]:checked") || there.querySelector("input[type=radio]"))?.focus({ preventScroll: true });
  };
  const go = (place) => {
    at = Math.min(Math.max(place, 0), stops.length - 1);
    land(stops[at]);
  };
  const bank = () => {
    const sentences = stops[at]?.querySelector("details.bank");
    if (!sentences) return remark();
    sentences.open = true;
    sentences.querySelector("input")?.focus();
  };
  const remark = () => (stops[at]?.querySelector("textarea") || form.querySelector("#comment"))?.focus();
  const keys = {
    j: () => go(at + 1),
    k: () => go(at - 1),
    c: bank,
    o: remark,
    w: () => document.querySelector(".split__pane")?.focus(),
    n: () => document.querySelector("[data-next]")?.click(),
    "?": () => help.showModal(),
  };

  document.addEventListener("focusin", (event) => {
    const place = stops.indexOf(event.target.closest("fieldset"));
    if (place >= 0) at = place;
  });
  // A digit picks a level; in the sentences it picks a sentence.
  const pick = (event) => {
    const list = event.target.closest("details.bank") || stops[Math.max(at, 0)];
    const kind = list.matches("details") ? "checkbox" : "radio";
    const found = /^[1-9]$/.test(event.key) ? list.querySelectorAll(`input[type=${kind}]`)[event.key - 1] : null;
    if (!found) return false;
    if (at < 0) at = 0;
    found.focus({ preventScroll: true });
    found.click();
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (!box.checked || help.open || event.altKey || event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      form.querySelector("button[value=sign]")?.click();
      return;
    }
    if (event.key === "Escape" && stops[at] && event.target.closest("textarea, details.bank")) {
      const sentences = event.target.closest("details.bank");
      if (sentences) sentences.open = false;
      land(stops[at]);
      return;
    }
    const typing = event.target.closest("textarea, select, input:not([type=radio], [type=checkbox])");
    if (typing || event.ctrlKey || event.metaKey) return;
    if (!pick(event)) {
      if (!keys[event.key]) return;
      keys[event.key]();
    }
    event.preventDefault();
  });
}
