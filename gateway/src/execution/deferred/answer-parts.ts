import type { GraphQLSchema } from 'graphql'

import type { GatewayContext } from '../../context.ts'
import { readOperation, type Validity } from '../../policies/validity.ts'
import { InParts, type createExecutor } from '../executor.ts'
import {
  answerAsText,
  readAsked,
  type FormatError,
  type KnownAnswer,
  type KnownOperations,
} from '../known-operations.ts'
import { Otherwise } from '../refusals.ts'
import type { Texts } from '../registered-operations.ts'
import { Written } from '../written.ts'
import { mayDefer } from './directive.ts'

export type PartsOptions = {
  answerInParts: ReturnType<typeof createExecutor>['answerInParts']
  known: KnownOperations
  texts: Texts
  valid: Validity
  /** What is served now. */
  schema: () => GraphQLSchema | undefined
}

/**
 * Answers operations with `@defer` to clients that take an answer in parts: under the same rules as the short way, be they
 * known or not. Undefined: it has none, or something that Apollo Server must look at, or say no to.
 */
export const createPartsAnswers =
  ({ answerInParts, known, texts, valid, schema }: PartsOptions) =>
  async (body: unknown, client: GatewayContext, format: FormatError): Promise<KnownAnswer | InParts | undefined> => {
    const asked = readAsked(body)
    const text = asked?.query ?? (asked?.hash === undefined ? undefined : texts.find(asked.hash))
    const by = schema()
    if (!asked || text === undefined || !by || !mayDefer(text)) return undefined
    const document = known.documentOf(text, by) ?? readOperation(text, by, valid)
    if ('errors' in document) return undefined
    const { operationName, variables, tellCost, tellCache, tellPlan } = asked
    const answered = await answerInParts({
      document,
      schema: by,
      operationName,
      variables,
      client,
      tellCost,
      tellCache,
      tellPlan,
    })
    if (answered instanceof Otherwise) return undefined
    if (answered instanceof Written) throw new Error('nobody asked for text')
    const refused = !(answered instanceof InParts) && answered.data === undefined
    if (!refused) known.learn(text, document, by)
    return answered instanceof InParts ? answered : answerAsText(answered, format)
  }
