import { useApolloClient } from '@apollo/client/react'
import { useState } from 'react'

import { t } from '../language/i18n.ts'
import type { DeskRefusal } from './in-the-way.tsx'

type Answer = { __typename: string; message?: string; reservations?: DeskRefusal['reservations'] } | null | undefined

/**
 * Something the desk says to the graph: under way, done, or refused in its words. What is said twice is done once, so after
 * a lost answer it is said again. The lists on the page are asked anew when it is done.
 */
export function useDeskWord() {
  const client = useApolloClient()
  const [isWorking, setWorking] = useState(false)
  const [refusal, setRefusal] = useState<DeskRefusal | null>(null)
  /** Whether it was done. */
  const say = async (word: () => Promise<Answer>, done: string): Promise<boolean> => {
    if (isWorking) return false
    setWorking(true)
    setRefusal(null)
    try {
      const answer = await word()
      if (answer?.__typename === done) {
        await client.refetchQueries({ include: 'active' })
        return true
      }
      setRefusal(answer?.message ? { message: answer.message, reservations: answer.reservations ?? [] } : lost())
      return false
    } catch {
      setRefusal(lost())
      return false
    } finally {
      setWorking(false)
    }
  }
  return { isWorking, refusal, say, forget: () => setRefusal(null) }
}

const lost = (): DeskRefusal => ({ message: t('The answer was lost. Say it again: what is said twice is done once.') })
