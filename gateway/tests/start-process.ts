import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { closeAtEnd } from './close-at-end.ts'

/** A service of ours as its own process, with nothing of our environment. Answers once it listens. */
export async function startProcess(main: URL, args: string[], environment: Record<string, string>) {
  const child = spawn(process.execPath, [fileURLToPath(main), ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  closeAtEnd(() => child.kill('SIGKILL'))
  let log = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      log += chunk.toString()
      const found = /"url":"(http:[^"]+)"/.exec(log)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`${main.pathname} ended with ${code}: ${log}`)))
  })
  return { child, url, log: () => log }
}
