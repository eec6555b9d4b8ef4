import fs from 'node:fs'
import path from 'node:path'

import { z } from 'zod'

import { failure, type Outcome } from './check/check.ts'

export type TestOutcome = Outcome & { skipped: number }

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
})

/** Vitest's own figures, and one failure for each file that could not even be loaded. */
export const readReport = (file: string, root: string): TestOutcome => {
  if (!fs.existsSync(file))
    return { passed: 0, failed: 1, skipped: 0, failures: [failure(file, 'Vitest ended before it could report.')] }
  const read = report.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
  const unloaded = read.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  )
  return {
    passed: read.numPassedTests,
    failed: read.numFailedTests + unloaded.length,
    skipped: read.numPendingTests,
    failures: [
      ...unloaded.map(({ name, message }) => failure(path.relative(root, name), message ?? '')),
      ...read.testResults.flatMap(({ name, assertionResults }) =>
        assertionResults
          .filter(({ status }) => status === 'failed')
          .map(({ fullName, failureMessages }) =>
            failure(`${path.relative(root, name)}: ${fullName}`, (failureMessages ?? []).join('\n')),
          ),
      ),
    ],
  }
}
