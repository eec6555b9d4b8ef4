import type { CannedGraph } from './canned.ts'
import { smallGraph } from './graph.ts'
import { publicGraph } from './public-graph.ts'

/** By name: `npm run bench -- gateway --graph=public`. */
export const graphs = { small: smallGraph, public: publicGraph } satisfies Record<string, CannedGraph>
export type GraphName = keyof typeof graphs
