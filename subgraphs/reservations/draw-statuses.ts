import { readFileSync, writeFileSync } from 'node:fs'

import { drawStatuses } from './src/domain/status.ts'

// Draws the table of transitions into README.md, between its two marks: `node draw-statuses.ts`.

const readme = new URL('./README.md', import.meta.url)
const begin = '<!-- statuses: drawn by draw-statuses.ts -->'
const end = '<!-- end of statuses -->'

/** README.md as it should be. */
export function readmeWithStatuses(): string {
  const text = readFileSync(readme, 'utf8')
  const [before, rest] = text.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error('README.md lost its marks')
  return `${before}${begin}\n\n\`\`\`mermaid\n${drawStatuses()}\n\`\`\`\n\n${end}${after}`
}

if (import.meta.main) writeFileSync(readme, readmeWithStatuses())
