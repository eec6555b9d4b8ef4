import { spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'

import { z } from 'zod'

const script = path.resolve(import.meta.dirname, '../../../subgraphs/reservations/src/testing/life/play.ts')

const counts = z.record(z.string(), z.int())
const told = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), sagas: z.int() }),
  z.object({
    kind: z.literal('end'),
    lives: z.int(),
    guests: z.int(),
    total: z.int(),
    cpuSeconds: z.number(),
    statements: z.int(),
    failure: z
      .object({
        seed: z.int(),
        path: z.string().nullable(),
        replayPath: z.string(),
        script: z.string(),
        message: z.string(),
        sagas: z.int(),
      })
      .nullable(),
    controls: z.record(z.string(), z.string()),
    allowed: z.array(z.string()),
    sagas: counts,
    lines: counts,
    faults: counts,
    answers: counts,
    transitions: counts,
    ends: counts,
  }),
])
export type Played = Extract<z.output<typeof told>, { kind: 'end' }>

/** Lives lives in a process of its own, as `life/play.ts` says, and answers what it told in the end. */
export const play = (
  options: Record<string, string | number>,
  signal: AbortSignal,
  progress: (sagas: number) => void = () => {},
): Promise<Played> =>
  new Promise((done, failed) => {
    const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`)
    const player = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'], signal })
    let end: Played | undefined
    let trouble = ''
    player.stderr.on('data', (text) => (trouble = `${trouble}${String(text)}`.slice(-4_000)))
    createInterface(player.stdout).on('line', (line) => {
      const read = told.parse(JSON.parse(line))
      if (read.kind === 'progress') progress(read.sagas)
      else end = read
    })
    player.on('error', failed)
    player.on('close', (code) => {
      if (end) done(end)
      else failed(new Error(`the player ended with ${code}: ${trouble}`))
    })
  })

/** One failure, with how it is played again. */
export const tellFailure = ({ failure }: Played, ground: string): string[] =>
  failure === null
    ? []
    : [
        `${failure.message.split('\n')[0]}\n${failure.script}\nplay it again: node subgraphs/reservations/src/testing/life/play.ts --ground=${ground} --seed=${failure.seed} --path=${failure.path} --replayPath='${failure.replayPath}'`,
      ]

/** What several told, added up. */
export const together = (all: readonly Played[]) => {
  const sum = (read: (one: Played) => number) => all.reduce((total, one) => total + read(one), 0)
  const add = (read: (one: Played) => Record<string, number>) => {
    const sums: Record<string, number> = {}
    for (const one of all)
      for (const [what, number] of Object.entries(read(one))) sums[what] = (sums[what] ?? 0) + number
    return Object.fromEntries(Object.entries(sums).toSorted(([, one], [, other]) => other - one))
  }
  return {
    lives: sum(({ lives }) => lives),
    guests: sum(({ guests }) => guests),
    total: sum(({ total }) => total),
    sagas: add(({ sagas }) => sagas),
    cpuSeconds: sum(({ cpuSeconds }) => cpuSeconds),
    lines: add(({ lines }) => lines),
    faults: add(({ faults }) => faults),
    answers: add(({ answers }) => answers),
    transitions: add(({ transitions }) => transitions),
    ends: add(({ ends }) => ends),
  }
}
