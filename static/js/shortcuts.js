// Grading by keyboard: 1-4 level, j/k criterion, c remarks, n next, Ctrl+Enter sign, ? help. Can be switched off (WCAG 2.1.4).
const form = document.querySelector("form[data-shortcuts]");
const toggle = document.querySelector("[data-shortcuts-toggle]");
if (form && toggle) {
  toggle.hidden = false;
  const box = toggle.querySelector("input");
  box.checked = localStorage.getItem("toetsen") !== "uit";
  box.addEventListener("change", () => localStorage.setItem("toetsen", box.checked ? "aan" : "uit"));
  const criteria = [...form.querySelectorAll("fieldset.rubric")];
  let at = -1;

  const go = (place) => {
    at = Math.min(Math.max(place, 0), criteria.length - 1);
    criteria[at].scrollIntoView({ block: "center" });
    (criteria[at].querySelector("input:checked") || criteria[at].querySelector("input")).focus();
  };

  document.addEventListener("focusin", (event) => {
    const place = criteria.indexOf(event.target.closest("fieldset.rubric"));
    if (place >= 0) at = place;
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "Enter") {
      form.querySelector("button[value=sign]").click();
      return;
    }
    const typing = event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    if (!box.checked || typing || event.ctrlKey || event.altKey || event.metaKey) return;
    const radios = at >= 0 ? criteria[at].querySelectorAll("input[type=radio]") : [];
    if (event.key === "j") go(at + 1);
    else if (event.key === "k") go(at - 1);
    else if (/^[1-4]$/.test(event.key) && radios[event.key - 1]) radios[event.key - 1].click();
    else if (event.key === "c" && at >= 0) criteria[at].querySelector("textarea, select").focus();
    else if (event.key === "n") document.querySelector("[data-next]")?.click();
    else if (event.key === "?") document.querySelector("dialog[data-help]").showModal();
    else return;
    event.preventDefault();
  });
}
