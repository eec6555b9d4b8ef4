import fs from 'node:fs'
import path from 'node:path'

import { z } from 'zod'

import { check, type CheckOptions, type Outcome } from './check/check.ts'
import { runProgram } from './prepare/child-program.ts'

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(z.object({ name: z.string(), status: z.string(), assertionResults: z.array(z.unknown()) })),
})

/** Vitest's own figures, and one failure for each file that could not even be loaded. */
const readReport = (file: string): Outcome & { skipped: number } => {
  if (!fs.existsSync(file)) return { passed: 0, failed: 1, skipped: 0 } // vitest ended before it could report
  const read = report.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
  const unloaded = read.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  )
  return { passed: read.numPassedTests, failed: read.numFailedTests + unloaded.length, skipped: read.numPendingTests }
}

interface Suite {
  name: string
  config: string
}

/**
 * The small tests of every package at once; then the journeys over one whole platform; then the benchmarks and the faults,
 * each on platforms of their own, beside each other: while a fault lasts, its test does nothing but wait.
 */
const stages: Suite[][] = [
  [{ name: 'Tests', config: 'vitest.config.ts' }],
  [{ name: 'Journeys over the whole platform', config: 'vitest.journeys.config.ts' }],
  [
    { name: 'Faults of each part of it', config: 'vitest.faults.config.ts' },
    { name: 'Benchmarks, briefly', config: 'vitest.bench.config.ts' },
  ],
]

/** The checks of the tree, then every test. The last line says how many of all of them passed and failed. */
export const test = async (options: CheckOptions & { vitestArguments: string[] }): Promise<number> => {
  options.say('Checks')
  const outcomes = [{ ...(await check(options)), skipped: 0 }]
  for (const stage of stages) {
    if (options.signal.aborted) break
    options.say(`\n${stage.map(({ name }) => name).join('. ')}`)
    const ended = await Promise.all(stage.map(({ config }) => runSuite(config, options)))
    outcomes.push(...ended.filter((outcome) => outcome !== undefined))
  }
  if (outcomes.length === 1) {
    options.say('No suite has a project of that name.')
    outcomes.push({ passed: 0, failed: 1, skipped: 0 })
  }
  const [passed, failed, skipped] = (['passed', 'failed', 'skipped'] as const).map((figure) =>
    outcomes.reduce((sum, outcome) => sum + outcome[figure], 0),
  )
  options.say(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
  return failed === 0 ? 0 : 1
}

const runSuite = async (
  config: string,
  { root, environment, signal, say, vitestArguments }: CheckOptions & { vitestArguments: string[] },
): Promise<(Outcome & { skipped: number }) | undefined> => {
  const file = path.join(root, '.cache', `${config}.report.json`)
  fs.rmSync(file, { force: true })
  let named = true
  const { code } = await runProgram({
    command: process.execPath,
    args: [
      path.join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      `--config=${config}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...vitestArguments,
    ],
    cwd: root,
    env: environment,
    signal,
    onLine: (line) => {
      if (line.includes('The filter matched no projects')) named = false
      if (named) say(line)
    },
  })
  // `npm test -- --project kit` names a project of one suite: the other has nothing to run.
  if (!named) return undefined
  const outcome = readReport(file)
  return { ...outcome, failed: outcome.failed + (code !== 0 && outcome.failed === 0 ? 1 : 0) }
}
