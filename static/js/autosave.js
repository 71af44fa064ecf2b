// Saves a form of texts and choices every ten seconds, when a field is left and when a choice is made. Until the server has it, a journal in
// this browser holds it with the version it was made on: it goes back by itself only when nothing newer was saved.
const form = document.querySelector("form[data-autosave-url]");
if (form) start(form);

function start(form) {
  const what = form.dataset.autosaveWhat || "Je tekst";
  const fields = [...form.querySelectorAll("textarea[name], input[type=radio][name]")];
  const { version } = form.elements;
  const status = document.querySelector("[data-autosave-status]");
  const journal = keep(form.dataset.autosaveKey);
  const earlier = keep(`${form.dataset.autosaveKey}-eerder`);
  const read = (text, chosen) => {
    const found = new Map();
    for (const field of fields) {
      if (field.type !== "radio") found.set(field.name, field[text]);
      else if (field[chosen] || !found.has(field.name)) found.set(field.name, field[chosen] ? field.value : "");
    }
    return JSON.stringify([...found]);
  };
  const texts = () => read("value", "checked");
  const say = (words, kind = "") => { status.textContent = words; status.dataset.autosaveStatus = kind; };
  // A page with errors shows what the server does not have.
  let saved = document.querySelector("[data-focus]") ? null : read("defaultValue", "defaultChecked");
  let refused = null;
  let running = null;
  let leaving = false;
  let gone = false;

  const away = (words) => { say(`${words} ${what} staat op dit apparaat en wordt opgeslagen zodra het kan.`, "away"); return "away"; };
  // "saved", "refused" (a person must look) or "away" (later again).
  async function send(now) {
    try {
      const answer = await fetch(form.dataset.autosaveUrl, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      const body = await answer.json().catch(() => ({}));
      if (answer.ok && body.version !== undefined) {
        version.value = body.version;
        saved = now;
        if (texts() === now) journal.drop();
        else journal.write(body.version, texts());
        say(body.saved_at_text);
        return "saved";
      }
      if (answer.status >= 500 || answer.status === 429) return away("Opslaan lukt nu niet.");
      refused = now;
      say(body.message || "Opslaan lukt niet.", "refused");
      return "refused";
    } catch {
      return away("Geen verbinding.");
    }
  }

  async function save() {
    while (running) await running;
    const now = texts();
    if (gone || now === saved) return "saved";
    if (now === refused) return "refused";
    journal.write(version.value, now);
    running = send(now);
    const outcome = await running;
    running = null;
    return outcome;
  }

  function put(kept) {
    for (const [name, value] of JSON.parse(kept.texts)) {
      for (const field of fields.filter((one) => one.name === name)) {
        if (field.type === "radio") field.checked = field.value === value;
        else field.value = value;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
  }

  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const button = (textContent, onclick) => make("button", { type: "button", className: "utrecht-button", textContent, onclick });

  function offer(kept) {
    const box = make("section", { className: "alert alert--warn", role: "alert" });
    const choice = make("div", { className: "buttons" });
    const done = (text) => { earlier.drop(); box.remove(); say(text); fields[0].focus(); };
    choice.append(
      button("Zet dat terug", () => { put(kept); done("Teruggezet. Kijk het na."); }),
      button("Gooi dat weg", () => done("Weggegooid.")),
    );
    box.append(make("p", { textContent: `${what} op dit apparaat is anders en werd niet opgeslagen. Hieronder staat wat later ergens anders is opgeslagen.` }), choice);
    form.before(box);
  }

  const kept = journal.read();
  if (kept && kept.texts !== saved) {
    if (String(kept.version) === version.value && texts() === saved) {
      put(kept);
      say(`${what} van de vorige keer was nog niet opgeslagen en is teruggezet.`);
    } else if (kept.texts !== texts()) {
      earlier.write(kept.version, kept.texts);
      journal.drop();
    }
  } else journal.drop();
  const older = earlier.read();
  if (older) offer(older);

  setInterval(save, 10000);
  form.addEventListener("focusout", save);
  form.addEventListener("change", (event) => { if (event.target.type === "radio") save(); });
  // Asked by others on the page: the clock that runs out, a step to the next script.
  form.addEventListener("save-now", (event) => { event.detail.saved = save(); });
  document.addEventListener("visibilitychange", save);
  // Not while the page goes: it would race with its own return.
  for (const kind of ["pagehide", "pageshow"]) window.addEventListener(kind, () => { gone = kind === "pagehide"; });
  window.addEventListener("online", save);
  form.addEventListener("input", () => journal.write(version.value, texts()));
  form.addEventListener("submit", async (event) => {
    if (leaving || texts() === saved || texts() === refused) return;
    event.preventDefault();
    const outcome = await save();
    if (outcome === "away" || leaving) return;
    leaving = true;
    form.requestSubmit(event.submitter);
    leaving = false;
  });
}

// One text in this browser; a full one does not stop the saving.
function keep(key) {
  const attempt = (act) => { try { return act(); } catch { return null; } };
  return {
    read: () => attempt(() => { const kept = JSON.parse(localStorage.getItem(key)); return kept?.texts ? kept : null; }),
    write: (version, texts) => attempt(() => localStorage.setItem(key, JSON.stringify({ version, texts }))),
    drop: () => attempt(() => localStorage.removeItem(key)),
  };
}
