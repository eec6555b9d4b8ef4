import { z } from 'zod'

/** How the mail server misbehaves, for the next `times` messages or until told otherwise. */
export const scenarioInput = z.object({
  /**
   * `refuse`: 451, try again later. `refuse-permanently`: 550. `drop-after-data`: the message is kept and the connection
   * cut before the answer, so the sender cannot know. `slow`: answers after `delayMs`. `answer-twice`: the answer to the
   * message comes two times. `none`: behave.
   */
  scenario: z.enum(['none', 'refuse', 'refuse-permanently', 'drop-after-data', 'slow', 'answer-twice']),
  /** How many messages it is for; without it, all until the next scenario. */
  times: z.int().positive().optional(),
  /** For `slow`: milliseconds before the answer. */
  delayMs: z.int().min(0).max(600_000).default(5_000),
  /** Only for messages whose recipients' addresses contain this text. */
  to: z.string().default(''),
})

export type Scenario = z.infer<typeof scenarioInput>

const behave: Scenario = { scenario: 'none', delayMs: 0, to: '' }

/** The scenario in force. `take` answers the one for a message and counts it down. */
export function scenarioSwitch() {
  let current = behave
  return {
    set(scenario: Scenario) {
      current = scenario
    },
    get: () => current,
    take(recipients: string[]): Scenario {
      const taken = current
      if (taken.to && !recipients.some((address) => address.includes(taken.to))) return behave
      if (taken.times !== undefined) current = taken.times > 1 ? { ...taken, times: taken.times - 1 } : behave
      return taken
    },
  }
}
