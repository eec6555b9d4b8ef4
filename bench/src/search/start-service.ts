import path from 'node:path'

import { type GuardedProcess, startGuarded } from '@staygraph/local/embedded/guarded-process'
import { onLines } from '@staygraph/local/embedded/server'

const root = path.resolve(import.meta.dirname, '../../..')

/** A service of ours by its entry, as in production, on a free port. Answers once it says where it listens. */
export const startService = async (
  entry: string,
  env: Record<string, string>,
  checkout = root,
  flags: readonly string[] = [],
): Promise<{ running: GuardedProcess; url: string }> => {
  const running = startGuarded({
    command: process.execPath,
    args: [...flags, entry],
    cwd: checkout,
    stopSignal: 'TERM',
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'info', PORT: '0', ...env },
  })
  const said: string[] = []
  const url = await new Promise<string>((resolve, reject) => {
    onLines(running, (line) => {
      if (said.length < 20) said.push(line)
      const at = /"url":"(http[^"]+)"/.exec(line)?.[1]
      if (at !== undefined) resolve(at)
    })
    void running.exited.then((code) => reject(new Error(`${entry} ended with ${code}: ${said.join('\n')}`)))
  })
  return { running, url }
}
