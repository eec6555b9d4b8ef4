/** How the calls that met are sent: one as ever, several as one statement whose answers stand in the order asked. */
export type Sending<Asked, Told> = {
  alone: (asked: Asked) => Promise<Told>
  together: (asked: readonly Asked[]) => Promise<readonly Told[]>
  /** Whether a failed group was certainly not written, and each of it may be tried by itself. */
  apart: (error: unknown) => boolean
}

type Waiting = { asked: unknown; told: PromiseWithResolvers<unknown> }

/** Together they lock the rows for as long as the group takes: long enough to spare commits, short for who waits. */
const most = 32

/**
 * Group commit, of DeWitt et al., "Implementation techniques for main memory database systems" (1984): calls of one
 * name want the same rows, so one after the other would lock, write and flush. The first goes at once, and whoever comes
 * while it is on its way goes with the next, in one transaction. Nobody waits for company; without a rush each goes alone.
 */
export function createGroupCommit() {
  const lines = new Map<string, Waiting[]>()

  async function send<Asked, Told>(group: Waiting[], { alone, together, apart }: Sending<Asked, Told>) {
    const one = async ({ asked, told }: Waiting) => alone(asked as Asked).then(told.resolve, told.reject)
    if (group.length === 1) return Promise.all(group.map(one))
    try {
      const answers = await together(group.map(({ asked }) => asked as Asked))
      for (const [at, { told }] of group.entries()) told.resolve(answers[at])
    } catch (error) {
      if (apart(error)) return Promise.all(group.map(one))
      for (const { told } of group) told.reject(error)
    }
  }

  return function inGroups<Asked, Told>(name: string, asked: Asked, sending: Sending<Asked, Told>): Promise<Told> {
    const told = Promise.withResolvers<unknown>()
    const line = lines.get(name)
    if (line) line.push({ asked, told })
    else {
      const begun: Waiting[] = [{ asked, told }]
      lines.set(name, begun)
      void (async () => {
        while (begun.length > 0) await send(begun.splice(0, most), sending)
        lines.delete(name)
      })()
    }
    return told.promise as Promise<Told> // one name is one kind of call
  }
}
export type GroupCommit = ReturnType<typeof createGroupCommit>
