import { asText } from '../http/request.ts'
import { compileSeen } from '../seen/seen.ts'
import type { FetchNode } from './plan.ts'
import { readReply } from './reply.ts'
import type { Form, NoReply, Read, Reply, Run, Subgraph } from './run.ts'

/** Asks a subgraph for a fetch of a plan, and notes how long that took. `about`: how many objects it is about. */
export function compileAsk(node: FetchNode, subgraph: Subgraph) {
  const changes = node.operationKind === 'mutation'
  const see = compileSeen(node)
  return async <T extends object>(
    run: Run,
    body: string,
    about: number,
    read: Read<T>,
    form: Form = 'text',
  ): Promise<T | NoReply> => {
    const began = performance.now()
    const reply = await subgraph.ask(body, changes, run.client, read, form)
    see(run.client.course.seen, began, about, !('unavailable' in reply))
    return reply
  }
}

/** What a subgraph said just now, if it did. `representations`: of the entities that it was asked about. */
export function takeHeard(run: Run, fetch: FetchNode, representations: string): Reply | NoReply | undefined {
  const at = run.heard.findIndex((heard) => heard.fetch === fetch && heard.representations === representations)
  const [heard] = at < 0 ? [] : run.heard.splice(at, 1)
  if (!heard) return undefined
  const { reply } = heard
  return 'bytes' in reply ? readReply(asText(reply.bytes)) : reply
}
