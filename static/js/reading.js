// Remembers the heading that the reader has reached, without a click.
const form = document.querySelector("form[data-position]");
if (form && "IntersectionObserver" in window) {
  const select = form.elements.position;
  let told = select.value;
  const tell = (name) => {
    if (name === told) return;
    told = name;
    select.value = name;
    fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, credentials: "same-origin", keepalive: true }).catch(() => {});
  };
  const watch = new IntersectionObserver((seen) => {
    for (const entry of seen) if (entry.isIntersecting && window.scrollY > 100) tell(entry.target.id);
  }, { rootMargin: "0px 0px -60% 0px" });
  for (const heading of document.querySelectorAll("article.prose h2[id]")) watch.observe(heading);
}
