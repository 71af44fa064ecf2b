// Puts the reader at the error summary when there is one.
document.querySelector("[data-focus]")?.focus();
