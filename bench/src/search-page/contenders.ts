import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

import { cache, fetchRivals, hiveWith, start, unshared, type Contender, type Running } from '../gateway/contenders.ts'
import type { Hotels } from '../search/hotels-process.ts'

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))
/** No search asks them. */
const nobody = 'http://127.0.0.1:9'

const ours: Contender = {
  name: 'ours',
  command: (_, port) => [process.execPath, here('../../../gateway/src/main.ts'), '--port', `${port}`],
}
const apollo: Contender = {
  name: 'apollo',
  command: (supergraph, port) => [process.execPath, here('rivals/apollo-gateway.ts'), supergraph, `${port}`],
}

/**
 * Hive Gateway's configuration. It vouches for its fetches as everybody does, by its own hook for them, and knows the
 * site's operations by hash, as it would where it stood before our graph.
 */
const hiveConfig = (more: string) => `import fs from 'node:fs'
import { unifiedGraphHandler } from '@graphql-hive/router-runtime'
import { identityHeader, vouch } from '${pathToFileURL(here('rivals/vouch.ts')).href}'
const { operations } = JSON.parse(fs.readFileSync('${here('../../../gateway/operations/site.json')}', 'utf8'))
const texts = new Map(operations.map(({ id, body }) => [id, body]))
const vouched = {
  onFetch: ({ options, setOptions }) =>
    setOptions({ ...options, headers: { ...options.headers, [identityHeader]: vouch(options.body) } }),
}
export const gatewayConfig = {
  ${more}
  plugins: () => [vouched],
  persistedDocuments: { getPersistedOperation: (hash) => texts.get(hash) ?? null, allowArbitraryDocuments: true },
  logging: 'error', maskedErrors: true, landingPage: false,
}
`
const hives = {
  /** As its makers recommend it, and no requests shared. */
  hive: `unifiedGraphHandler, ${unshared},`,
  /** Its own planner, and equal requests under way shared. */
  'hive, as shipped': '',
}

/** Our supergraph, its hotels where they are. */
const writeSupergraph = (folder: string, hotels: Hotels): string => {
  const committed = fs.readFileSync(here('../../../gateway/supergraph.graphql'), 'utf8')
  const text = committed.replaceAll(
    /@join__graph\(name: "(\w+)", url: "[^"]+"\)/g,
    (_, name: string) => `@join__graph(name: "${name}", url: "${name === 'hotels' ? hotels.url : nobody}/graphql")`,
  )
  const file = path.join(folder, 'supergraph.graphql')
  fs.writeFileSync(file, text)
  return file
}

export interface StartOptions {
  folder: string
  hotels: Hotels
  redisUrl: string
  rivals: boolean
  say: (line: string) => void
}

/** Every gateway before the same hotels service. Ours stands as in production, with all its limits. */
export const startContenders = async (started: AsyncDisposableStack, options: StartOptions): Promise<Running[]> => {
  const { folder, hotels, redisUrl, rivals, say } = options
  const supergraph = writeSupergraph(folder, hotels)
  const contenders = [apollo]
  if (rivals && fetchRivals(say).length > 0)
    for (const [name, more] of Object.entries(hives)) {
      const config = path.join(cache, `${name.replaceAll(/\W+/g, '-')}-before-hotels.config.mjs`)
      fs.writeFileSync(config, hiveConfig(more))
      contenders.push(hiveWith(name, config))
    }
  const running: Running[] = []
  for (const contender of [...contenders, ours]) {
    const log = path.join(folder, `${contender.name.replaceAll(/\W+/g, '-')}.log`)
    const one = await start(contender, supergraph, log, {
      ...hotels.gatewayKeys,
      REDIS_URL: redisUrl,
      HOTELS_URL: hotels.url,
      CUSTOMERS_URL: nobody,
      PAYMENTS_URL: nobody,
      RESERVATIONS_URL: nobody,
    })
    started.defer(() => one.stop())
    running.push(one)
  }
  return running
}
