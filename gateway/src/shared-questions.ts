/** How a question ended that others had joined: what is to be told to all, or `again`: it says nothing about theirs. */
export const again = Symbol('again')

type Joiner<Response, Ended> = { hear: (response: Response) => void; end: (how: Ended | typeof again) => void }

/** A question under way, for whoever asks it. */
export type Flight<Response, Ended> = {
  /** It was answered: all who joined read that, now. Nobody joins it any more. */
  heard: (response: Response) => void
  /** It is over. Whoever joined and heard nothing is told how. */
  ended: (how: Ended | typeof again) => void
}

/**
 * Questions under way, by what they ask and in whose name: who asks the very same meanwhile is told the same answer. It
 * may have been worked out a moment before they asked. Never before a change that went through this process (`forget`).
 */
export function createSharedQuestions<Response, Ended>() {
  const underWay = new Map<string, Joiner<Response, Ended>[]>()
  return {
    /** Undefined: nobody asks it. `read`: makes of the answer what is wanted, while it is lent. */
    join<T>(key: string, read: (response: Response) => T): Promise<T | Ended | typeof again> | undefined {
      const joiners = underWay.get(key)
      if (!joiners) return undefined
      return new Promise((resolve, reject) => {
        joiners.push({
          hear(response) {
            try {
              resolve(read(response))
            } catch (error) {
              reject(error as Error)
            }
          },
          end: resolve,
        })
      })
    },
    begin(key: string): Flight<Response, Ended> {
      const joiners: Joiner<Response, Ended>[] = []
      underWay.set(key, joiners)
      const close = () => {
        if (underWay.get(key) === joiners) underWay.delete(key)
        return joiners.splice(0)
      }
      return {
        heard(response) {
          for (const { hear } of close()) hear(response)
        },
        ended(how) {
          for (const { end } of close()) end(how)
        },
      }
    },
    /** Something changes: who comes from now on may know of it, and joins nothing that was asked before. */
    forget: () => underWay.clear(),
  }
}
