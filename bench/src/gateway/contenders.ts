import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Contender {
  name: string
  /** Its command line, given the supergraph's file and a port. */
  command: (supergraph: string, port: number) => string[]
}

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))
const cache = here('../../../.cache/hive-gateway')

export const ours: Contender = {
  name: 'ours',
  command: (supergraph, port) => [
    process.execPath,
    here('../../../gateway/src/main.ts'),
    '--supergraph',
    supergraph,
    '--port',
    `${port}`,
  ],
}
export const apolloDefault: Contender = {
  name: 'apollo',
  command: (supergraph, port) => [process.execPath, here('apollo-default.ts'), supergraph, `${port}`],
}
const hive: Contender = {
  name: 'hive',
  command: (supergraph, port) => [
    process.execPath,
    path.join(cache, 'node_modules/@graphql-hive/gateway/dist/bin.js'),
    'supergraph',
    supergraph,
    '--config-path',
    path.join(cache, 'gateway.config.mjs'),
    '--host=127.0.0.1',
    `--port=${port}`,
    '--fork=1',
  ],
}

/** Versions that were seen to work together: the newest asks for one that is not published, hence the override. */
const hivePackages = {
  private: true,
  type: 'module',
  dependencies: { '@graphql-hive/gateway': '2.15.1', '@graphql-hive/router-runtime': '1.4.23' },
  overrides: { '@graphql-tools/batch-execute': '10.2.0' },
}
/** The planner in Rust, which its makers recommend; no requests shared, like everybody's here. */
const hiveConfig = `import { unifiedGraphHandler } from '@graphql-hive/router-runtime'
export const gatewayConfig = { unifiedGraphHandler, logging: 'error', maskedErrors: true, landingPage: false, deduplicateRequest: false }
`

/** Hive Gateway, fetched from npm when it is first wanted; null, and why, where it cannot be. */
export const fetchHive = (say: (line: string) => void): Contender | null => {
  if (!fs.existsSync(path.join(cache, 'node_modules/@graphql-hive/gateway'))) {
    say('fetching Hive Gateway from npm ...')
    fs.mkdirSync(cache, { recursive: true })
    fs.writeFileSync(path.join(cache, 'package.json'), JSON.stringify(hivePackages))
    try {
      execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
        cwd: cache,
        stdio: 'pipe',
        timeout: 300_000,
      })
    } catch (error) {
      say(`Hive Gateway cannot be fetched, and is left out: ${(error as Error).message.split('\n').at(0)}`)
      fs.rmSync(cache, { recursive: true, force: true })
      return null
    }
  }
  fs.writeFileSync(path.join(cache, 'gateway.config.mjs'), hiveConfig)
  return hive
}

export interface Running {
  name: string
  url: string
  pid: number
  stop: () => Promise<void>
}

/** Starts one and answers once it takes connections. */
export const start = async (
  { name, command }: Contender,
  supergraph: string,
  log: string,
  env: Record<string, string> = {},
): Promise<Running> => {
  const port = await freePort()
  const [program = '', ...args] = command(supergraph, port)
  const out = fs.openSync(log, 'a')
  const child = spawn(program, args, {
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'production',
      LOG_LEVEL: 'info',
      APOLLO_TELEMETRY_DISABLED: '1',
      ...env,
    },
    stdio: ['ignore', out, out],
  })
  fs.closeSync(out)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const running = {
    name,
    url: `http://127.0.0.1:${port}/graphql`,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
  for (const until = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    if (child.exitCode !== null || Date.now() > until)
      throw new Error(`${name} does not start: ${fs.readFileSync(log, 'utf8').slice(-500)}`)
    if (await isListening(port)) return running
  }
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const isListening = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
