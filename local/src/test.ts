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

/** The checks of the tree, then every test. The last line says how many of both passed and failed. */
export const test = async (options: CheckOptions & { vitestArguments: string[] }): Promise<number> => {
  const { root, environment, signal, say, vitestArguments } = options
  say('Checks')
  const checks = await check(options)

  say('\nTests')
  const file = path.join(root, '.cache', 'test-report.json')
  fs.rmSync(file, { force: true })
  const { code } = await runProgram({
    command: process.execPath,
    args: [
      path.join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...vitestArguments,
    ],
    cwd: root,
    env: environment,
    signal,
    onLine: say,
  })
  const tests = readReport(file)
  const passed = checks.passed + tests.passed
  const failed = checks.failed + tests.failed + (code !== 0 && tests.failed === 0 ? 1 : 0)
  say(`${passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''}`)
  return failed === 0 ? 0 : 1
}
