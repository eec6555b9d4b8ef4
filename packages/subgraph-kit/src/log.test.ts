import { execFileSync } from 'node:child_process'

import { expect, test } from 'vitest'

/** The lines that a process writes before it ends. */
const linesOf = (code: string) =>
  execFileSync(process.execPath, ['--input-type=module', '-e', `import * as log from './log.ts'\n${code}`], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

test('no line carries a secret, at its top or one level below', () => {
  const [line] = linesOf(`log.createLogger('hotels').info({
    password: 'a secret', request: { cookie: 'a secret' }, headers: { authorization: 'a secret', accept: 'json' } }, 'heard')`)
  expect(JSON.stringify(line)).not.toContain('a secret')
  expect(line).toMatchObject({ service: 'hotels', level: 'info', headers: { accept: 'json' }, msg: 'heard' })
})

test('the line of a request is one of the service, and what else the service logs is still searched', () => {
  const [access, other] = linesOf(`const logger = log.createLogger('hotels')
    log.accessLog(logger).info({ operation: 'Search', ms: 3 }, 'graph answered')
    logger.info({ apiKey: 'a secret' }, 'heard')`)
  expect(access).toMatchObject({ service: 'hotels', level: 'info', operation: 'Search', ms: 3, msg: 'graph answered' })
  expect(other).toMatchObject({ apiKey: '[redacted]' })
})
