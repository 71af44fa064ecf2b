"""Vendor step for a maintainer, never at build or run time: one pruned style sheet, the fonts, and the versions with their hashes.

    npm i --ignore-scripts --legacy-peer-deps @utrecht/component-library-css@9.0.4 \
        @nl-design-system-unstable/voorbeeld-design-tokens@7.4.1 source-sans@3.52.0 axe-core@4.14.1
    python tools/vendor_ui.py node_modules        (needs tinycss2 and rcssmin)

Keeps the component families we use and the tokens they and our own style sheets read. The EUPL-1.2 of both packages is LICENSE at the top.
"""

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

import rcssmin
import tinycss2

ROOT = Path(__file__).resolve().parents[1]
FAMILIES = {
    *("alert", "button", "button-link", "form-field", "form-field-description", "form-field-error-message", "form-fieldset", "form-label"),
    *("heading-1", "heading-2", "heading-3", "heading-4", "link", "ordered-list", "paragraph", "separator", "skip-link", "table"),
    *("textarea", "textbox", "unordered-list", "select"),
}
DEMO_CLASS = re.compile(r"--(hover|active|focus|focus-visible|pressed)$")
UTRECHT = "@utrecht/component-library-css"
TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens"


def is_kept(selector: str) -> bool:
    """Whether a selector belongs to a family we use and is no demo state."""
    classes = re.findall(r"\.(utrecht-[\w-]+)", selector)
    if any(DEMO_CLASS.search(name) for name in classes):
        return False
    return bool(classes) and all(re.split(r"--|__", name.removeprefix("utrecht-"))[0] in FAMILIES for name in classes)


def prune(rules: list) -> str:
    """The kept rules as text; media, supports and container queries are looked into."""
    out = []
    for rule in rules:
        if rule.type == "qualified-rule":
            prelude = tinycss2.serialize(rule.prelude).strip()
            selectors = [prelude] if "(" in prelude else [part.strip() for part in prelude.split(",")]
            selectors = [selector for selector in selectors if is_kept(selector)]
            body = tinycss2.serialize(rule.content).strip()
            if selectors and body:
                out.append(",".join(selectors) + "{" + body + "}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports", "container"} and rule.content is not None:
            inner = prune(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
            if inner:
                out.append(f"@{rule.lower_at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}")
    return "\n".join(out)


def used_tokens(texts: list[str], tokens: dict[str, str]) -> dict[str, str]:
    """The tokens that the texts read, and those that these read in turn."""
    todo = {name for text in texts for name in re.findall(r"var\(\s*(--[\w-]+)", text) if name in tokens}
    seen: set[str] = set()
    while todo:
        name = todo.pop()
        seen.add(name)
        todo |= {other for other in re.findall(r"var\(\s*(--[\w-]+)", tokens[name]) if other in tokens} - seen
    return {name: value for name, value in tokens.items() if name in seen}


def main(modules: Path) -> None:
    """Write static/vendor, static/fonts, tests/browser/vendor and both VERSIONS.txt."""
    kept = prune(tinycss2.parse_stylesheet((modules / UTRECHT / "dist/index.css").read_text(), skip_comments=True, skip_whitespace=True))
    theme = (modules / TOKENS / "dist/theme.css").read_text()
    tokens = dict(re.findall(r"(--[\w-]+)\s*:\s*([^;]+);", theme))
    own = [path.read_text() for path in sorted((ROOT / "static/css").glob("*.css"))]
    root = ":root{" + "".join(f"{name}:{value};" for name, value in used_tokens([kept, *own], tokens).items()) + "}"
    header = "/*! NL Design System: Utrecht component CSS 9.0.4 (EUPL-1.2, filtered) and voorbeeld design tokens 7.4.1 (EUPL-1.2, pruned) */\n"
    target = ROOT / "static/vendor/nlds.css"
    target.write_text(header + rcssmin.cssmin(root + "\n" + kept) + "\n")
    for weight in ("Regular", "Semibold"):
        shutil.copy(modules / f"source-sans/WOFF2/TTF/SourceSans3-{weight}.ttf.woff2", ROOT / f"static/fonts/SourceSans3-{weight}.woff2")
    shutil.copy(modules / "source-sans/LICENSE.md", ROOT / "static/fonts/LICENSE-source-sans.md")
    shutil.copy(modules / "axe-core/axe.min.js", ROOT / "tests/browser/vendor/axe.min.js")
    shutil.copy(modules / "axe-core/LICENSE", ROOT / "tests/browser/vendor/LICENSE-axe-core.txt")
    versions(
        ROOT / "static/vendor/VERSIONS.txt",
        [
            (target, UTRECHT, version(modules, UTRECHT), "EUPL-1.2"),
            (target, TOKENS, version(modules, TOKENS), "EUPL-1.2"),
            (ROOT / "static/fonts/SourceSans3-Regular.woff2", "source-sans", version(modules, "source-sans"), "OFL-1.1"),
            (ROOT / "static/fonts/SourceSans3-Semibold.woff2", "source-sans", version(modules, "source-sans"), "OFL-1.1"),
        ],
    )
    axe = ROOT / "tests/browser/vendor/axe.min.js"
    versions(axe.with_name("VERSIONS.txt"), [(axe, "axe-core", version(modules, "axe-core"), "MPL-2.0")])


def version(modules: Path, name: str) -> str:
    """The version of an installed package."""
    return str(json.loads((modules / name / "package.json").read_text())["version"])


def versions(path: Path, entries: list[tuple[Path, str, str, str]]) -> None:
    """File, package, version, licence, sha256: one line each."""
    lines = [
        f"{file.relative_to(ROOT).as_posix()}  {name}  {number}  {licence}  sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"
        for file, name, number, licence in entries
    ]
    path.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
