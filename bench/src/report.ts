import fs from 'node:fs'
import path from 'node:path'

import type { Machine } from './machine.ts'

export interface Outcome {
  passed: boolean
  /** One plain sentence for each thing that is not as it must be. */
  failures: string[]
  /** What was measured and counted, as it is written down. */
  figures: Record<string, unknown>
}

export interface Report {
  name: string
  args: string[]
  startedAt: Date
  machine: Machine
  outcome: Outcome
}

const folder = path.resolve(import.meta.dirname, '../results')

/** Writes a run's figures to bench/results/<name>-<when>.json. Answers the file. */
export const writeReport = ({ name, args, startedAt, machine, outcome }: Report): string => {
  fs.mkdirSync(folder, { recursive: true })
  const when = startedAt.toISOString().replaceAll(':', '').slice(0, 17)
  const file = path.join(folder, `${name}-${when}.json`)
  const { passed, failures, figures } = outcome
  const seconds = Math.round((Date.now() - startedAt.getTime()) / 1_000)
  const report = { name, args, startedAt: startedAt.toISOString(), seconds, passed, failures, machine, figures }
  fs.writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`)
  return file
}

/** Rows of cells under each other, the first column to the left, figures to the right. */
export const table = (rows: (string | number)[][]): string => {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)))
  const widths = cells[0]?.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0))) ?? []
  return cells
    .map((row) =>
      row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
    )
    .join('\n')
}
