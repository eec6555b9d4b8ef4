import type { State } from '../runner/service-runner.ts'
import type { LogLine } from './log-line.ts'
import { style } from './style.ts'

/** A part of the platform as the dashboard shows it. */
export interface Part {
  name: string
  does: string
  state: State
  because: string | undefined
  /** ms since 1970; what runs counts from here. */
  startedAt: number | undefined
  crashes: number
  /** Others whom it does not ask for a while, because they were silent too often. */
  leftAlone: string[]
  /** What it says of itself while it is ready. */
  says: string | undefined
  /** Its base url, where it has one. */
  url: string | undefined
  /** It is one of the stores the services stand on. */
  store: boolean
}

export interface Page {
  parts: Part[]
  /** Pages worth opening, of all parts: title and url. */
  links: { title: string; url: string }[]
  /** The part whose log is shown, and its newest lines. */
  log: { of: string; lines: LogLine[] }
  now: number
}

export const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

export const stateWords: Record<State, string> = {
  starting: 'Starting',
  ready: 'Ready',
  unready: 'Not ready',
  restarting: 'Ended by itself, starts again',
  failed: 'Cannot start',
  stopping: 'Stopping',
  stopped: 'Stopped',
}

/** "3 h 5 min": the two largest units. */
export const duration = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3_600) % 24,
    Math.floor(seconds / 60) % 60,
  ]
  if (days > 0) return `${days} d ${hours} h`
  if (hours > 0) return `${hours} h ${minutes} min`
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`
}

const runs = (state: State): boolean => state !== 'stopped' && state !== 'failed'

const button = ({ name, state }: Part): string => {
  const verb = runs(state) ? 'stop' : 'start'
  const label = runs(state) ? 'Stop' : 'Start'
  return `<form method="post" action="/parts/${name}/${verb}"><button ${state === 'stopping' ? 'disabled' : ''}>${label}<span class="hidden"> ${name}</span></button></form>`
}

/** One row; the page draws it, and the live script puts a new one in its place. */
export const row = (part: Part, selected: boolean, now: number): string => {
  const { name, does, state, because, startedAt, crashes, leftAlone, says, url } = part
  const facts = [
    because && state !== 'ready' ? escape(because) : '',
    leftAlone.length > 0 && state === 'ready' ? `leaves alone for a while: ${escape(leftAlone.join(', '))}` : '',
    says !== undefined && state === 'ready' ? escape(says) : '',
    startedAt === undefined ? '' : `up <time data-since="${startedAt}">${duration(now - startedAt)}</time>`,
    crashes > 0 ? `ended by itself ${crashes} ${crashes === 1 ? 'time' : 'times'}` : '',
    url === undefined ? '' : `port ${new URL(url).port}`,
  ]
  return `<li id="part-${name}" class="part" data-state="${state}"${selected ? ' data-selected' : ''}>
    <span class="state"><span class="dot" aria-hidden="true"></span>${stateWords[state]}</span>
    <div><h3><a href="/?log=${name}#log">${name}</a></h3><p class="facts">${facts.filter((fact) => fact !== '').join(' · ')}</p><p>${escape(does)}</p></div>
    ${button(part)}
  </li>`
}

export const logLine = ({ time, level, text }: LogLine): string =>
  `<li data-level="${level}"><span class="when">${time}</span> <span class="level">${level === 'said' ? '' : level}</span> ${escape(text)}</li>`

export const summary = (parts: Part[]): string => {
  const ready = parts.filter(({ state }) => state === 'ready').length
  return ready === parts.length
    ? `All ${parts.length} parts are ready.`
    : `${ready} of ${parts.length} parts are ready.`
}

const mark = `<svg viewBox="0 0 28 32" width="25" height="28" aria-hidden="true"><path d="M0 32V14a14 14 0 0 1 28 0V32z" fill="var(--logo-mark)"/><circle cx="18.4" cy="13.2" r="4.6" fill="#f4af46"/><path d="M0 32V25.4C5 20.6 9.6 20.2 14.4 23.4S23.6 26.2 28 22.6V32z" fill="#8fd0bf"/></svg>`

/** The whole page: it works as it is, and live.js keeps it up to date. */
export const renderPage = ({ parts, links, log, now }: Page): string => {
  const rows = (of: Part[]) => of.map((part) => row(part, part.name === log.of, now)).join('\n')
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Staygraph on this machine</title>
  <link rel="stylesheet" href="/tokens.css">
  <style>${style}</style>
  <script type="module" src="/live.js"></script>
</head>
<body>
  <a class="skip" href="#parts">To the parts</a>
  <header><div class="brand">${mark}<h1>Staygraph <span>on this machine</span></h1></div><p id="summary" role="status">${summary(parts)}</p></header>
  <nav aria-label="Pages worth opening"><ul>${links.map(({ title, url }) => `<li><a href="${escape(url)}">${escape(title)} <span>${escape(url.replace(/^http:\/\/|\/$/g, ''))}</span></a></li>`).join('')}</ul></nav>
  <main>
    <section id="parts" aria-labelledby="services"><h2 id="services">Services</h2>
      <p class="lead">Stop any of them and see what still works without it. A name shows its log.</p>
      <ul class="list">${rows(parts.filter(({ store }) => !store))}</ul>
      <h2>Stores</h2><ul class="list">${rows(parts.filter(({ store }) => store))}</ul>
    </section>
    <section id="log" aria-labelledby="log-title"><h2 id="log-title">Log of <span id="log-of">${log.of}</span></h2>
      <div class="log" role="log" aria-live="off" aria-labelledby="log-title" tabindex="0"><ol id="lines">${log.lines.map(logLine).join('')}</ol></div>
    </section>
  </main>
</body>
</html>`
}
