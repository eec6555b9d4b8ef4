import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { maxAge } from './keepable.ts'

export interface Contender {
  name: string
  /** Its command line, given the supergraph's file and a port. */
  command: (supergraph: string, port: number) => string[]
  /** It is no graph, and answers nothing right. */
  isLimit?: boolean
  /** It knows the small graph by heart, and no other. */
  onlySmall?: boolean
  /** More of its environment. */
  env?: Record<string, string>
  /** Its supergraph says that everything may be kept. */
  keeps?: boolean
}

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))
/** Where what is fetched lies. */
export const cache = here('../../../.cache/gateways')
/** What fetched packages are found from. */
const packages = path.join(cache, 'package.json')

const rival = (name: string, file: string, ...more: string[]): Contender => ({
  name,
  command: (supergraph, port) => [
    process.execPath,
    here(`rivals/${file}.ts`),
    supergraph,
    `${port}`,
    packages,
    ...more,
  ],
})

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
export const apolloGateway = rival('apollo', 'apollo-gateway')
/** Needs nothing that is not here. */
export const others: Contender[] = [
  { ...rival('monolith, apollo', 'monolith-apollo'), onlySmall: true },
  { ...rival('requests alone', 'hops'), isLimit: true, onlySmall: true },
]
/** Hive Gateway as a file configures it. The file lies beside its packages. */
export const hiveWith = (name: string, config: string): Contender => ({
  name,
  command: (supergraph, port) => [
    process.execPath,
    path.join(cache, 'node_modules/@graphql-hive/gateway/dist/bin.js'),
    'supergraph',
    supergraph,
    '--config-path',
    config,
    '--host=127.0.0.1',
    `--port=${port}`,
    '--fork=1',
  ],
})
const hiveBy = (name: string, settings: string): Contender => {
  const config = path.join(cache, `${name.replaceAll(/\W+/g, '-')}.config.mjs`)
  fs.writeFileSync(config, hiveConfig(settings))
  return hiveWith(name, config)
}

/** Versions that were seen to work together: the newest Hive asks for one that is not published, hence the override. */
const fetched = {
  private: true,
  dependencies: {
    '@apollo/server-plugin-response-cache': '5.0.0',
    '@graphql-hive/gateway': '2.15.1',
    '@graphql-hive/router-runtime': '1.4.23',
    '@graphql-tools/federation': '4.5.2',
    fastify: '5.12.8',
    graphql: '16.15.0',
    'graphql-yoga': '5.24.1',
    mercurius: '16.10.1',
  },
  overrides: { '@graphql-tools/batch-execute': '10.2.0' },
}
/** The planner in Rust, which its makers recommend. */
const hiveConfig = (settings: string) => `import { unifiedGraphHandler } from '@graphql-hive/router-runtime'
export const gatewayConfig = { unifiedGraphHandler, logging: 'error', maskedErrors: true, landingPage: false, ${settings} }
`
/** It shares its equal questions under way unless told not to, for each way to ask. */
export const unshared = `transportEntries: { '*.http': { options: { deduplicateInflightRequests: false } } }`

/** Gateways and servers that are fetched from npm when they are first wanted; none, and why, where they cannot be. */
export const fetchRivals = (say: (line: string) => void): Contender[] => {
  const wanted = JSON.stringify(fetched)
  if (!fs.existsSync(packages) || fs.readFileSync(packages, 'utf8') !== wanted) {
    say('fetching Hive Gateway, GraphQL Yoga and mercurius from npm ...')
    fs.rmSync(cache, { recursive: true, force: true })
    fs.mkdirSync(cache, { recursive: true })
    fs.writeFileSync(packages, wanted)
    try {
      execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
        cwd: cache,
        stdio: 'pipe',
        timeout: 300_000,
      })
    } catch (error) {
      say(`they cannot be fetched, and are left out: ${(error as Error).message.split('\n').at(0)}`)
      fs.rmSync(cache, { recursive: true, force: true })
      return []
    }
  }
  return [
    hiveBy('hive', unshared),
    rival('yoga', 'yoga-federation'),
    { ...rival('monolith, mercurius', 'monolith-mercurius'), onlySmall: true },
  ]
}

/** What everybody leaves off unless it is wished: questions under way shared, answers kept (in the process). */
export const extras = ['shared', 'kept'] as const
export type Extra = (typeof extras)[number]

/** The same gateways with it. Those of others only if their packages were fetched. */
export const withExtra = (extra: Extra, areFetched: boolean): Contender[] => {
  if (extra === 'shared')
    return [
      ...(areFetched ? [hiveBy('hive, shared', 'inboundInflightRequestDeduplication: true')] : []),
      { ...ours, name: 'ours, shared', env: { SHARE_QUESTIONS: 'true' } },
    ]
  const others = areFetched
    ? [
        rival('apollo, kept', 'apollo-gateway', 'keep'),
        hiveBy('hive, kept', `${unshared}, responseCaching: { session: () => null, ttl: ${maxAge * 1_000} }`),
      ]
    : []
  return [...others, { ...ours, name: 'ours, kept' }].map((contender) => ({ ...contender, keeps: true }))
}

export interface Running {
  name: string
  url: string
  pid: number
  isLimit: boolean
  stop: () => Promise<void>
}

/** Starts one and answers once it takes connections. */
export const start = async (
  { name, command, isLimit = false, env: its = {} }: Contender,
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
      ...its,
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
    isLimit,
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
