import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

import { z } from 'zod'

import { CannotStart } from '../embedded/cannot-start.ts'
import { runProgram } from './child-program.ts'
import type { Progress } from './progress.ts'

/** A program that fills an empty database. It may be run again after it was cut off. */
export interface Seed {
  name: string
  /** The program and its arguments, seen from the project's root. */
  entry: string
  args: string[]
  /** What it fills. */
  with: string
  env: NodeJS.ProcessEnv
  /** Which database it fills, by a name that stays the same over restarts: another one is filled anew. */
  into: string
}

const progressLine = z.object({
  progress: z.object({ stage: z.string(), done: z.number(), of: z.number() }),
})

const readProgress = (line: string) => {
  if (!line.startsWith('{"progress"')) return undefined
  const read = progressLine.safeParse(JSON.parse(line))
  return read.success ? read.data.progress : undefined
}

/** Runs the seed unless it has been run to its end, with the same arguments and for the same things, into the same database. */
export const seedOnce = async (
  seed: Seed,
  options: { root: string; dataFolder: string; progress: Progress; signal: AbortSignal },
): Promise<void> => {
  const { root, dataFolder, progress, signal } = options
  const which = createHash('sha256').update(seed.into).digest('hex').slice(0, 8)
  const mark = path.join(dataFolder, `seeded-${seed.name}-${which}.json`)
  const done = JSON.stringify({ args: seed.args, with: seed.with })
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === done) return
  if (!fs.existsSync(path.join(root, seed.entry))) return

  progress.say(`filling the database "${seed.name}" (${seed.args.join(' ')})`)
  const { code, said } = await runProgram({
    command: process.execPath,
    args: [path.join(root, seed.entry), ...seed.args],
    cwd: root,
    env: seed.env,
    signal,
    onLine: (line) => {
      const read = readProgress(line)
      if (read) progress.bar(read.stage, read.done, read.of)
    },
  })
  if (code !== 0)
    throw new CannotStart(
      `filling the database "${seed.name}" failed (exit ${code}):\n${said}`,
      'Run it again; if it fails the same way, `npm run reset` starts afresh.',
    )
  fs.writeFileSync(mark, done)
}
