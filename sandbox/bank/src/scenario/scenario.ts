import { z } from 'zod'

/** What goes wrong on demand. Fields that are not given keep their value; `times` counts down and then all is well again. */
const scenarioChange = z
  .strictObject({
    slowMs: z.int().min(0).max(600_000).describe('Wait before doing anything with a POST'),
    slowAfterMs: z.int().min(0).max(600_000).describe('Do it, then wait before answering'),
    slowCardMs: z.int().min(0).max(600_000).describe('How long the issuer of pm_card_slow takes'),
    down: z.boolean().describe('Cut every connection to the API without doing anything'),
    reply: z
      .enum(['normal', 'error_before', 'error_after', 'drop', 'garbage'])
      .describe(
        'error_before: 500, nothing done. error_after: done, then 500. drop: done, then cut. garbage: done, then HTML',
      ),
    times: z.int().min(1).nullable().describe('How many POSTs `reply` spoils; null: all of them'),
    declineNext: z.int().min(0).describe('Decline this many of the next charges, whatever the card'),
    searchLagMs: z.int().min(0).describe('Search does not see younger objects (the real one lags up to a minute)'),
    webhooks: z
      .enum(['normal', 'doubled', 'shuffled', 'disordered', 'delayed', 'off'])
      .describe('disordered: doubled, each copy shuffled by itself. off: they wait until this is changed again'),
    webhookDelayMs: z
      .int()
      .min(0)
      .max(600_000)
      .describe('For delayed, and the longest random delay of shuffled and disordered'),
  })
  .partial()
export type ScenarioChange = z.infer<typeof scenarioChange>
export type Scenario = Required<ScenarioChange>

export const allIsWell: Scenario = {
  slowMs: 0,
  slowAfterMs: 0,
  slowCardMs: 8000,
  down: false,
  reply: 'normal',
  times: null,
  declineNext: 0,
  searchLagMs: 0,
  webhooks: 'normal',
  webhookDelayMs: 500,
}

/** Check a change that came over HTTP. */
export function readScenario(body: unknown): { change: ScenarioChange } | { fault: string } {
  const read = scenarioChange.safeParse(body)
  return read.success ? { change: read.data } : { fault: z.prettifyError(read.error) }
}

/** Take the reply that the next POST gets, counting down `times`. */
export function takeReply(scenario: Scenario): Scenario['reply'] {
  const { reply } = scenario
  if (reply === 'normal' || scenario.times === null) return reply
  scenario.times -= 1
  if (scenario.times === 0) Object.assign(scenario, { reply: 'normal', times: null })
  return reply
}
