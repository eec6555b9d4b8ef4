import type { TestPlatform } from '../test-platform.ts'
import { startThrowAway } from '../throw-away.ts'
import { startFaultControl } from './fault-control.ts'
import { openWires } from './wires.ts'

/** More than all arrows of the platform's table. */
const mostArrows = 64

/** What its processes wait for is shortened as far as their environments let it be: a fault costs a test seconds otherwise. */
const impatient = {
  BANK_PATIENCE_MS: '1200',
  LITEAPI_TIMEOUT_MS: '600',
  LITEAPI_BOOK_TIMEOUT_MS: '1000',
  API_KEYS_KEPT_SECONDS: '0',
}

/**
 * The whole product as it runs in production, a Postgres for each domain, and between any two processes a proxy that can
 * disturb them. Its `control` is what `fault-control.ts` says.
 */
export const startFaultPlatform = async (): Promise<{ platform: TestPlatform; stop: () => Promise<void> }> => {
  const wires = await openWires(mostArrows)
  const { running, site, urls, dataFolder, stop } = await startThrowAway({
    hotels: '600',
    environment: impatient,
    restarts: { firstMs: 100, longestMs: 800 },
    laid: { databasesApart: true, reach: wires.reach },
  })
  const control = await startFaultControl({ running, wires, dataFolder })
  return {
    platform: { site, urls, control: control.url, dataFolder },
    stop: async () => {
      await control.close()
      await stop()
      await wires.close()
    },
  }
}
