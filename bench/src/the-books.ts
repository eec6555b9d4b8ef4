import { checkInvariants } from '@staygraph/local/invariants/check-invariants'
import { holds, report } from '@staygraph/local/invariants/report'
import { openSources } from '@staygraph/local/invariants/sources'

import type { Platform } from './platform.ts'

/** Papers and mails of a rush wait in the queue longer than the bench does: that they are promised is what is looked at. */
const unhurried = { mailed: 3_600, numbered: 60, unsent: 60 }

/** Whether rooms, money, bank and papers agree after all that was done. Answers the invariants that do not hold, in words. */
export const checkTheBooks = async (platform: Platform, say: (line: string) => void): Promise<string[]> => {
  const sources = openSources(platform.places)
  try {
    const checked = await checkInvariants(sources, { now: () => new Date(), windows: unhurried })
    const broken = checked.filter((one) => !holds(one))
    say(`the books: ${checked.length - broken.length} of ${checked.length} invariants hold`)
    return broken.length === 0 ? [] : [`an invariant does not hold:\n${report(broken)}`]
  } finally {
    await sources.close()
  }
}
