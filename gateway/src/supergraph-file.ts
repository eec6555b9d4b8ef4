import { unwatchFile, watchFile } from 'node:fs'
import { readFile } from 'node:fs/promises'

import { Supergraph } from '@apollo/federation-internals'
import type { SupergraphSdlHook } from '@apollo/gateway'
import type { Logger } from '@staygraph/subgraph-kit/log'

import { supergraphLoads, supergraphStale } from './gateway-metrics.ts'
import { withGuardsForUs } from './policies/guard-rules.ts'

/** As it is planned over. Throws when the gateway could not: before it touches the one being served. */
function prove(sdl: string) {
  const planned = withGuardsForUs(sdl)
  Supergraph.build(planned, { validateSupergraph: true }).apiSchema()
  return planned
}

/**
 * The supergraph from a file, and each new one that is written there. Looked at twice a second by its time and size,
 * which works on every kind of mount. A broken or half-written file is told about and not taken over: the last good one
 * stays, and the next change is looked at again.
 */
export function supergraphFile(file: string, logger: Logger): SupergraphSdlHook {
  return async ({ update }) => {
    let current = await readFile(file, 'utf8')
    const first = prove(current) // the first one must be good: there is nothing to fall back to
    supergraphLoads.inc({ outcome: 'good' })
    supergraphStale.set(0)
    const look = async () => {
      try {
        const found = await readFile(file, 'utf8')
        if (found !== current) {
          update(prove(found))
          current = found
          supergraphLoads.inc({ outcome: 'good' })
          logger.info({ file }, 'a new supergraph was read')
        }
        supergraphStale.set(0)
      } catch (error) {
        supergraphLoads.inc({ outcome: 'broken' })
        supergraphStale.set(1)
        logger.error({ file, err: error }, 'the supergraph file is broken: the last good one is kept')
      }
    }
    const onChange = () => void look()
    watchFile(file, { interval: 500 }, onChange)
    return { supergraphSdl: first, cleanup: async () => unwatchFile(file, onChange) }
  }
}
