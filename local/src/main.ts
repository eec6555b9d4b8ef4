import fs from 'node:fs'
import path from 'node:path'

import { CannotStart } from './embedded/cannot-start.ts'
import { platform } from './platform.ts'
import { createProgress } from './prepare/progress.ts'
import { reset } from './reset.ts'
import { start, type StartOptions } from './start.ts'
import { table } from './table.ts'

// `npm start`, `npm test`, `npm run check`, `npm run reset`: called by ../bootstrap.mjs once Node 24 and the packages
// are there.
const root = path.resolve(import.meta.dirname, '../..')
const dataFolder = path.resolve(process.env['STAYGRAPH_DATA'] ?? path.join(root, '.data'))

const commands: Record<string, () => Promise<number>> = {
  start: runPlatform,
  reset: async () => reset({ root, dataFolder, say: (line) => console.log(line) }),
}

async function runPlatform(): Promise<number> {
  const started = new AsyncDisposableStack()
  const stopping = new AbortController()
  const asked = new Promise<void>((resolve) => {
    const stop = () => {
      if (!stopping.signal.aborted) console.log('\n  stopping what was started ...')
      stopping.abort()
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
    process.on('disconnect', stop) // the bootstrap above us is gone
  })
  const options: StartOptions = {
    root,
    dataFolder,
    services: platform,
    environment: process.env,
    progress: createProgress(process.stdout),
    migrations: {
      hotels: 'subgraphs/hotels/migrations',
      customers: 'subgraphs/customers/migrations',
      payments: 'subgraphs/payments/migrations',
      reservations: 'subgraphs/reservations/migrations',
      workers: 'workers/migrations',
    },
    seeds: [
      {
        database: 'hotels',
        entry: 'subgraphs/hotels/src/seed/main.ts',
        args: ['--hotels', process.env['STAYGRAPH_HOTELS'] ?? '20000'],
      },
    ],
    site: fs.existsSync(path.join(root, 'web/index.html')),
    signal: stopping.signal,
    started,
  }
  try {
    const running = await start(options)
    if (!stopping.signal.aborted) console.log(table(running))
    await asked
  } catch (error) {
    if (!stopping.signal.aborted) throw error // whatever breaks while we stop is our stopping
  } finally {
    await started.disposeAsync()
  }
  return 0
}

try {
  const name = process.argv[2] ?? 'start'
  const command = commands[name]
  if (!command)
    throw new CannotStart(`there is no command "${name}"`, `There are: ${Object.keys(commands).join(', ')}.`)
  process.exit(await command())
} catch (error) {
  if (!(error instanceof CannotStart)) throw error
  console.error(`\n✗ ${error.message}\n  ${error.wayOut}\n`)
  process.exit(1)
}
