/** The dashboard's own rules, over the site's tokens (tokens.css). */
export const style = `
@font-face { font-family: "Commissioner Variable"; src: url(/font.woff2) format("woff2"); font-weight: 100 900; font-display: swap; }
:root { --logo-mark: #005b4d; }
@media (prefers-color-scheme: dark) { :root { --logo-mark: #1f7d6c; } }
* { box-sizing: border-box; margin: 0; }
body { background: var(--paper); color: var(--ink); font: 400 var(--fs-14)/1.5 var(--font-text); padding-bottom: var(--s-7); }
a { color: var(--brand-ink); text-decoration-thickness: 1px; text-underline-offset: 3px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: var(--r-s); }
ul, ol { list-style: none; padding: 0; }
.hidden, .skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip:focus { position: absolute; background: var(--surface); padding: var(--s-2) var(--s-4); }
header, nav, main { max-width: 1480px; margin-inline: auto; padding-inline: var(--gutter); }
header { display: flex; flex-wrap: wrap; gap: var(--s-3) var(--s-5); align-items: center; justify-content: space-between; padding-block: var(--s-5) var(--s-4); }
.brand { display: flex; gap: var(--s-3); align-items: center; }
.brand h1 { font-size: var(--fs-21); font-weight: 600; letter-spacing: -.018em; font-variation-settings: var(--flare); }
.brand h1 span { color: var(--ink-2); font-weight: 400; font-variation-settings: normal; letter-spacing: 0; }
#summary { color: var(--ink-2); }
nav ul { display: flex; flex-wrap: wrap; gap: var(--s-2); }
nav a { display: flex; gap: var(--s-2); align-items: center; min-height: 44px; padding: 0 var(--s-4); border: 1px solid var(--line); border-radius: var(--r-full); background: var(--surface); color: var(--ink); font-weight: 550; text-decoration: none; }
nav a:hover { border-color: var(--line-strong); }
nav span { color: var(--ink-3); font-weight: 400; font-size: var(--fs-13); }
main { display: grid; gap: var(--s-5); margin-top: var(--s-5); align-items: start; }
@media (min-width: 69rem) { main { grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); } #log { position: sticky; top: var(--s-4); } .log { max-height: calc(100vh - 120px); } }
h2 { font-size: var(--fs-21); font-weight: 600; letter-spacing: -.018em; line-height: var(--lh-head); font-variation-settings: var(--flare); }
section h2:not(:first-child) { margin-top: var(--s-5); }
.lead { color: var(--ink-2); margin-top: var(--s-1); }
.list { margin-top: var(--s-3); border: 1px solid var(--line); border-radius: var(--r-l); background: var(--surface); overflow: clip; }
.part { display: grid; grid-template-columns: 112px minmax(0, 1fr) auto; gap: 0 var(--s-4); align-items: center; padding: var(--s-2) var(--s-4); }
.part + .part { border-top: 1px solid var(--line); }
.part[data-selected] { background: var(--brand-soft); }
.part h3 { font-size: var(--fs-16); font-weight: 600; }
.part h3 a { color: var(--ink); text-decoration: none; }
.part h3 a:hover { text-decoration: underline; }
.part p { color: var(--ink-2); }
.part > div { display: flex; flex-wrap: wrap; gap: 0 var(--s-3); align-items: baseline; }
.part > div > p:last-child { flex-basis: 100%; }
.part .facts { font-size: var(--fs-13); }
.part[data-state=failed] .facts, .part[data-state=restarting] .facts { color: var(--danger); }
.state { display: flex; gap: var(--s-2); align-items: center; font-weight: 550; font-size: var(--fs-13); line-height: 1.25; }
.dot { flex: none; width: 10px; height: 10px; border-radius: 50%; border: 2px solid var(--ink-3); }
[data-state=ready] .state { color: var(--ok); } [data-state=ready] .dot { background: var(--ok); border-color: var(--ok); }
:is([data-state=starting], [data-state=stopping]) .state { color: var(--info); } :is([data-state=starting], [data-state=stopping]) .dot { border-color: var(--info); }
[data-state=unready] .state { color: var(--sun-ink); } [data-state=unready] .dot { background: var(--sun); border-color: var(--sun-ink); }
:is([data-state=failed], [data-state=restarting]) .state { color: var(--danger); } :is([data-state=failed], [data-state=restarting]) .dot { background: var(--danger); border-color: var(--danger); border-radius: 2px; }
[data-state=stopped] .state { color: var(--ink-2); }
button { min-width: 76px; min-height: 44px; border: 1px solid var(--line-strong); border-radius: var(--r-m); background: transparent; color: var(--ink); font: 550 var(--fs-14) var(--font-text); cursor: pointer; }
button:hover { background: var(--sunken); }
button:disabled { opacity: .5; cursor: default; }
.log { margin-top: var(--s-3); max-height: 70vh; overflow: auto; padding: var(--s-3) var(--s-4); border-radius: var(--r-l); background: var(--sunken); font: var(--fs-12)/1.6 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.log ol:empty::before { content: "It has not said anything yet."; color: var(--ink-3); }
.when, .level { color: var(--ink-3); }
[data-level=warn] .level { color: var(--sun-ink); } :is([data-level=error], [data-level=fatal]) .level { color: var(--danger); font-weight: 700; }
@media (max-width: 40rem) { nav span { display: none; } .part { grid-template-columns: minmax(0, 1fr) auto; } .part .state { grid-column: 1; } .part > div { grid-column: 1; } .part form { grid-column: 2; grid-row: 1 / span 2; } }
`
