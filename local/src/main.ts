import fs from 'node:fs'
import path from 'node:path'

import { check, type CheckOptions } from './check/check.ts'
import { containerEnvironment, dotEnv, renewedEnvironment } from './container-environment.ts'
import { hotelStaff, readModel, runDomainCommand, sameHouses } from './domain-command.ts'
import { CannotStart } from './embedded/cannot-start.ts'
import { checkRunningSystem } from './invariants/command.ts'
import { platform } from './platform.ts'
import { builds, migrations, seedsFor } from './prepare/beforehand.ts'
import { runProgram } from './prepare/child-program.ts'
import { createProgress } from './prepare/progress.ts'
import { replaceFile } from './prepare/replace-file.ts'
import { reset } from './reset.ts'
import { runUntilStopped } from './run.ts'
import { test } from './test.ts'

// `npm start`, `npm test`, `npm run check`, `npm run reset`: called by ../bootstrap.mjs once Node 24 and the packages
// are there.
const root = path.resolve(import.meta.dirname, '../..')
const dataFolder = path.resolve(process.env['STAYGRAPH_DATA'] ?? path.join(root, '.data'))

const commands: Record<string, (args: string[]) => Promise<number>> = {
  start: () => runPlatform(),
  test: async (args) => test({ ...untilStopped(), vitestArguments: args }),
  check: async () => (await check(untilStopped())).failed,
  'check-schema': checkSchema,
  'check:invariants': (args) =>
    checkRunningSystem({ dataFolder, environment: process.env, args, say: (text) => console.log(text) }),
  'hotel-staff': (args) => runDomainCommand(hotelStaff, args, { ...untilStopped(), dataFolder }),
  'same-houses': (args) => runDomainCommand(sameHouses, args, { ...untilStopped(), dataFolder }),
  'read-model': (args) => runDomainCommand(readModel, args, { ...untilStopped(), dataFolder }),
  generate,
  // Its own package, which stands on this one: loaded when it is asked for.
  bench: async (args) => (await import('../../bench/src/bench.ts')).runBench({ ...untilStopped(), args }),
  env: writeContainerEnvironment,
  reset: async () => reset({ root, dataFolder, say: (line) => console.log(line) }),
}

/** What a command that ends by itself needs; Ctrl-C ends it, and with it whatever it runs. */
function untilStopped(): CheckOptions {
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stopping.abort())
  process.once('disconnect', () => stopping.abort())
  return { root, environment: process.env, signal: stopping.signal, say: (line) => console.log(line) }
}

/** What clients of the graph would notice of it as it is now: `--against <commit>`, `--usage <file>`. */
async function checkSchema(args: string[]): Promise<number> {
  const { environment: env, signal, say } = untilStopped()
  const program = { command: process.execPath, args: ['gateway/check-schema.ts', ...args], cwd: root, env }
  return (await runProgram({ ...program, signal, onLine: say })).code
}

/** Everything that is made from the schemas and committed. */
async function generate(): Promise<number> {
  const { environment: env, signal, say } = untilStopped()
  for (const file of ['codegen.ts', 'gateway/compose.ts', 'web/codegen.ts']) {
    const { code } = await runProgram({ command: process.execPath, args: [file], cwd: root, env, signal, onLine: say })
    if (code !== 0) return code
  }
  return 0
}

/** `.env` for docker-compose.yml; of one that is there the passwords are kept, because they are in the volumes. */
async function writeContainerEnvironment(): Promise<number> {
  const file = path.join(root, '.env')
  if (!fs.existsSync(file)) {
    fs.writeFileSync(file, dotEnv(await containerEnvironment()), { mode: 0o600 })
    console.log('  wrote .env with fresh passwords and keys: `docker compose up --build` reads it')
    return 0
  }
  const renewed = await renewedEnvironment(fs.readFileSync(file, 'utf8'))
  if (renewed === null)
    throw new CannotStart(
      '.env is there already',
      'Remove it (and the volumes: `docker compose down -v`) for new keys.',
    )
  replaceFile(file, renewed)
  console.log('  replaced the keys between services in .env, the rest stays: `docker compose up --build` reads it')
  return 0
}

const runPlatform = (): Promise<number> =>
  runUntilStopped({
    root,
    dataFolder,
    services: platform,
    migrations,
    builds,
    collectTraces: true,
    seeds: seedsFor(process.env['STAYGRAPH_HOTELS'] ?? '20000'),
    environment: { DEVELOPERS: 'everyone', ...process.env }, // whoever sits here may see how operations are planned
    progress: createProgress(process.stdout, Number(process.env['STAYGRAPH_CLOCK'] ?? Date.now())),
  })

try {
  const name = process.argv[2] ?? 'start'
  const command = commands[name]
  if (!command)
    throw new CannotStart(`there is no command "${name}"`, `There are: ${Object.keys(commands).join(', ')}.`)
  process.exit(await command(process.argv.slice(3)))
} catch (error) {
  if (!(error instanceof CannotStart)) throw error
  console.error(`\n✗ ${error.message}\n  ${error.wayOut}\n`)
  process.exit(1)
}
