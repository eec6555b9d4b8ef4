import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import type { Reach } from '../runner/service-environment.ts'
import type { TestPlatform } from '../test-platform.ts'
import { startThrowAway } from '../throw-away.ts'
import { startFaultControl } from './fault-control.ts'
import { openWires } from './wires.ts'

/** More than all arrows of the platform's table. */
const mostArrows = 64

/** What its processes wait for is shortened as far as their environments let it be: a fault costs a test seconds otherwise. */
const impatient = {
  BANK_PATIENCE_MS: '1200',
  BANK_TIMEOUT_MS: '4000',
  LITEAPI_TIMEOUT_MS: '600',
  LITEAPI_BOOK_TIMEOUT_MS: '1000',
  LODGEBANK_TIMEOUT_MS: '600',
  LODGEBANK_BOOK_TIMEOUT_MS: '1000',
  API_KEYS_KEPT_SECONDS: '0',
}

/** Postgres ends what waits too long for a lock or takes too long sooner than it usually does. */
const impatiently =
  (reach: Reach): Reach =>
  (from, to, address) => {
    const url = new URL(reach(from, to, address))
    if (!to.startsWith('postgres')) return reach(from, to, address)
    url.searchParams.set('lock_timeout', '600')
    url.searchParams.set('statement_timeout', '1500')
    return url.href
  }

/**
 * The whole product as it runs in production, a Postgres for each domain, and between any two processes a proxy that can
 * disturb them. Its `control` is what `fault-control.ts` says.
 */
export const startFaultPlatform = async (): Promise<{ platform: TestPlatform; stop: () => Promise<void> }> => {
  const wires = await openWires(mostArrows)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'staygraph-supergraph-'))
  const supergraph = path.join(folder, 'supergraph.graphql')
  fs.copyFileSync(path.resolve(import.meta.dirname, '../../../gateway/supergraph.graphql'), supergraph)
  const { running, site, urls, dataFolder, stop } = await startThrowAway({
    hotels: '600',
    places: 5_000,
    environment: { ...impatient, SUPERGRAPH: supergraph },
    restarts: { firstMs: 100, longestMs: 800 },
    laid: { databasesApart: true, reach: impatiently(wires.reach) },
  })
  const control = await startFaultControl({ running, wires, dataFolder })
  return {
    platform: { site, urls, control: control.url, dataFolder, supergraph },
    stop: async () => {
      await control.close()
      await stop()
      await wires.close()
      fs.rmSync(folder, { recursive: true })
    },
  }
}
