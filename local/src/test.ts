import fs from 'node:fs'
import path from 'node:path'

import { check, failure, type CheckOptions } from './check/check.ts'
import { runProgram } from './prepare/child-program.ts'
import { readReport, type TestOutcome } from './test-report.ts'

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
  const outcomes: TestOutcome[] = [{ ...(await check(options)), skipped: 0 }]
  for (const stage of stages) {
    if (options.signal.aborted) break
    options.say(`\n${stage.map(({ name }) => name).join('. ')}`)
    const ended = await Promise.all(stage.map(({ config }) => runSuite(config, options)))
    outcomes.push(...ended.filter((outcome) => outcome !== undefined))
  }
  if (outcomes.length === 1) {
    options.say('No suite has a project of that name.')
    outcomes.push({ passed: 0, failed: 1, skipped: 0, failures: [] })
  }
  // Said once more at the end: what failed early is a thousand lines above.
  for (const failure of outcomes.flatMap(({ failures }) => failures)) options.say(`\n${failure}`)
  const [passed, failed, skipped] = (['passed', 'failed', 'skipped'] as const).map((figure) =>
    outcomes.reduce((sum, outcome) => sum + outcome[figure], 0),
  )
  options.say(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
  return failed === 0 ? 0 : 1
}

const runSuite = async (
  config: string,
  { root, environment, signal, say, vitestArguments }: CheckOptions & { vitestArguments: string[] },
): Promise<TestOutcome | undefined> => {
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
  const outcome = readReport(file, root)
  if (code === 0 || outcome.failed > 0) return outcome
  // Every test passed and vitest still fails: an error outside of any test, for instance.
  return { ...outcome, failed: 1, failures: [failure(config, `Vitest ended with code ${code}.`)] }
}
