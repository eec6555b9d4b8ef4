import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { readReport } from './test-report.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'staygraph-report-'))
afterAll(() => fs.rmSync(root, { recursive: true }))

const write = (report: unknown): string => {
  const file = path.join(root, 'report.json')
  fs.writeFileSync(file, JSON.stringify(report))
  return file
}

test('a test that failed is told by its file, its name and the beginning of why', () => {
  const file = write({
    numPassedTests: 1,
    numFailedTests: 1,
    numPendingTests: 2,
    testResults: [
      {
        name: path.join(root, 'kit/money.test.ts'),
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'adds', failureMessages: [] },
          { status: 'failed', fullName: 'takes away', failureMessages: [`expected 1\n${'at somewhere\n'.repeat(40)}`] },
        ],
      },
    ],
  })
  const outcome = readReport(file, root)
  expect(outcome).toMatchObject({ passed: 1, failed: 1, skipped: 2 })
  expect(outcome.failures).toHaveLength(1)
  expect(outcome.failures[0]).toMatch(/^FAILED kit\/money\.test\.ts: takes away\n +expected 1\n/)
  expect(outcome.failures[0]?.split('\n')).toHaveLength(13)
})

test('a file that cannot be loaded counts as a failure, with its reason', () => {
  const testResults = [{ name: path.join(root, 'a.test.ts'), status: 'failed', message: 'no such module', assertionResults: [] }] // prettier-ignore
  const outcome = readReport(write({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, testResults }), root)
  expect(outcome).toMatchObject({ failed: 1, failures: ['FAILED a.test.ts\n      no such module'] })
})

test('a suite that wrote no report has failed', () => {
  expect(readReport(path.join(root, 'none.json'), root)).toMatchObject({ passed: 0, failed: 1 })
})
