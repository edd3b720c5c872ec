/* Before anything is drawn: how things look here, as chosen on this device. src/shell/choices.rs says what there is. */

try {
  const attributes = { appearance: "data-theme", "text-size": "data-text" };
  for (const [key, attribute] of Object.entries(attributes)) {
    const chosen = localStorage.getItem(key);
    if (chosen) document.documentElement.setAttribute(attribute, chosen);
  }
} catch {
  // Storage is blocked: everything looks as the system has it.
}
