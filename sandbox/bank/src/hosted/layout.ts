import type { FastifyReply } from 'fastify'

/** HTML that is safe to nest: everything put into it by `html` is escaped unless it is itself Html. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Piece = string | number | Html | Piece[] | null | false | undefined

export const html = (strings: TemplateStringsArray, ...pieces: Piece[]): Html =>
  new Html(strings.map((text, index) => text + (index < pieces.length ? rendered(pieces[index]) : '')).join(''))

function rendered(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return ''
  if (Array.isArray(piece)) return piece.map(rendered).join('')
  return piece instanceof Html ? piece.text : escaped(String(piece))
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character)

const style = `
:root{color-scheme:light dark;--paper:#fbf6ee;--card:#fffdf9;--ink:#2a1a2e;--soft:#6a5566;--line:#8c7488;--rule:#e6dacb;--plum:#6b1f4f;--on:#fff;--bad:#a3182b;--badbg:#fdecec;--note:#f3e7d3;--focus:#1d4fd8}
@media(prefers-color-scheme:dark){:root{--paper:#1c1320;--card:#271a2c;--ink:#f6ecf2;--soft:#c9b3c3;--line:#9a8296;--rule:#453449;--plum:#e79cc4;--on:#2a0f20;--bad:#ffb3ba;--badbg:#4a1c26;--note:#3a2a22;--focus:#9db8ff}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.55 Georgia,"Iowan Old Style","Times New Roman",serif}
header{border-bottom:3px double var(--rule);padding:18px 20px}header p{margin:0 auto;max-width:60rem;display:flex;gap:12px;align-items:baseline;flex-wrap:wrap}
header strong{font-size:22px;letter-spacing:.01em;color:var(--plum)}header span{color:var(--soft);font-size:15px}
main{max-width:34rem;margin:0 auto;padding:28px 20px 56px}main.wide{max-width:60rem}
h1{font-size:28px;line-height:1.2;margin:0 0 8px;font-weight:600}h2{font-size:20px;margin:36px 0 8px}p{margin:0 0 14px}
.panel{background:var(--card);border:1px solid var(--rule);padding:22px 22px 8px;margin:18px 0}
label{display:block;font-weight:600;margin:0 0 4px}.hint{color:var(--soft);font-size:15px;margin:0 0 6px}
input{width:100%;font:inherit;font-size:18px;color:inherit;background:transparent;border:1.5px solid var(--line);border-radius:3px;padding:11px 12px;min-height:48px}
input[aria-invalid=true]{border-color:var(--bad);border-width:2px}.error{color:var(--bad);margin:6px 0 0;font-size:16px}
.field{margin:0 0 18px}.two{display:grid;grid-template-columns:1fr 1fr;gap:16px}
button{font:inherit;font-weight:600;min-height:48px;padding:10px 22px;border-radius:3px;border:2px solid var(--plum);background:var(--plum);color:var(--on);cursor:pointer}
button.quiet{background:transparent;color:var(--plum)}.actions{display:flex;flex-wrap:wrap;gap:12px;margin:8px 0 18px}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}a{color:var(--plum);text-underline-offset:3px}
.alert{background:var(--badbg);color:var(--bad);border-left:5px solid var(--bad);padding:12px 16px;margin:0 0 18px}.alert p{margin:0}
.note{background:var(--note);padding:12px 16px;margin:18px 0;font-size:16px}.note p:last-child{margin:0}
dl{margin:0 0 14px;display:grid;grid-template-columns:auto 1fr;gap:4px 20px}dt{color:var(--soft)}dd{margin:0;text-align:right;overflow-wrap:anywhere}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:16px}caption{text-align:left;color:var(--soft);padding:0 0 6px}
th,td{text-align:left;padding:7px 14px 7px 0;border-bottom:1px solid var(--rule);vertical-align:top}code{font:15px/1.4 ui-monospace,Menlo,Consolas,monospace;white-space:nowrap}
@media(max-width:420px){.two{grid-template-columns:1fr;gap:0}}`

export const BANK_NAME = 'Kestrel & Finch'

/** A page of the bank: its own look, plain HTML that works without scripts. */
export const page = (title: string, main: Html, wide = false): string =>
  html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title} · ${BANK_NAME}</title><style>${new Html(style)}</style></head>
<body><header><p><strong>${BANK_NAME}</strong> <span>Bankers · a sandbox, no real money moves here</span></p></header>
<main${wide && new Html(' class="wide"')}>${main}</main></body>
</html>
`.text

/** Send a page that no cache keeps, no frame shows and that runs nothing. */
export function sendPage(reply: FastifyReply, status: number, text: string) {
  return reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    )
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .send(text)
}

/** A page that only says something. */
export const notice = (title: string, words: string, link?: { href: string; text: string }) =>
  page(
    title,
    html`<h1>${title}</h1>
      <p>${words}</p>
      ${link && html`<p><a href="${link.href}">${link.text}</a></p>`}`,
  )
