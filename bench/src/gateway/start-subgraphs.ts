import { fork } from 'node:child_process'
import { once } from 'node:events'

import type { GraphName } from './graphs.ts'

export interface CannedSubgraphs {
  /** By name. */
  urls: Record<string, string>
  /** How often they were asked, all together. */
  asked: () => Promise<number>
}

/** `keepable`: they say of each answer that it may be kept. */
export async function startSubgraphs(
  started: AsyncDisposableStack,
  { graph = 'small', keepable = false }: { graph?: GraphName; keepable?: boolean } = {},
): Promise<CannedSubgraphs> {
  const child = fork(new URL('subgraphs.ts', import.meta.url), [graph, ...(keepable ? ['keepable'] : [])], {
    execArgv: [],
  })
  started.defer(() => void child.kill('SIGKILL'))
  const [urls] = (await once(child, 'message')) as [Record<string, string>]
  return {
    urls,
    asked: async () => {
      const told = once(child, 'message')
      child.send('how often?')
      const [asked] = (await told) as [number]
      return asked
    },
  }
}
