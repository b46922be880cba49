/** Plain CSS of the console: light or dark as the browser wishes; below 700 px each table row becomes a card. */
export const CONSOLE_STYLE = `
:root { color-scheme: light dark; --back: #fff; --text: #1a1d21; --muted: #5c6570; --line: #d9dee4; --card: #f5f7f9; --bad: #b3261e; --good: #1b6e3c; --busy: #0b57d0; }
@media (prefers-color-scheme: dark) { :root { --back: #111418; --text: #e6e9ed; --muted: #9aa4b0; --line: #2c333b; --card: #1a1f25; --bad: #ff8a80; --good: #7fd99a; --busy: #8ab4f8; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1100px; padding: 0 16px 48px; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 20px; } h2 { font-size: 16px; margin: 28px 0 8px; }
.count { color: var(--muted); font-weight: normal; } .empty, .muted { color: var(--muted); }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; padding: 6px 10px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--muted); font-weight: 500; font-size: 13px; }
.url, .reason { overflow-wrap: anywhere; } .reason { color: var(--bad); margin: 4px 0; }
.badge { font-size: 12px; font-weight: 600; color: var(--muted); }
.badge.active { color: var(--busy); } .badge.delivered { color: var(--good); } .badge.failed, .badge.error { color: var(--bad); }
.label { font-size: 12px; border: 1px solid var(--line); border-radius: 4px; padding: 0 5px; }
article { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; margin: 8px 0; }
article p { margin: 4px 0; } pre { overflow: auto; max-height: 300px; white-space: pre-wrap; overflow-wrap: anywhere; }
form { display: inline; }
button { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--line); border-radius: 6px; padding: 4px 12px; cursor: pointer; }
button:hover, button:focus-visible { border-color: var(--busy); }
@media (max-width: 700px) {
  thead { display: none; } table, tbody, tr, td { display: block; } tr { border-bottom: 1px solid var(--line); padding: 8px 0; }
  td { border: 0; padding: 2px 0; } td:empty { display: none; } td::before { content: attr(data-label) ": "; color: var(--muted); font-size: 12px; }
}
`;

/** Fetches the page anew every two seconds and puts its content in, opened details staying open. */
export const CONSOLE_SCRIPT = `
setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch(location.href).catch(() => undefined);
  if (!answer || !answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  const main = document.querySelector("main");
  if (!fresh || main.contains(document.activeElement)) return;
  for (const open of main.querySelectorAll("details[open]")) {
    const same = fresh.querySelector("details[id='" + CSS.escape(open.id) + "']");
    if (same) same.open = true;
  }
  main.replaceWith(fresh);
}, 2000);
`;
