import type { Running } from './start.ts'

/** What a person may open, once everything runs. */
export const table = ({ services, dashboardUrl }: Running): string => {
  const pages = services.flatMap(({ service, runner, url }) =>
    Object.entries(service.pages ?? {}).map(([title, at]): [string, string, string] => [
      title,
      `${url.replace('127.0.0.1', 'localhost')}${at === '/' ? '' : at}`,
      runner.snapshot().state === 'ready' ? '' : `(${runner.snapshot().state})`,
    ]),
  )
  const rows = [...pages.toReversed(), ['Dashboard', dashboardUrl, '']]
  const wide = Math.max(...rows.map(([title = '']) => title.length))
  const lines = rows.map(([title = '', url = '', note = '']) => `    ${title.padEnd(wide)}  ${url} ${note}`.trimEnd())
  const missing = services
    .filter(({ runner }) => runner.snapshot().state !== 'ready')
    .map(({ service }) => service.name)
  const title = missing.length === 0 ? 'Staygraph runs.' : `Staygraph runs without ${missing.join(', ')}.`
  return `\n  ${title}\n\n${lines.join('\n')}\n\n  Ctrl-C ends it; what you booked is kept for the next start.\n`
}
