import { escape } from './page.ts'
import { style } from './style.ts'
import { inOrder, lineOf, type Row, type Span } from './traces.ts'

const own = `
.traces { width: 100%; border-collapse: collapse; margin-top: var(--s-4); }
.traces th { text-align: left; font-weight: 550; color: var(--ink-2); font-size: var(--fs-13); padding: var(--s-1) var(--s-3); }
.traces td { padding: 2px var(--s-3); border-top: 1px solid var(--line); vertical-align: middle; }
.traces .ms { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.traces .line { width: 45%; min-width: 160px; }
.traces .line span { display: block; height: 12px; min-width: 3px; border-radius: 3px; background: var(--brand-ink); }
.traces [data-kind=sql] .line span { background: var(--sun); } .traces [data-kind=job] .line span { background: var(--ok); }
.traces [data-failed] .line span { background: var(--danger); }
.traces small { display: block; color: var(--ink-3); font: var(--fs-12)/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; max-width: 60ch; }
.traces .what { padding-left: calc(var(--depth, 0) * 18px + 12px); }
.traces .clock, .traces .where, .lead code { white-space: nowrap; }
.one main { display: block; }
@media (max-width: 46rem) {
  .traces th, .traces td { padding-inline: var(--s-1); overflow-wrap: anywhere; }
  .traces .what { padding-left: calc(min(var(--depth, 0), 5) * 8px); }
  .traces .line { display: none; }
  .traces th.ms, .traces td.ms { font-size: var(--fs-12); }
}
`

const frame = (title: string, body: string) => `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escape(title)}</title>
  <link rel="stylesheet" href="/tokens.css">
  <style>${style}${own}</style>
</head>
<body class="one"><header><h1>${escape(title)}</h1></header><main>${body}</main></body>
</html>`

const milliseconds = (ms: number) => (ms < 10 ? ms.toFixed(1) : ms < 10_000 ? ms.toFixed(0) : `${(ms / 1_000).toFixed(0)} s`) // prettier-ignore
const beginning = (spans: readonly Span[]) => spans.reduce((least, { from }) => Math.min(least, from), Infinity)
const clock = (at: number) => new Date(at).toISOString().slice(11, 19)

/** What a trace is about: what began first in it. */
const about = (spans: readonly Span[]) =>
  inOrder(spans).find(({ along }) => !along)?.name ?? 'work done along with others'

/** The latest traces; `site`: where one begins. */
export const renderTraces = (traces: readonly (readonly Span[])[], site: string | undefined): string => {
  const rows = traces.map((spans) => {
    const [first] = spans
    const services = [...new Set(spans.map(({ service }) => service))]
    const answered = inOrder(spans)[0]
    return `<tr${spans.some(({ failed }) => failed) ? ' data-failed' : ''}><td class="clock">${clock(beginning(spans))}</td>
      <td><a href="/traces/${escape(first?.traceId ?? '')}">${escape(about(spans))}</a></td>
      <td>${escape(services.join(', '))}</td><td class="ms">${spans.length}</td>
      <td class="ms">${answered ? milliseconds(answered.to - answered.from) : ''}</td></tr>`
  })
  const how = `<p class="lead">A trace leads from a click through the gateway and the services to their SQL, and on to the jobs that follow. Few are collected, unless you wish it: ${site === undefined ? 'open the site' : `<a href="${escape(site)}/?trace">open the site</a>`} with <code>?trace</code> in its address, and all of that tab are. <a href="/">Back to the parts</a></p>`
  const table = `<table class="traces"><thead><tr><th>UTC</th><th>Began with</th><th>Through</th><th class="ms">Spans</th><th class="ms">ms</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`
  return frame('Traces', `${how}${rows.length > 0 ? table : '<p>None was collected yet.</p>'}`)
}

const kindOf = ({ name }: Span) => /^(sql|job) /.exec(name)?.[1] ?? 'other'

/** One trace as a waterfall. */
export const renderTrace = (spans: readonly Span[]): string => {
  const at = lineOf(spans)
  const began = beginning(spans)
  const row = (span: Row) => {
    const { service, name, depth, from, to, failed, says, along } = span
    const [left, right] = [at(from), at(to)].map((place) => place * 100) as [number, number]
    const title = `${escape(name)}${along ? ' (along with others)' : ''}${failed ? ' ✗' : ''}`
    const text = `<small>${escape(says)}</small>`
    const long = says.length > 90
    const told = long ? `<details><summary>${title}</summary>${text}</details>` : `${title}${says === '' ? '' : text}`
    return `<tr data-kind="${kindOf(span)}"${failed ? ' data-failed' : ''}><td class="what" style="--depth:${depth}">${told}</td>
      <td class="where">${escape(service)}</td><td class="ms">${milliseconds(from - began)}</td><td class="ms">${milliseconds(to - from)}</td>
      <td class="line"><span style="margin-left:${left.toFixed(2)}%;width:${Math.max(0, right - left).toFixed(2)}%"></span></td></tr>`
  }
  const head =
    '<th>What</th><th>Where</th><th class="ms">Began, ms</th><th class="ms">Took, ms</th><th class="line">When</th>'
  const lead = `<p class="lead">Trace ${escape(spans[0]?.traceId ?? '')}: the same id stands in the logs. Times in which nothing was done are drawn short. <a href="/traces">All traces</a></p>`
  return frame(about(spans), `${lead}<table class="traces"><thead><tr>${head}</tr></thead><tbody>${inOrder(spans).map(row).join('\n')}</tbody></table>`) // prettier-ignore
}
