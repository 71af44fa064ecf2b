// The grading screen: what is still to do, sentences that go into the remark at once, how long the page was looked at, and a safe step to the next.
const form = document.querySelector("form[data-grading]");
if (form) {
  const criteria = [...form.querySelectorAll("fieldset.rubric")];
  const done = document.querySelector("[data-done]");
  const count = () => {
    const filled = criteria.filter((one) => one.querySelector("input[type=radio]:checked"));
    for (const one of criteria) one.classList.toggle("is-done", filled.includes(one));
    done.textContent = `${filled.length} van ${criteria.length} criteria`;
  };
  form.addEventListener("change", count);
  form.addEventListener("input", count);
  count();

  for (const choice of form.querySelectorAll("details.bank input[type=checkbox]")) {
    choice.addEventListener("change", () => {
      const area = choice.closest("fieldset").querySelector("textarea");
      if (choice.checked) area.value = [area.value.trim(), choice.dataset.text].filter(Boolean).join(" ");
      choice.checked = false;
      choice.closest("details").open = false;
      area.dispatchEvent(new Event("input", { bubbles: true }));
      area.focus();
      area.setSelectionRange(area.value.length, area.value.length);
    });
  }

  const { seconds } = form.elements;
  let active = Date.now();
  for (const kind of ["keydown", "pointermove", "scroll", "wheel"]) document.addEventListener(kind, () => { active = Date.now(); }, { passive: true, capture: true });
  setInterval(() => {
    if (document.visibilityState === "visible" && Date.now() - active < 120000) seconds.value = Number(seconds.value) + 1;
  }, 1000);

  document.querySelector("[data-next]")?.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const there = event.currentTarget.href;
    const asked = { saved: null };
    form.dispatchEvent(new CustomEvent("save-now", { detail: asked }));
    await Promise.race([asked.saved, new Promise((late) => { setTimeout(late, 3000); })]);
    location.assign(there);
  });
}
