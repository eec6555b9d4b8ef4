import { closeSync, fdatasyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** What must survive a restart, one JSON line an entry, on the disk before it is answered. */
export type Journal<Entry> = {
  /** Everything written so far, the oldest first. */
  readonly past: readonly Entry[]
  write(entry: Entry): void
  empty(): void
  close(): void
}

/** Nothing is kept: for tests. */
export const forgetful = <Entry>(): Journal<Entry> => ({ past: [], write() {}, empty() {}, close() {} })

/** A journal in a folder. A line torn by a crash was never answered, so it is left out. */
export function openJournal<Entry>(folder: string, read: (line: unknown) => Entry): Journal<Entry> {
  mkdirSync(folder, { recursive: true })
  const file = openSync(join(folder, 'journal.ndjson'), 'a+')
  const text = readFileSync(file, 'utf8')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole.length < text.length) ftruncateSync(file, Buffer.byteLength(whole))
  return {
    past: whole
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => read(JSON.parse(line))),
    write(entry) {
      writeSync(file, `${JSON.stringify(entry)}\n`)
      fdatasyncSync(file)
    },
    empty() {
      ftruncateSync(file, 0)
      fdatasyncSync(file)
    },
    close() {
      closeSync(file)
    },
  }
}
