import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import type postgres from 'postgres'

export type Cell = string | number | boolean | null | readonly number[]

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function cellText(cell: Cell): string {
  if (cell === null) return '\\N'
  if (typeof cell === 'string')
    return /[\\\t\n\r]/.test(cell) ? cell.replace(/[\\\t\n\r]/g, (c) => escapes[c] ?? c) : cell
  if (typeof cell === 'boolean') return cell ? 't' : 'f'
  return typeof cell === 'number' ? String(cell) : `{${cell.join(',')}}`
}

function* chunks(rows: Iterable<readonly Cell[]>): Generator<string> {
  let text = ''
  for (const row of rows) {
    for (let at = 0; at < row.length; at++) text += (at ? '\t' : '') + cellText(row[at] as Cell)
    text += '\n'
    if (text.length > 200_000) {
      yield text
      text = ''
    }
  }
  if (text) yield text
}

/** Writes rows by Postgres' COPY, several times faster than INSERT. Rows are taken as they are asked for. */
export async function copyInto(
  sql: postgres.Sql | postgres.TransactionSql,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Cell[]>,
): Promise<void> {
  const into = await sql.unsafe(`copy ${table} (${columns.join(', ')}) from stdin`).writable()
  await pipeline(Readable.from(chunks(rows)), into)
}
